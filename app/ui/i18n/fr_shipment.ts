<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>shipment</name>
    <message><source>The original of this message was not kept.</source><translation>L’original de ce message n’a pas été conservé.</translation></message>
</context>
</TS>
