<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>relay</name>
    <message><source>It goes to the archive as it came: {reason}</source><translation>Le fichier va à l’archive tel quel : {reason}</translation></message>
    <message><source>The file states no study or no instance of its own, and cannot be brought into a form that does: {reason}</source><translation>Le fichier n’indique ni étude ni instance et ne peut être mis sous une forme qui les indique : {reason}</translation></message>
</context>
</TS>
