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
    <message><source>The password is not text in UTF-8; nothing was changed.</source><translation>Le mot de passe n’est pas du texte en UTF-8 ; rien n’a été changé.</translation></message>
</context>
</TS>
