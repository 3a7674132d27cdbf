<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>#</source><translation>#</translation></message>
    <message><source>1 place to examine</source><translation>1 endroit à examiner</translation></message>
    <message><source>A recommendation releases nothing. Examination and release take place at the port.</source><translation>Une recommandation ne dédouane rien. L’examen et la mainlevée ont lieu au bureau.</translation></message>
    <message><source>Acknowledged by the port</source><translation>Reçu confirmé par le bureau</translation></message>
    <message><source>Along</source><translation>Longueur</translation></message>
    <message><source>Arrival, estimated</source><translation>Arrivée prévue</translation></message>
    <message><source>Authority</source><translation>Fondement</translation></message>
    <message><source>border services officer</source><translation>agent des services frontaliers</translation></message>
    <message><source>Carrier {code}</source><translation>Transporteur {code}</translation></message>
    <message><source>Decision</source><translation>Décision</translation></message>
    <message><source>Declaration</source><translation>Déclaration</translation></message>
    <message><source>Degraded data</source><translation>Données dégradées</translation></message>
    <message><source>Detector dog</source><translation>Chien détecteur</translation></message>
    <message><source>Document review</source><translation>Examen des documents</translation></message>
    <message><source>Doors</source><translation>Portes</translation></message>
    <message><source>Examination</source><translation>Examen</translation></message>
    <message><source>Expired</source><translation>Expiré</translation></message>
    <message><source>findings: {count}</source><translation>signalements : {count}</translation></message>
    <message><source>Full unload of the goods</source><translation>Déchargement complet</translation></message>
    <message><source>Goods</source><translation>Marchandises</translation></message>
    <message><source>Goods are with</source><translation>Marchandises chez</translation></message>
    <message><source>Goods not presented</source><translation>Marchandises non présentées</translation></message>
    <message><source>Handling</source><translation>Manipulation</translation></message>
    <message><source>Height</source><translation>Hauteur</translation></message>
    <message><source>Image again at the port</source><translation>Nouvelle image au bureau</translation></message>
    <message><source>Image of view {view}</source><translation>Image de la vue {view}</translation></message>
    <message><source>Inspection by another department</source><translation>Inspection par un autre ministère</translation></message>
    <message><source>Left end</source><translation>Extrémité gauche</translation></message>
    <message><source>Life safety: person or animal in the load. Act now.</source><translation>Sécurité des personnes : personne ou animal dans le chargement. Agir tout de suite.</translation></message>
    <message><source>Move under seal only (A28)</source><translation>Déplacer sous scellés seulement (A28)</translation></message>
    <message><source>No drawing: the scan states no scale, or no object can be told in it.</source><translation>Pas de croquis : l’image n’indique pas d’échelle, ou aucun objet ne s’y distingue.</translation></message>
    <message><source>no place marked</source><translation>aucun endroit marqué</translation></message>
    <message><source>No shipment data is on file for this load.</source><translation>Aucune donnée d’expédition au dossier pour ce chargement.</translation></message>
    <message><source>Note of the officer, as written</source><translation>Note de l’agent, telle qu’écrite</translation></message>
    <message><source>Officer, sure</source><translation>Agent, certitude</translation></message>
    <message><source>Open the doors (tailgate)</source><translation>Ouverture des portes (hayon)</translation></message>
    <message><source>Opened</source><translation>Ouvert</translation></message>
    <message><source>Package</source><translation>Envoi</translation></message>
    <message><source>Page {number} of {count}</source><translation>Page {number} de {count}</translation></message>
    <message><source>Partial unload of the goods</source><translation>Déchargement partiel</translation></message>
    <message><source>Place of examination</source><translation>Lieu de l’examen</translation></message>
    <message><source>Probably of {subject}</source><translation>Probablement de {subject}</translation></message>
    <message><source>Program</source><translation>Logiciel</translation></message>
    <message><source>Recalled</source><translation>Rappelé</translation></message>
    <message><source>Record of the decision</source><translation>Trace de la décision</translation></message>
    <message><source>Referred for examination</source><translation>Renvoyé pour examen</translation></message>
    <message><source>Right end</source><translation>Extrémité droite</translation></message>
    <message><source>Sample: fictional people and goods</source><translation>Exemple : personnes et marchandises fictives</translation></message>
    <message><source>Sent</source><translation>Envoyé</translation></message>
    <message><source>shown after the officer's first judgement</source><translation>affiché après le premier jugement de l’agent</translation></message>
    <message><source>shown before the officer's first judgement</source><translation>affiché avant le premier jugement de l’agent</translation></message>
    <message><source>Signed</source><translation>Signé</translation></message>
    <message><source>Size</source><translation>Taille</translation></message>
    <message><source>Subject</source><translation>Objet</translation></message>
    <message><source>Superseded</source><translation>Remplacé</translation></message>
    <message><source>Supersedes</source><translation>Remplace</translation></message>
    <message><source>Takes the place of an earlier package. Act on this one.</source><translation>Remplace un envoi antérieur. Suivre celui-ci.</translation></message>
    <message><source>the decision speaks of another version</source><translation>la décision porte sur une autre version</translation></message>
    <message><source>the decision speaks of this version</source><translation>la décision porte sur cette version</translation></message>
    <message><source>There is no image of this load.</source><translation>Il n’y a pas d’image de ce chargement.</translation></message>
    <message><source>This image could not be read when the paper was made. Ask the sender.</source><translation>Cette image n’a pas pu être lue quand ce document a été établi. S’adresser à l’expéditeur.</translation></message>
    <message><source>Trace sample</source><translation>Prélèvement de traces</translation></message>
    <message><source>Trip, carrier</source><translation>Voyage, transporteur</translation></message>
    <message><source>Valid until</source><translation>Valable jusqu’au</translation></message>
    <message><source>version {number}</source><translation>version {number}</translation></message>
    <message><source>Warehouse {code}</source><translation>Entrepôt {code}</translation></message>
    <message><source>Why</source><translation>Pourquoi</translation></message>
    <message><source>{count} places to examine</source><translation>{count} endroits à examiner</translation></message>
    <message><source>{mass} kg</source><translation>{mass} kg</translation></message>
    <message><source>{x} × {y} m</source><translation>{x} × {y} m</translation></message>
    <message><source>Risk assessment on pre-arrival data, Customs Act s. 12.1; examination, if any, at the port of arrival, s. 99(1)(a)</source><translation>Évaluation du risque d’après les données préalables à l’arrivée, Loi sur les douanes, art. 12.1; examen, s’il y a lieu, au port d’arrivée, al. 99(1)a)</translation></message>
</context>
</TS>
