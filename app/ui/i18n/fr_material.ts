<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.material</name>
    <message><source>Material: computed for the energies that the file states</source><translation>Matière : calculée pour les énergies indiquées dans le fichier</translation></message>
    <message><source>Material: computed for 6 and 4 MeV; the file states no energies</source><translation>Matière : calculée pour 6 et 4 MeV; le fichier n’indique pas d’énergie</translation></message>
    <message><source>Material: computed, then fitted to the steel walls of this scan</source><translation>Matière : calculée, puis ajustée aux parois d’acier de cette image</translation></message>
    <message><source>Material: the scanner’s own calibration, {name}</source><translation>Matière : étalonnage propre au scanneur, {name}</translation></message>
    <message><source>Material: computed; tube filter unknown: what may be organic or light metal stays grey</source><translation>Matière : calculée; filtre du tube inconnu : organique ou métal léger, en gris si indistincts</translation></message>
    <message><source>One energy: no material; everything is weighed as steel</source><translation>Une seule énergie : pas de matière; tout est pesé comme de l’acier</translation></message>
    <message><source>Another calibration is kept as {name}. Give the new one another file name, or take the old one out of {folder}.</source><translation>Un autre étalonnage est déjà conservé sous {name}. Donnez un autre nom au nouveau fichier, ou retirez l’ancien de {folder}.</translation></message>
    <message><source>The files are {count} scans; name those of one.</source><translation>Les fichiers forment {count} images; nommez ceux d’une seule.</translation></message>
</context>
</TS>
