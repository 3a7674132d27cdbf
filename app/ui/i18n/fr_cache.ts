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
    <message><source>Images from the archive</source><translation>Images de l’archive</translation></message>
    <message><source>Came</source><translation>Reçu</translation></message>
    <message><source>Rate</source><translation>Débit</translation></message>
    <message><source>First picture</source><translation>Première image</translation></message>
    <message><source>Retries</source><translation>Reprises</translation></message>
    <message><source>From</source><translation>Depuis</translation></message>
    <message><source>the cache</source><translation>la réserve</translation></message>
    <message><source>the line</source><translation>la liaison</translation></message>
    <message><source>nothing came yet</source><translation>rien n’est encore venu</translation></message>
    <message><source>{archive}: {rate}.</source><translation>{archive} : {rate}.</translation></message>
    <message><source>{archive}: {rate}, images on their way: {count}.</source><translation>{archive} : {rate}, images en route : {count}.</translation></message>
    <message><source>No image is kept on this machine.</source><translation>Aucune image n’est gardée sur ce poste.</translation></message>
    <message><source>Cache: {files} files, {used} of {most} GB.</source><translation>Réserve : {files} fichiers, {used} sur {most} Go.</translation></message>
    <message><source>{size} MB</source><translation>{size} Mo</translation></message>
    <message><source>{rate} Mbit/s</source><translation>{rate} Mbit/s</translation></message>
    <message><source>The settings name no archive: every image is read from this machine.</source><translation>Les réglages ne nomment aucune archive : chaque image est lue sur ce poste.</translation></message>
    <message><source>Look again</source><translation>Regarder de nouveau</translation></message>
    <message><source>View</source><translation>Vue</translation></message>
    <message><source>Opened at</source><translation>Ouverte à</translation></message>
</context>
</TS>
