<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.units</name>
    <message><source>No image of item {item} has been on the screen of {officer}.</source><translation>Aucune image du dossier {item} n’a paru à l’écran de {officer}.</translation></message>
    <message><source>The referral points into view {view} of scan {scan}, which has not been on the screen of {officer}.</source><translation>Le renvoi vise la vue {view} du balayage {scan}, qui n’a pas paru à l’écran de {officer}.</translation></message>
    <message><source>View {view} of scan {scan} has not been seen to the end by {officer}.</source><translation>La vue {view} du balayage {scan} n’a pas été vue jusqu’au bout par {officer}.</translation></message>
    <message><source>There is no image of item {item} to base a release recommendation on.</source><translation>Il n’y a pas d’image du dossier {item} sur laquelle fonder une recommandation de mainlevée.</translation></message>
    <message><source>The image has not been on your screen yet.</source><translation>L’image n’a pas encore paru à votre écran.</translation></message>
    <message><source>View {view} of {object} has not been on your screen yet.</source><translation>La vue {view} de {object} n’a pas encore paru à votre écran.</translation></message>
    <message><source>More of view {view} has arrived: open the item again to see it.</source><translation>D’autres données de la vue {view} sont arrivées : rouvrez le dossier pour les voir.</translation></message>
    <message><source>Nothing waits here.</source><translation>Rien n’attend ici.</translation></message>
    <message><source>{count} parcels</source><translation>{count} colis</translation></message>
    <message><source>Parcels that wait</source><translation>Colis en attente</translation></message>
    <message><source>Arrow keys open the neighbour.</source><translation>Les flèches ouvrent le colis voisin.</translation></message>
    <message><source>Car {number}</source><translation>Wagon {number}</translation></message>
    <message><source>Car {number} of {count}</source><translation>Wagon {number} de {count}</translation></message>
    <message><source>with {who}</source><translation>chez {who}</translation></message>
    <message><source>seen to the end</source><translation>vu jusqu’au bout</translation></message>
    <message><source>not seen to the end</source><translation>pas vu jusqu’au bout</translation></message>
    <message><source>declared empty</source><translation>déclaré vide</translation></message>
    <message><source>In one picture</source><translation>Dans une image</translation></message>
    <message><source>Consist order</source><translation>Ordre du train</translation></message>
    <message><source>Order of scans</source><translation>Ordre des balayages</translation></message>
    <message><source>Cars of this train</source><translation>Wagons de ce train</translation></message>
    <message><source>Car {number} is with {officer} now.</source><translation>Le wagon {number} est chez {officer} en ce moment.</translation></message>
    <message><source>Passed over, decided or with others: car {numbers}.</source><translation>Passés, décidés ou chez d’autres : wagon {numbers}.</translation></message>
    <message><source>Previous car or parcel</source><translation>Wagon ou colis précédent</translation></message>
    <message><source>Next car or parcel</source><translation>Wagon ou colis suivant</translation></message>
    <message><source>First car or parcel</source><translation>Premier wagon ou colis</translation></message>
    <message><source>Last car or parcel</source><translation>Dernier wagon ou colis</translation></message>
    <message><source>There are no cars or parcels to step through.</source><translation>Il n’y a ni wagons ni colis à parcourir.</translation></message>
    <message><source>Parcel grid</source><translation>Grille de colis</translation></message>
    <message><source>Cars in the overview strip</source><translation>Wagons dans la bande d’ensemble</translation></message>
</context>
</TS>
