<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>relay</name>
    <message><source>It goes to the archive as it came: {reason}</source><translation>Le fichier va à l’archive tel quel : {reason}</translation></message>
    <message><source>The file states no study or no instance of its own, and cannot be brought into a form that does: {reason}</source><translation>Le fichier n’indique ni étude ni instance et ne peut être mis sous une forme qui les indique : {reason}</translation></message>
    <message><source>The relay cannot note what became of {name}: {why}. Check the space left on the disk; it is tried again by itself.</source><translation>Le relais ne peut pas noter ce qu’il est advenu de {name} : {why}. Vérifier l’espace du disque; un nouvel essai se fait de lui-même.</translation></message>
    <message><source>Another file of the same name ({uid}) went to the archive before, and it is not this one. This one is kept here; ask the scanner's site which of them is right.</source><translation>Un autre fichier du même nom ({uid}) est déjà allé à l’archive, et ce n’est pas celui-ci. Celui-ci est conservé ici; demander au site du scanneur lequel est le bon.</translation></message>
</context>
</TS>
