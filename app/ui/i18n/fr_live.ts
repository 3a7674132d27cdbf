<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>live</name>
    <message><source>View {view} of {object} is still coming: the object passes the scanner, or a part was lost.</source><translation>La vue {view} de {object} arrive encore : l’objet passe devant le scanner, ou une partie s’est perdue.</translation></message>
    <message><source>Stretch {number} of a picture of scan {scan} is on record already, with other pixels. One stretch shows one thing: find out which.</source><translation>Le tronçon {number} d’une image du balayage {scan} est déjà au dossier, avec d’autres pixels. Un tronçon montre une seule chose : trouvez laquelle.</translation></message>
    <message><source>It is still passing the scanner; {columns} columns here</source><translation>Passage au scanner en cours; {columns} colonnes reçues</translation></message>
    <message><source>All of it has passed the scanner</source><translation>Le passage au scanner est terminé</translation></message>
    <message><source>All of {count} views has passed the scanner</source><translation>Le passage au scanner de {count} vues est terminé</translation></message>
</context>
</TS>
