<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>The role {role} is one of a server&apos;s record.</source><translation>Le rôle {role} est propre au registre d’un serveur.</translation></message>
    <message><source>Say who comes in: --home postgresql://NAME@{server}.</source><translation>Précisez qui entre : --home postgresql://NOM@{server}.</translation></message>
    <message><source>The password is not text in UTF-8.</source><translation>Le mot de passe n’est pas du texte en UTF-8.</translation></message>
    <message><source>The record {path} is a file of this machine, on no server.</source><translation>Le registre {path} est un fichier de ce poste; il n’est sur aucun serveur.</translation></message>
    <message><source>{login} need not sign in: the record is a file of this machine.</source><translation>{login} n’a pas à ouvrir de session : le registre est un fichier de ce poste.</translation></message>
    <message><source>Nobody is signed in at the server {server} of the record.</source><translation>Personne n’a ouvert de session sur le serveur {server} du registre.</translation></message>
    <message><source>This is done on the server of the record itself, which seals it; see docs/record.md.</source><translation>Cela se fait sur le serveur du registre lui-même, qui le scelle; voir docs/record.md.</translation></message>
    <message><source>{url} is no address of a record. Write postgresql://NAME@SERVER/DATABASE, and a port after SERVER where it is another than 5432.</source><translation>{url} n’est pas l’adresse d’un registre. Écrivez postgresql://NOM@SERVEUR/BASE, et un port après SERVEUR s’il diffère de 5432.</translation></message>
    <message><source>The address of a record holds no password: it would be seen in lists of programs and in logs. Leave it out; it is asked for, or taken from the password file (PGPASSFILE).</source><translation>L’adresse d’un registre ne contient pas de mot de passe : on le verrait dans la liste des programmes et dans les journaux. Omettez-le; il sera demandé, ou pris dans le fichier des mots de passe (PGPASSFILE).</translation></message>
    <message><source>The address of a record may say {known}, not {option}.</source><translation>L’adresse d’un registre peut préciser {known}, mais pas {option}.</translation></message>
    <message><source>The way to a record is always encrypted, and its server proves who it is: sslmode is {known}, not {mode}.</source><translation>La liaison avec un registre est toujours chiffrée, et son serveur prouve son identité : sslmode vaut {known}, et non {mode}.</translation></message>
    <message><source>The server {server} is PostgreSQL {found}; the record needs {oldest} or later.</source><translation>Le serveur {server} est PostgreSQL {found}; le registre exige la version {oldest} ou une version ultérieure.</translation></message>
    <message><source>There is no record on {server} yet. Make one first: prescreen init.</source><translation>Il n’y a pas encore de registre sur {server}. Créez-le d’abord : prescreen init.</translation></message>
    <message><source>There is no role {role} on a server. One of: {roles}.</source><translation>Il n’y a pas de rôle {role} sur un serveur. Choisissez parmi : {roles}.</translation></message>
    <message><source>{account} cannot be the name of a role on the server: it needs one to 63 bytes, and may not begin with pg_ or prescreen_.</source><translation>{account} ne peut pas être le nom d’un rôle sur le serveur : il faut de 1 à 63 octets, et il ne peut commencer par pg_ ni prescreen_.</translation></message>
    <message><source>The server {server} of the record does not answer: {why}. Nothing was recorded. Try again.</source><translation>Le serveur {server} du registre ne répond pas : {why}. Rien n’a été consigné. Réessayez.</translation></message>
    <message><source>The connection to the server {server} of the record was lost in the middle. Whether the last act is on record will be seen when it answers again.</source><translation>La liaison avec le serveur {server} du registre a été coupée en cours de route. On saura si le dernier acte est consigné lorsqu’il répondra de nouveau.</translation></message>
    <message><source>The server {server} cannot prove that it is the right one: {why}. Nothing was sent to it. Ask the administrator for the certificate of the record&apos;s server.</source><translation>Le serveur {server} ne peut pas prouver qu’il est le bon : {why}. Rien ne lui a été envoyé. Demandez à l’administrateur le certificat du serveur du registre.</translation></message>
    <message><source>The server {server} does not let {login} in: {why}.</source><translation>Le serveur {server} n’admet pas {login} : {why}.</translation></message>
    <message><source>Nothing was recorded: somebody else is writing to the same item. Try again.</source><translation>Rien n’a été consigné : une autre personne écrit sur le même article. Réessayez.</translation></message>
    <message><source>The server of the record does not let {login} do this: the role does not include it. Nothing was recorded.</source><translation>Le serveur du registre ne permet pas cela à {login} : le rôle ne le comprend pas. Rien n’a été consigné.</translation></message>
    <message><source>The record on {server} has other tables than this program needs ({why}). Ask the administrator to run: prescreen init.</source><translation>Le registre sur {server} n’a pas les tables qu’il faut à ce programme ({why}). Demandez à l’administrateur de lancer : prescreen init.</translation></message>
    <message><source>Nothing was recorded: the disk of the server {server} is full.</source><translation>Rien n’a été consigné : le disque du serveur {server} est plein.</translation></message>
    <message><source>The server of the record refuses this ({word}). Nothing was recorded.</source><translation>Le serveur du registre refuse cela ({word}). Rien n’a été consigné.</translation></message>
    <message><source>Item {item} was decided meanwhile. Open it again to see what was decided.</source><translation>L’article {item} a fait l’objet d’une décision entre-temps. Rouvrez-le pour la voir.</translation></message>
    <message><source>This changed on record meanwhile. Open the item again to see how it stands.</source><translation>Cela a changé au registre entre-temps. Rouvrez l’article pour voir où il en est.</translation></message>
    <message><source>There is no item {item} that you may see.</source><translation>Il n’y a pas d’article {item} que vous puissiez voir.</translation></message>
    <message><source>Nobody of this name works with the record any more.</source><translation>Plus personne de ce nom ne travaille avec le registre.</translation></message>
    <message><source>{login} can reach the record and has no account there.</source><translation>{login} peut joindre le registre, mais n’y a pas de compte.</translation></message>
    <message><source>{login} is the account of a service. Sign in as a person.</source><translation>{login} est le compte d’un service. Ouvrez une session à votre nom.</translation></message>
    <message><source>People of a server&apos;s record are added, and given another password, by whoever administers the server: prescreen account, with the address of the record as --home.</source><translation>Au registre d’un serveur, c’est l’administrateur du serveur qui ajoute les personnes et leur donne un autre mot de passe : prescreen account, avec l’adresse du registre comme --home.</translation></message>
    <message><source>Line {seq} does not follow the line before it in the chain of {chain}.</source><translation>La ligne {seq} ne suit pas la précédente dans la chaîne de {chain}.</translation></message>
    <message><source>In the chain of {chain} a line is missing before line {seq}.</source><translation>Dans la chaîne de {chain}, il manque une ligne avant la ligne {seq}.</translation></message>
    <message><source>Line {seq} stands in no chain.</source><translation>La ligne {seq} n’est dans aucune chaîne.</translation></message>
    <message><source>The chain of {chain} does not end as its head says.</source><translation>La chaîne de {chain} ne finit pas comme le dit sa tête.</translation></message>
</context>
</TS>
