<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>people</name>
    <message><source>The password is made of what is guessed first ({found}). Take a sentence of your own, or add words that nobody expects.</source><translation>Le mot de passe est fait de ce qu’on devine en premier ({found}). Prenez une phrase à vous, ou ajoutez des mots que personne n’attend.</translation></message>
    <message><source>{name} may not reset passwords; an administrator may.</source><translation>{name} ne peut pas réinitialiser de mots de passe; un administrateur le peut.</translation></message>
    <message><source>This is your own account: change your password with the one you have.</source><translation>C’est votre propre compte : changez votre mot de passe à l’aide de celui que vous avez.</translation></message>
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
</context>
</TS>
