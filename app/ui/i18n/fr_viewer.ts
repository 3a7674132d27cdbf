<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.viewer</name>
    <message><source>No image yet</source><translation>Pas encore d’image</translation></message>
    <message><source>X-ray image</source><translation>Image radiographique</translation></message>
    <message><source>{findings} findings of the model, {marks} marks. Arrow keys move the image, or the cross of a drawing tool; Enter sets its corners.</source><translation>Anomalies signalées par le modèle : {findings}; marques : {marks}. Les flèches déplacent l’image, ou la croix d’un outil de dessin; Entrée pose ses coins.</translation></message>
    <message><source>Words of the mark</source><translation>Texte de la marque</translation></message>
    <message><source>Write, then Enter</source><translation>Écrire, puis Entrée</translation></message>
    <message><source>{count} px</source><translation>{count} px</translation></message>
    <message><source>{length} m</source><translation>{length} m</translation></message>
    <message><source>Views of this item</source><translation>Vues de ce dossier</translation></message>
    <message><source>Arriving</source><translation>En arrivée</translation></message>
    <message><source>Not viewed</source><translation>Non vue</translation></message>
    <message><source>Viewed</source><translation>Vue</translation></message>
    <message><source>Viewed {share}</source><translation>Vue à {share}</translation></message>
    <message><source>{scale} cm/px</source><translation>{scale} cm/px</translation></message>
</context>
</TS>
