<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>relay</name>
    <message><source>It goes to the archive as it came: {reason}</source><translation>Le fichier va à l’archive tel quel : {reason}</translation></message>
    <message><source>The file states no study or no instance of its own, and cannot be brought into a form that does: {reason}</source><translation>Le fichier n’indique ni étude ni instance et ne peut être mis sous une forme qui les indique : {reason}</translation></message>
    <message><source>The relay cannot note what became of {name}: {why}. Check the space left on the disk; it is tried again by itself.</source><translation>Le relais ne peut pas noter ce qu’il est advenu de {name} : {why}. Vérifier l’espace du disque; un nouvel essai se fait de lui-même.</translation></message>
    <message><source>Another file of the same name ({uid}) went to the archive before, and it is not this one. This one is kept here; ask the scanner's site which of them is right.</source><translation>Un autre fichier du même nom ({uid}) est déjà allé à l’archive, et ce n’est pas celui-ci. Celui-ci est conservé ici; demander au site du scanneur lequel est le bon.</translation></message>
    <message><source>Port {port} cannot be opened for scanners: {why}. Stop the program that uses it, or choose another one.</source><translation>Le port {port} ne peut être ouvert aux scanneurs : {why}. Arrêter le programme qui l’utilise ou en choisir un autre.</translation></message>
    <message><source>The port for scanners cannot use the certificate {path}: {why}. Check both files, and that the key belongs to the certificate.</source><translation>Le port des scanneurs ne peut utiliser le certificat {path} : {why}. Vérifier les deux fichiers, et que la clé va avec le certificat.</translation></message>
    <message><source>Nobody may send to the port for scanners. Name who may (AE titles, each with @ADDRESS where it has one; * for anybody).</source><translation>Personne ne peut envoyer au port des scanneurs. Nommer qui le peut (titres AE, chacun avec @ADRESSE s’il en a une; * pour tous).</translation></message>
    <message><source>{title} is no AE title: 1 to 16 letters, digits, spaces or signs, no \.</source><translation>{title} n’est pas un titre AE : 1 à 16 lettres, chiffres, espaces ou signes, sans \.</translation></message>
    <message><source>The relay failed over {name} for a reason that it does not know ({why}). It is kept, and tried again when the relay starts anew; tell who looks after the program.</source><translation>Le relais a échoué sur {name} pour une raison qu’il ne connaît pas ({why}). Le fichier est conservé et repris au prochain démarrage du relais; prévenir qui s’occupe du programme.</translation></message>
    <message><source>The relay has no source. Name a folder, a port for scanners or another archive, in [relay] of {file} or on the command line.</source><translation>Le relais n’a pas de source. Nommer un dossier, un port pour scanneurs ou une autre archive, sous [relay] dans {file} ou en ligne de commande.</translation></message>
    <message><source>The relay cannot follow {url}: that is the archive it sends to. Name another one as feed.</source><translation>Le relais ne peut suivre {url} : c’est l’archive à laquelle il envoie. En nommer une autre comme feed.</translation></message>
    <message><source>The relay cannot use its folder {path}: {why}. Check that it may be written, and its disk.</source><translation>Le relais ne peut utiliser son dossier {path} : {why}. Vérifier le droit d’y écrire, et le disque.</translation></message>
    <message><source>Another relay works in {path} already. End it first, or give this one another --home.</source><translation>Un autre relais travaille déjà dans {path}. L’arrêter d’abord, ou donner à celui-ci un autre --home.</translation></message>
</context>
</TS>
