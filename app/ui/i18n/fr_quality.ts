<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.quality</name>
    <message><source>Dead detectors, rows {rows}: nothing is seen there.</source><translation>Détecteurs morts, rangées {rows} : on n’y voit rien.</translation></message>
    <message><source>Stuck detectors, rows {rows}: they show the same whatever stands there.</source><translation>Détecteurs figés, rangées {rows} : ils montrent la même valeur quoi qu’il s’y trouve.</translation></message>
    <message><source>Weak detectors, rows {rows}: grey is off by up to {size}.</source><translation>Détecteurs faibles, rangées {rows} : le gris est faux de {size} au plus.</translation></message>
    <message><source>{count} columns are missing, {start} to {end} from left: nothing is seen there.</source><translation>Colonnes manquantes : {count}, de {start} à {end} depuis la gauche; on n’y voit rien.</translation></message>
    <message><source>{count} columns repeat the one before, {start} to {end} from left.</source><translation>Colonnes qui répètent la précédente : {count}, de {start} à {end} depuis la gauche.</translation></message>
    <message><source>The dose flickers by up to {size}, {start} to {end} from left.</source><translation>La dose vacille jusqu’à {size}, de {start} à {end} depuis la gauche.</translation></message>
    <message><source>The object reaches above the image, {start} to {end} from left: its top is not seen.</source><translation>L’objet dépasse le haut de l’image, de {start} à {end} depuis la gauche : son dessus ne se voit pas.</translation></message>
    <message><source>Uneven speed, {start} to {end} from left: lengths there are {size} of the others.</source><translation>Vitesse inégale, de {start} à {end} depuis la gauche : les longueurs y sont à {size} des autres.</translation></message>
    <message><source>Nothing came through {size} of the object, mostly {start} to {end} from left.</source><translation>Rien n’a traversé {size} de l’objet, surtout de {start} à {end} depuis la gauche.</translation></message>
    <message><source>{count} columns are missing, from {start} to {end}: nothing is seen there.</source><translation>Colonnes manquantes : {count}, de la {start} à la {end}; on n’y voit rien.</translation></message>
    <message><source>{count} columns repeat the one before, from {start} to {end}.</source><translation>Colonnes qui répètent la précédente : {count}, de la {start} à la {end}.</translation></message>
    <message><source>The dose flickers by up to {size}, columns {start} to {end}.</source><translation>La dose vacille jusqu’à {size}, colonnes {start} à {end}.</translation></message>
    <message><source>The object reaches above the image, columns {start} to {end}: its top is not seen.</source><translation>L’objet dépasse le haut de l’image, colonnes {start} à {end} : son dessus ne se voit pas.</translation></message>
    <message><source>Uneven speed, columns {start} to {end}: lengths there are {size} of the others.</source><translation>Vitesse inégale, colonnes {start} à {end} : les longueurs y sont à {size} des autres.</translation></message>
    <message><source>Nothing came through {size} of the object, mostly columns {start} to {end}.</source><translation>Rien n’a traversé {size} de l’objet, surtout les colonnes {start} à {end}.</translation></message>
    <message><source>Too few photons: noise in air is {size}.</source><translation>Trop peu de photons : le bruit dans l’air est de {size}.</translation></message>
    <message><source>The object reaches both ends of the image: what lies beyond is not seen.</source><translation>L’objet touche les deux bouts de l’image : ce qui est au-delà ne se voit pas.</translation></message>
    <message><source>The object reaches the left end of the image: what lies beyond is not seen.</source><translation>L’objet touche le bout gauche de l’image : ce qui est au-delà ne se voit pas.</translation></message>
    <message><source>The object reaches the right end of the image: what lies beyond is not seen.</source><translation>L’objet touche le bout droit de l’image : ce qui est au-delà ne se voit pas.</translation></message>
    <message><source>Show</source><translation>Montrer</translation></message>
    <message><source>Show where: {sentence}</source><translation>Montrer où : {sentence}</translation></message>
    <message><source>Show the next place that a notice names</source><translation>Montrer le prochain endroit que nomme un avis</translation></message>
</context>
</TS>
