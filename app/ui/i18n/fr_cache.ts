<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>cache</name>
    <message><source>Scans cannot be kept in the cache {path}: {why}. Work goes on, and scans come from the archive each time. Free some space there, or give this account write permission.</source><translation>Les images ne peuvent être gardées dans la réserve {path} : {why}. Le travail continue, et les images viennent chaque fois de l’archive. Libérez de l’espace, ou donnez à ce compte le droit d’y écrire.</translation></message>
    <message><source>Scans cannot be kept in the cache {path}: its disk has {free} MB left, and the cache leaves {spare} MB free. Work goes on, and scans come from the archive each time. Free some space.</source><translation>Les images ne peuvent être gardées dans la réserve {path} : son disque n’a plus que {free} Mo, et la réserve laisse {spare} Mo libres. Le travail continue, et les images viennent chaque fois de l’archive. Libérez de l’espace.</translation></message>
    <message><source>The cached file {path} is damaged.</source><translation>Le fichier {path} de la réserve est endommagé.</translation></message>
    <message><source>The key {path} of the cache of scans cannot be read or written: {why}. Work goes on without the cache. Give this account permission there.</source><translation>La clé {path} de la réserve d’images ne peut être lue ni écrite : {why}. Le travail continue sans la réserve. Donnez à ce compte le droit d’y accéder.</translation></message>
    <message><source>There is no scan {scan} on record, so how it came was not kept.</source><translation>L’image {scan} n’est pas au registre; la façon dont elle est arrivée n’a pas été gardée.</translation></message>
</context>
</TS>
