<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.models</name>
    <message><source>{asked} was asked for and is not installed here; the model ran on {used}.</source><translation>{asked} était demandé et n’est pas installé ici ; le modèle a tourné sur {used}.</translation></message>
    <message><source>{asked} was asked for and finds no device here; the model ran on {used}.</source><translation>{asked} était demandé et ne trouve aucun appareil ici ; le modèle a tourné sur {used}.</translation></message>
    <message><source>{asked} was asked for and could not run the model, which ran on {used}.</source><translation>{asked} était demandé et n’a pu exécuter le modèle, qui a tourné sur {used}.</translation></message>
    <message><source>{model} could not judge this view: what it would find is unknown.</source><translation>{model} n’a pu juger cette vue : ce qu’il y trouverait est inconnu.</translation></message>
    <message><source>{place}, not as asked</source><translation>{place}, non demandé</translation></message>
    <message><source>A model did not judge</source><translation>Un modèle n’a pas jugé</translation></message>
    <message><source>The machine's report could not be written: {why}</source><translation>Le rapport de la machine n’a pu être écrit : {why}</translation></message>
    <message><source>{account} may not change the models in force; an administrator may.</source><translation>{account} ne peut changer les modèles en vigueur ; un administrateur le peut.</translation></message>
    <message><source>{name} is no name of a card in the folder of models.</source><translation>{name} n’est le nom d’aucune fiche du dossier des modèles.</translation></message>
    <message><source>The model {name} came with another version of the program than this one: verify with that.</source><translation>Le modèle {name} vient d’une autre version du programme que celle-ci : vérifiez avec celle-là.</translation></message>
    <message><source>The model {name} lies where the service of the server takes things in, not in {folder}: verify there as well.</source><translation>Le modèle {name} se trouve là où le service du serveur reprend les éléments, non dans {folder} : vérifiez aussi là-bas.</translation></message>
    <message><source>The password is not text in UTF-8; nothing was changed.</source><translation>Le mot de passe n’est pas du texte en UTF-8 ; rien n’a été changé.</translation></message>
    <message><source>The model server {server} gave no answer within {seconds} s. Review the scan without it, or screen it again.</source><translation>Le serveur de modèles {server} n’a pas répondu en {seconds} s. Examiner l’image sans lui, ou la soumettre de nouveau.</translation></message>
    <message><source>The model server {server} cannot be reached: {why}. Review the scan without it, or screen it again when the server is there.</source><translation>Le serveur de modèles {server} est injoignable : {why}. Examiner l’image sans lui, ou la soumettre de nouveau quand il sera là.</translation></message>
    <message><source>The model server {server} refused: {why}. Review the scan without it, or screen it again.</source><translation>Le serveur de modèles {server} a refusé : {why}. Examiner l’image sans lui, ou la soumettre de nouveau.</translation></message>
    <message><source>The answer of the model server {server} cannot be read: {why}. Review the scan without it, and tell your administrator.</source><translation>La réponse du serveur de modèles {server} est illisible : {why}. Examiner l’image sans lui, et avertir l’administrateur.</translation></message>
    <message><source>The answer of the model server {server} carries no digest of its weights, so nothing is taken from it. Tell your administrator.</source><translation>La réponse du serveur de modèles {server} ne porte pas l’empreinte de ses poids : rien n’en est retenu. Avertir l’administrateur.</translation></message>
    <message><source>The model server {server} answered with other weights ({found}) than the card speaks of ({wanted}), so nothing is taken from it. Tell your administrator.</source><translation>Le serveur de modèles {server} a répondu avec d’autres poids ({found}) que ceux de la fiche ({wanted}) : rien n’en est retenu. Avertir l’administrateur.</translation></message>
    <message><source>The answer of the model server {server} lacks the output {output}, or it does not hold 32-bit numbers. Tell your administrator.</source><translation>Dans la réponse du serveur de modèles {server}, la sortie {output} manque ou ne contient pas de nombres à 32 bits. Avertir l’administrateur.</translation></message>
    <message><source>With --watch what waits is screened: name no scan and leave out --all.</source><translation>Avec --watch, c’est ce qui attend qui est soumis au modèle : ne nommer aucune image et omettre --all.</translation></message>
</context>
</TS>
