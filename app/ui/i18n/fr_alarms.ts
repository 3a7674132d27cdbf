<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.alarms</name>
    <message><source>The verdicts cannot be written to {path}: {why}. Name another folder.</source><translation>Impossible d’écrire les verdicts dans {path} : {why}. Indiquez un autre dossier.</translation></message>
    <message><source>No scan that the model can judge is there.</source><translation>Il n’y a aucune image que le modèle puisse juger.</translation></message>
    <message><source>Scans of {scanner} show more air than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} montrent plus d’air que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>Scans of {scanner} show less air than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} montrent moins d’air que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>Scans of {scanner} show more that the beam does not get through than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} montrent plus d’endroits que le faisceau ne traverse pas que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>Scans of {scanner} show less that the beam does not get through than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} montrent moins d’endroits que le faisceau ne traverse pas que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>Scans of {scanner} have become noisier than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} sont devenues plus bruitées que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>Scans of {scanner} have become smoother than those the model was calibrated on: {outside} of the last {of}.</source><translation>Les images de {scanner} sont devenues plus lisses que celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>In scans of {scanner} the two energies lie further apart than in those the model was calibrated on: {outside} of the last {of}.</source><translation>Dans les images de {scanner}, les deux énergies diffèrent plus que dans celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>In scans of {scanner} the two energies lie closer together than in those the model was calibrated on: {outside} of the last {of}.</source><translation>Dans les images de {scanner}, les deux énergies diffèrent moins que dans celles de l’étalonnage du modèle : {outside} des {of} dernières.</translation></message>
    <message><source>The model scores scans of {scanner} higher than those it was calibrated on: {outside} of the last {of}.</source><translation>Le modèle note les images de {scanner} plus haut que celles de son étalonnage : {outside} des {of} dernières.</translation></message>
    <message><source>The model scores scans of {scanner} lower than those it was calibrated on: {outside} of the last {of}.</source><translation>Le modèle note les images de {scanner} plus bas que celles de son étalonnage : {outside} des {of} dernières.</translation></message>
    <message><source>If these are other goods or another way of scanning, and they stay, the model must be calibrated again.</source><translation>S’il s’agit d’autres marchandises ou d’une autre façon de numériser, et que cela dure, le modèle doit être étalonné de nouveau.</translation></message>
    <message><source>Have the scanner checked: dose, detectors, energies. If it stays as it is, the model must be calibrated again.</source><translation>Faites vérifier l’appareil : dose, détecteurs, énergies. S’il reste ainsi, le modèle doit être étalonné de nouveau.</translation></message>
    <message><source>Treat “nothing flagged” with care.</source><translation>Fiez-vous moins à « rien de signalé ».</translation></message>
    <message><source>Scans have changed</source><translation>Images changées</translation></message>
    <message><source>Nothing flagged by the model, but the scans have changed. What you see counts.</source><translation>Rien de signalé, mais les images ont changé. Ce que vous voyez compte.</translation></message>
    <message><source>fruit or vegetables</source><translation>fruits ou légumes</translation></message>
    <message><source>bagged bulk goods</source><translation>marchandises en vrac ensachées</translation></message>
    <message><source>beverages</source><translation>boissons</translation></message>
    <message><source>stone or tiles</source><translation>pierre ou carreaux</translation></message>
    <message><source>drums of liquid</source><translation>fûts de liquide</translation></message>
    <message><source>plastic granules</source><translation>granulés de plastique</translation></message>
    <message><source>timber</source><translation>bois d’œuvre</translation></message>
    <message><source>paper in rolls</source><translation>papier en rouleaux</translation></message>
    <message><source>textiles</source><translation>textiles</translation></message>
    <message><source>steel in coils</source><translation>acier en bobines</translation></message>
    <message><source>tubes or bars</source><translation>tubes ou barres</translation></message>
    <message><source>machinery</source><translation>machines</translation></message>
    <message><source>electronics</source><translation>électronique</translation></message>
    <message><source>vehicles</source><translation>véhicules</translation></message>
    <message><source>furniture</source><translation>meubles</translation></message>
    <message><source>aluminium</source><translation>aluminium</translation></message>
    <message><source>tyres</source><translation>pneus</translation></message>
    <message><source>{share} of the load looks like {goods}, which no line declares.</source><translation>{share} du chargement ressemble à ceci : {goods}; aucune ligne ne le déclare.</translation></message>
    <message><source>Line: {goods}</source><translation>Ligne : {goods}</translation></message>
    <message><source>Thresholds of the model's card, not of this site's scans</source><translation>Seuils de la fiche du modèle, et non des images de ce site</translation></message>
    <message><source>Marks on about {rate} of views with nothing irregular, by {count} such scans</source><translation>Marques sur environ {rate} des vues sans rien d’irrégulier, d’après {count} images de ce genre</translation></message>
</context>
</TS>
