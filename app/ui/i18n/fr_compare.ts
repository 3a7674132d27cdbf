<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.compare</name>
    <message><source>Like loads</source><translation>Semblables</translation></message>
    <message><source>Empty equipment</source><translation>Équipement vide</translation></message>
    <message><source>Earlier scan</source><translation>Passage antérieur</translation></message>
    <message><source>Other view</source><translation>Autre vue</translation></message>
    <message><source>Same HS {hs}</source><translation>Même code SH {hs}</translation></message>
    <message><source>Same HS heading {hs}</source><translation>Même position SH {hs}</translation></message>
    <message><source>Same HS chapter {hs}</source><translation>Même chapitre SH {hs}</translation></message>
    <message><source>Looks alike</source><translation>Aspect semblable</translation></message>
    <message><source>Looks somewhat alike</source><translation>Aspect assez semblable</translation></message>
    <message><source>Also a container</source><translation>Aussi un conteneur</translation></message>
    <message><source>Also a trailer</source><translation>Aussi une remorque</translation></message>
    <message><source>Also a rail car</source><translation>Aussi un wagon</translation></message>
    <message><source>Also a ULD</source><translation>Aussi une unité de chargement</translation></message>
    <message><source>Also a parcel</source><translation>Aussi un colis</translation></message>
    <message><source>Same container</source><translation>Même conteneur</translation></message>
    <message><source>Same trailer</source><translation>Même remorque</translation></message>
    <message><source>Same rail car</source><translation>Même wagon</translation></message>
    <message><source>Same ULD</source><translation>Même unité de chargement</translation></message>
    <message><source>Same equipment</source><translation>Même équipement</translation></message>
    <message><source>Declared empty</source><translation>Déclaré vide</translation></message>
    <message><source>within a day</source><translation>à moins d’un jour</translation></message>
    <message><source>{days} d earlier</source><translation>{days} j plus tôt</translation></message>
    <message><source>{days} d later</source><translation>{days} j plus tard</translation></message>
    <message><source>There is no template of this equipment.</source><translation>Il n’y a pas de modèle de cet équipement.</translation></message>
    <message><source>No earlier scan of {number} yet.</source><translation>Pas encore de passage antérieur de {number}.</translation></message>
    <message><source>No number of this equipment is known, so no earlier scan can be found.</source><translation>Le numéro de cet équipement n’est pas connu : aucun passage antérieur ne peut être trouvé.</translation></message>
    <message><source>No decided scan with HS {hs} or like it yet.</source><translation>Pas encore d’image traitée avec le code SH {hs}, ni d’aspect semblable.</translation></message>
    <message><source>No HS code is declared, and no decided scan looks like this one yet.</source><translation>Aucun code SH n’est déclaré, et aucune image traitée ne ressemble encore à celle-ci.</translation></message>
    <message><source>Simulated template</source><translation>Modèle simulé</translation></message>
    <message><source>Other view of this scan</source><translation>Autre vue de ce passage</translation></message>
    <message><source>Other scan of this item</source><translation>Autre passage de ce dossier</translation></message>
    <message><source>This item has one view only.</source><translation>Ce dossier n’a qu’une vue.</translation></message>
    <message><source>Previous reference</source><translation>Référence précédente</translation></message>
    <message><source>Next reference</source><translation>Référence suivante</translation></message>
    <message><source>Linked</source><translation>Liées</translation></message>
    <message><source>Both pictures move together</source><translation>Les deux images bougent ensemble</translation></message>
    <message><source>Difference</source><translation>Différence</translation></message>
    <message><source>Close</source><translation>Fermer</translation></message>
    <message><source>{place} of {count}</source><translation>{place} sur {count}</translation></message>
    <message><source>Sample scan</source><translation>Image d’exemple</translation></message>
    <message><source>Empty equipment, drawn by the simulator</source><translation>Équipement vide, produit par le simulateur</translation></message>
    <message><source>the template shows the type, not this unit</source><translation>le modèle montre le type, pas cette unité</translation></message>
    <message><source>Decided scan</source><translation>Image traitée</translation></message>
    <message><source>This item</source><translation>Ce dossier</translation></message>
    <message><source>SIMULATED</source><translation>SIMULÉE</translation></message>
    <message><source>HS {codes}</source><translation>SH {codes}</translation></message>
    <message><source>More in this scan: nothing</source><translation>En plus ici : rien</translation></message>
    <message><source>More in this scan</source><translation>En plus ici</translation></message>
    <message><source>Less in this scan: nothing</source><translation>En moins ici : rien</translation></message>
    <message><source>Less in this scan</source><translation>En moins ici</translation></message>
    <message><source>{change}: at least {mass}</source><translation>{change} : au moins {mass}</translation></message>
    <message><source>{change}: about {mass}</source><translation>{change} : environ {mass}</translation></message>
    <message><source>The two pictures do not match: they show different equipment.</source><translation>Les deux images ne concordent pas : elles montrent des équipements différents.</translation></message>
    <message><source>The reference library is switched off at this workplace.</source><translation>La bibliothèque de référence est désactivée à ce poste.</translation></message>
    <message><source>The picture is not here yet.</source><translation>L’image n’est pas encore là.</translation></message>
    <message><source>Compare with another scan first.</source><translation>Comparez d’abord avec une autre image.</translation></message>
    <message><source>There is no picture to compare with.</source><translation>Il n’y a pas d’image à comparer.</translation></message>
    <message><source>Looking for references …</source><translation>Recherche de références …</translation></message>
    <message><source>Reading the reference …</source><translation>Lecture de la référence …</translation></message>
    <message><source>This reference cannot be shown: {why}</source><translation>Cette référence ne peut pas être affichée : {why}</translation></message>
    <message><source>This item: {view}</source><translation>Ce dossier : {view}</translation></message>
    <message><source>Compare with another scan</source><translation>Comparer avec une autre image</translation></message>
    <message><source>What to compare with</source><translation>Avec quoi comparer</translation></message>
    <message><source>Difference on or off</source><translation>Différence, oui ou non</translation></message>
    <message><source>Only scans of the same equipment are subtracted.</source><translation>Seules des images du même équipement sont soustraites.</translation></message>
</context>
</TS>
