<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>people</name>
    <message><source>Delete mark {number}</source><translation>Supprimer la marque {number}</translation></message>
    <message><source>Delete the mark</source><translation>Supprimer la marque</translation></message>
    <message><source>Back, the mark stays</source><translation>Retour, la marque reste</translation></message>
    <message><source>A signed decision covers this mark. Deleting it takes two persons: the second one signs in here. The decision stays as it was signed.</source><translation>Une décision signée porte sur cette marque. Il faut deux personnes pour la supprimer : la seconde se connecte ici. La décision reste telle qu’elle a été signée.</translation></message>
    <message><source>Change the password</source><translation>Changer le mot de passe</translation></message>
    <message><source>The two new passwords differ. Type the second one again.</source><translation>Les deux nouveaux mots de passe diffèrent. Tapez le second de nouveau.</translation></message>
    <message><source>Your password is changed. It counts from now on.</source><translation>Votre mot de passe est changé. Il compte dès maintenant.</translation></message>
    <message><source>Password now</source><translation>Mot de passe actuel</translation></message>
    <message><source>New password, 12 signs or more</source><translation>Nouveau mot de passe, 12 signes ou plus</translation></message>
    <message><source>New password once more</source><translation>Nouveau mot de passe encore une fois</translation></message>
    <message><source>A sentence of your own is best. What is guessed first is refused: common words, names of the place and of you, keys in a row. A password does not run out.</source><translation>Une phrase à vous est ce qu’il y a de mieux. Ce qu’on devine en premier est refusé : mots courants, noms du lieu et de vous, touches qui se suivent. Un mot de passe n’expire pas.</translation></message>
    <message><source>{name} may not add people: the role {role} does not include it.</source><translation>{name} ne peut pas ajouter de personnes : le rôle {role} ne le permet pas.</translation></message>
    <message><source>An administrator adds people here. Name one: --by {account}.</source><translation>Ici, les personnes sont ajoutées par un administrateur. Nommez-en un : --by {account}.</translation></message>
    <message><source>The password is made of what is guessed first ({found}). Take a sentence of your own, or add words that nobody expects.</source><translation>Le mot de passe est fait de ce qu’on devine en premier ({found}). Prenez une phrase à vous, ou ajoutez des mots que personne n’attend.</translation></message>
    <message><source>{name} may not reset passwords; an administrator may.</source><translation>{name} ne peut pas réinitialiser de mots de passe; un administrateur le peut.</translation></message>
    <message><source>This is your own account: change your password with the one you have.</source><translation>C’est votre propre compte : changez votre mot de passe à l’aide de celui que vous avez.</translation></message>
    <message><source>Nobody is shut out of a record of one machine. Who has no password that works is given a word for one sign-in: prescreen account reset NAME --by ADMINISTRATOR.</source><translation>Nul n’est exclu d’un registre d’un seul poste. Qui n’a pas de mot de passe valable reçoit un mot pour une seule ouverture de session : prescreen account reset NOM --by ADMINISTRATEUR.</translation></message>
    <message><source>There is no account {account}.</source><translation>Il n’y a pas de compte {account}.</translation></message>
    <message><source>This is a word for one sign-in. Choose a password of your own; it takes its place.</source><translation>C’est un mot valable pour une seule connexion. Choisissez votre propre mot de passe; il le remplace.</translation></message>
    <message><source>This word for one sign-in has run out. Ask the administrator for another.</source><translation>Ce mot valable pour une seule connexion est expiré. Demandez-en un autre à l’administrateur.</translation></message>
    <message><source>The new password is the one you have. Choose another.</source><translation>Le nouveau mot de passe est celui que vous avez déjà. Choisissez-en un autre.</translation></message>
    <message><source>A second person signs in for this. Nothing was recorded.</source><translation>Une deuxième personne doit s’identifier pour cela. Rien n’a été enregistré.</translation></message>
    <message><source>The second person is somebody else than {name}, who signs first.</source><translation>La deuxième personne doit être quelqu’un d’autre que {name}, qui signe en premier.</translation></message>
    <message><source>{name} may not be the second person here: the role {role} does not include it.</source><translation>{name} ne peut pas être la deuxième personne ici : le rôle {role} ne le permet pas.</translation></message>
    <message><source>This override takes two persons: the second one signs in here.</source><translation>Cette dérogation exige deux personnes : la deuxième s’identifie ici.</translation></message>
    <message><source>Cargo rejected or deleted</source><translation>Fret rejeté ou supprimé</translation></message>
    <message><source>Cargo not on file, unused for 90 days or sent after arrival, and not exempt</source><translation>Fret absent du dossier, inutilisé depuis 90 jours ou transmis après l’arrivée, et non exempté</translation></message>
    <message><source>disabled, unless an officer overrides it with a reason and a second person signs in for it</source><translation>désactivée, sauf dérogation motivée d’un agent pour laquelle une deuxième personne s’identifie</translation></message>
    <message><source>Second person</source><translation>Deuxième personne</translation></message>
    <message><source>Second person, name</source><translation>Deuxième personne, nom</translation></message>
    <message><source>Second person, password</source><translation>Deuxième personne, mot de passe</translation></message>
    <message><source>Password of your own, 12 signs or more</source><translation>Votre propre mot de passe, 12 signes ou plus</translation></message>
    <message><source>The password is among what is guessed first: it says {length} of its {of} characters again and again, and that adds nothing. Take a sentence of your own, or add words that nobody expects.</source><translation>Le mot de passe est de ceux qu’on devine d’abord : il répète {length} de ses {of} signes, et cela n’ajoute rien. Prenez une phrase à vous, ou ajoutez des mots que personne n’attend.</translation></message>
    <message><source>A record of one machine keeps a person out with a word for one sign-in that nobody passes on to her: prescreen account reset {account} --by ADMINISTRATOR.</source><translation>Un registre d’un seul poste tient une personne à l’écart par un mot d’une seule ouverture de session que nul ne lui transmet : prescreen account reset {account} --by ADMINISTRATEUR.</translation></message>
</context>
</TS>
