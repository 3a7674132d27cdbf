<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>No time</source><translation>Sans heure</translation></message>
    <message><source>{time} late</source><translation>{time} de retard</translation></message>
    <message><source>{days} d {hours} h</source><translation>{days} j {hours} h</translation></message>
    <message><source>Key {key}</source><translation>Touche {key}</translation></message>
    <message><source>Ctrl</source><translation>Ctrl</translation></message>
    <message><source>Shift</source><translation>Maj</translation></message>
    <message><source>Esc</source><translation>Échap</translation></message>
    <message><source>Space</source><translation>Espace</translation></message>
    <message><source>Tab</source><translation>Tab</translation></message>
    <message><source>Enter</source><translation>Entrée</translation></message>
</context>
</TS>
