<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>links</name>
    <message><source>Air waybill {number} fails its check digit.</source><translation>La lettre de transport aérien {number} échoue à son chiffre de contrôle.</translation></message>
    <message><source>carrier</source><translation>transporteur</translation></message>
    <message><source>earlier number</source><translation>ancien numéro</translation></message>
    <message><source>equipment type</source><translation>type d’équipement</translation></message>
    <message><source>house waybill</source><translation>lettre de transport interne</translation></message>
    <message><source>licence plate</source><translation>plaque</translation></message>
    <message><source>load</source><translation>chargement</translation></message>
    <message><source>mode</source><translation>mode</translation></message>
    <message><source>number of the master</source><translation>numéro du fret principal</translation></message>
    <message><source>object number</source><translation>numéro d’objet</translation></message>
    <message><source>Orphaned</source><translation>Orphelin</translation></message>
    <message><source>port</source><translation>bureau</translation></message>
    <message><source>time</source><translation>heure</translation></message>
    <message><source>VIN</source><translation>NIV</translation></message>
    <message><source>VIN {number} fails its check digit.</source><translation>Le NIV {number} échoue à son chiffre de contrôle.</translation></message>
    <message><source>{number} is no house waybill: letters and digits only, 35 at most.</source><translation>{number} n’est pas une lettre de transport interne : lettres et chiffres seulement, 35 au plus.</translation></message>
    <message><source>{number} is no licence plate: 10 letters and digits at most, then / and the province.</source><translation>{number} n’est pas une plaque : 10 lettres et chiffres au plus, puis / et la province.</translation></message>
    <message><source>{number} is no VIN: it needs 17 letters and digits, without I, O and Q.</source><translation>{number} n’est pas un NIV : il faut 17 lettres et chiffres, sans I, O ni Q.</translation></message>
</context>
</TS>
