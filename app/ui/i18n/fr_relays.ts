<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>relays</name>
    <message><source>The record lives in the database {name}, and relays must not come near it. Make another one for their jobs (createdb), and name that.</source><translation>Le registre se trouve dans la base de données {name}, et les relais ne doivent pas s’en approcher. Créez-en une autre pour leurs tâches (createdb), et nommez-la.</translation></message>
    <message><source>The relay&apos;s figures cannot be shown at {host}:{port}: {why}. Name another port.</source><translation>Les chiffres du relais ne peuvent être exposés à {host}:{port} : {why}. Indiquez un autre port.</translation></message>
    <message><source>The file {path} does not name a store of relays. Put it back from a backup of the store.</source><translation>Le fichier {path} ne désigne aucun dépôt de relais. Rétablissez-le à partir d’une copie de sauvegarde du dépôt.</translation></message>
    <message><source>The relay cannot tell which store {path} is: {why}. Check that the folder is there and may be written.</source><translation>Le relais ne peut pas savoir quel dépôt est {path} : {why}. Vérifiez que le dossier est là et peut être écrit.</translation></message>
    <message><source>The server {server} of the relays&apos; jobs does not answer: {why}. Scans that have come stay where they are; work goes on when it answers.</source><translation>Le serveur {server} des tâches des relais ne répond pas : {why}. Les images déjà reçues restent où elles sont; le travail reprendra quand il répondra.</translation></message>
    <message><source>The server {server} of the relays&apos; jobs does not let {login} in.</source><translation>Le serveur {server} des tâches des relais n’admet pas {login}.</translation></message>
    <message><source>The jobs on {server} are not laid out for this program. Whoever runs the database runs: prescreen relays init.</source><translation>Les tâches sur {server} ne sont pas disposées pour ce programme. La personne qui gère la base de données lance : prescreen relays init.</translation></message>
    <message><source>The jobs on {server} were laid out by a newer program. Bring this relay up to date first.</source><translation>Les tâches sur {server} ont été disposées par un programme plus récent. Mettez d’abord ce relais à jour.</translation></message>
    <message><source>The scan {digest} was set aside: its step failed again and again for no known reason, which the log names. Its original is kept. prescreen relays retry takes it up again.</source><translation>L’image {digest} a été mise de côté : son étape a échoué à plusieurs reprises pour une raison inconnue, que le journal nomme. Son original est conservé. prescreen relays retry la reprend.</translation></message>
    <message><source>The scan {digest} was set aside: relays ended again and again while they worked on it. Its original is kept. prescreen relays retry takes it up again.</source><translation>L’image {digest} a été mise de côté : des relais se sont arrêtés à plusieurs reprises pendant qu’ils la traitaient. Son original est conservé. prescreen relays retry la reprend.</translation></message>
    <message><source>Say who lays out the jobs, a superuser of the server: --jobs postgresql://NAME@{server}.</source><translation>Dites qui dispose les tâches, un superutilisateur du serveur : --jobs postgresql://NAME@{server}.</translation></message>
    <message><source>This command sends nothing, so {name} ({digest}) stays here.</source><translation>Cette commande n’envoie rien : {name} ({digest}) reste ici.</translation></message>
</context>
</TS>
