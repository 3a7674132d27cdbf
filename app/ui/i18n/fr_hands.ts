<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.hands</name>
    <message><source>turned a quarter to the right</source><translation>tournée d’un quart vers la droite</translation></message>
    <message><source>turned upside down</source><translation>tournée à l’envers</translation></message>
    <message><source>turned a quarter to the left</source><translation>tournée d’un quart vers la gauche</translation></message>
    <message><source>flipped left-right</source><translation>inversée gauche-droite</translation></message>
    <message><source>flipped left-right, turned a quarter to the right</source><translation>inversée gauche-droite, tournée d’un quart vers la droite</translation></message>
    <message><source>flipped up-down</source><translation>inversée haut-bas</translation></message>
    <message><source>flipped left-right, turned a quarter to the left</source><translation>inversée gauche-droite, tournée d’un quart vers la gauche</translation></message>
    <message><source>{x} m from the left end</source><translation>à {x} m de l’extrémité gauche</translation></message>
    <message><source>{x} m from the left end as scanned</source><translation>à {x} m de l’extrémité gauche du balayage</translation></message>
    <message><source>{x} m from the doors</source><translation>à {x} m des portes</translation></message>
    <message><source>{y} m above the floor</source><translation>à {y} m au-dessus du plancher</translation></message>
    <message><source>{y} m below the floor</source><translation>à {y} m sous le plancher</translation></message>
    <message><source>{y} m above the lowest point</source><translation>à {y} m au-dessus du point le plus bas</translation></message>
    <message><source>px only: the scan states no scale</source><translation>px seulement : le balayage n’indique pas d’échelle</translation></message>
    <message><source>{across} across, {up} up</source><translation>{across} à l’horizontale, {up} à la verticale</translation></message>
    <message><source>if pixels are square: the scan states no scale</source><translation>si les pixels sont carrés : le balayage n’indique pas d’échelle</translation></message>
    <message><source>Profile over {length}</source><translation>Profil sur {length}</translation></message>
    <message><source>light metal, mineral</source><translation>métal léger, minéral</translation></message>
    <message><source>heavy metal</source><translation>métal lourd</translation></message>
    <message><source>Region</source><translation>Région</translation></message>
    <message><source>measured when the whole scan is here</source><translation>mesurée dès que le balayage est complet</translation></message>
    <message><source>As steel</source><translation>En acier</translation></message>
    <message><source>Areal density</source><translation>Densité surfacique</translation></message>
    <message><source>Material by mass</source><translation>Matière selon la masse</translation></message>
    <message><source>Opaque</source><translation>Opaque</translation></message>
    <message><source>Area</source><translation>Surface</translation></message>
    <message><source>Middle</source><translation>Milieu</translation></message>
    <message><source>Transmission</source><translation>Transmission</translation></message>
    <message><source>Transmission, high</source><translation>Transmission, haute</translation></message>
    <message><source>Transmission, low</source><translation>Transmission, basse</translation></message>
    <message><source>{mean} ± {deviation} % ({least} to {most})</source><translation>{mean} ± {deviation} % ({least} à {most})</translation></message>
    <message><source>not told: the scan states no scale</source><translation>non indiquée : le balayage n’indique pas d’échelle</translation></message>
    <message><source>{figure} ({low} to {high})</source><translation>{figure} ({low} à {high})</translation></message>
    <message><source>less than 1 %</source><translation>moins de 1 %</translation></message>
    <message><source>transmission, log</source><translation>transmission, log</translation></message>
    <message><source>transmission, linear</source><translation>transmission, linéaire</translation></message>
    <message><source>as mm of steel</source><translation>en mm d’acier</translation></message>
    <message><source>Profile: {axis} · band {width} px</source><translation>Profil : {axis} · bande {width} px</translation></message>
    <message><source>solid high energy, dashed low</source><translation>trait plein : haute énergie, tirets : basse</translation></message>
    <message><source>{mm} mm of steel</source><translation>{mm} mm d’acier</translation></message>
    <message><source>Measure something first.</source><translation>Mesurez d’abord quelque chose.</translation></message>
    <message><source>Draw a profile first.</source><translation>Tracez d’abord un profil.</translation></message>
    <message><source>Fit height</source><translation>Ajuster à la hauteur</translation></message>
    <message><source>Fill the window</source><translation>Remplir la fenêtre</translation></message>
    <message><source>Flip left-right</source><translation>Inverser gauche-droite</translation></message>
    <message><source>Flip up-down</source><translation>Inverser haut-bas</translation></message>
    <message><source>Turn by a quarter</source><translation>Tourner d’un quart</translation></message>
    <message><source>Upright, as scanned</source><translation>À l’endroit, comme balayée</translation></message>
    <message><source>Loupe</source><translation>Loupe</translation></message>
    <message><source>Loupe stronger, 2 to 8 times</source><translation>Loupe plus forte, de 2 à 8 fois</translation></message>
    <message><source>Angle</source><translation>Angle</translation></message>
    <message><source>Region: mass and material</source><translation>Région : masse et matière</translation></message>
    <message><source>Profile along a line</source><translation>Profil le long d’une ligne</translation></message>
    <message><source>Profile: log, linear or steel</source><translation>Profil : log, linéaire ou acier</translation></message>
    <message><source>Profile: width of the band</source><translation>Profil : largeur de la bande</translation></message>
    <message><source>Keep the measurement on screen</source><translation>Garder la mesure à l’écran</translation></message>
    <message><source>Copy the measurement as text</source><translation>Copier la mesure en texte</translation></message>
    <message><source>Mark what was measured</source><translation>Marquer ce qui est mesuré</translation></message>
    <message><source>Doors: left, right, not known</source><translation>Portes : gauche, droite, inconnues</translation></message>
    <message><source>Picture moves on after the hand, or not</source><translation>L’image glisse après le geste, ou non</translation></message>
    <message><source>as scanned</source><translation>comme numérisée</translation></message>
</context>
</TS>
