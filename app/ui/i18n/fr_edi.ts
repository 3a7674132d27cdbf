<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>edi</name>
    <message><source>A cargo has no control number; it is not taken.</source><translation>Une cargaison n’a pas de numéro de contrôle; elle n’est pas retenue.</translation></message>
    <message><source>Bytes that are no signs of the character set {name} are shown as �.</source><translation>Les octets qui ne sont pas des caractères du jeu {name} sont affichés comme �.</translation></message>
    <message><source>{element} counts {stated} bills, there are {count}.</source><translation>{element} annonce {stated} connaissements, il y en a {count}.</translation></message>
    <message><source>MBL-03 is {code}, and what it does to one bill is not public; {ccn} is taken as on board.</source><translation>MBL-03 vaut {code}, et son effet sur un connaissement n’est pas public; {ccn} est tenu pour chargé.</translation></message>
    <message><source>M13 changes a part of the conveyance ({ccn}); a record is only replaced whole, so it is passed over.</source><translation>M13 modifie une partie du moyen de transport ({ccn}); un dossier n’est remplacé qu’en entier, donc cette partie est laissée de côté.</translation></message>
    <message><source>The message holds NUL, a sign that no text has; values may be damaged.</source><translation>Le message contient NUL, un signe qu’aucun texte n’a; des valeurs sont peut-être endommagées.</translation></message>
    <message><source>{value} stands beside a document under {qualifier}, which names no cargo here; it is not taken as on board.</source><translation>{value} figure à côté d’un document sous {qualifier}, qui ne désigne pas de fret ici; il n’est pas tenu pour chargé.</translation></message>
    <message><source>M13 changes a part of {ccn}; a record is only replaced whole, so it is not taken.</source><translation>M13 modifie une partie de {ccn}; un dossier n’est remplacé qu’en entier, donc le message n’est pas retenu.</translation></message>
    <message><source>Messages of the kind {kind} are not read here.</source><translation>Les messages du type {kind} ne sont pas lus ici.</translation></message>
    <message><source>Segment {tag} is not known in this place; it stays with {trigger} before it.</source><translation>Le segment {tag} n’est pas connu à cet endroit; il reste avec {trigger} qui le précède.</translation></message>
    <message><source>Segment {tag} stands more than once; the last counts.</source><translation>Le segment {tag} figure plus d’une fois; le dernier compte.</translation></message>
    <message><source>The ISA is not 106 signs long; its interchange is not taken.</source><translation>L’ISA ne compte pas 106 caractères; son échange n’est pas retenu.</translation></message>
    <message><source>The acknowledgement names nothing that it answers.</source><translation>L’accusé de réception ne nomme rien à quoi il répond.</translation></message>
    <message><source>The answer says nothing of any message or cargo.</source><translation>La réponse ne dit rien d’aucun message ni d’aucune cargaison.</translation></message>
    <message><source>The conveyance has no reference number; it is not taken.</source><translation>Le moyen de transport n’a pas de numéro de référence; il n’est pas retenu.</translation></message>
    <message><source>The file breaks off inside {tag}. Have it sent again.</source><translation>Le fichier s’interrompt dans {tag}. Demandez un nouvel envoi.</translation></message>
    <message><source>The file holds no message.</source><translation>Le fichier ne contient aucun message.</translation></message>
    <message><source>The interchange has no end ({tag}); messages may be missing. Have it sent again.</source><translation>L’échange n’a pas de fin ({tag}); des messages peuvent manquer. Demandez un nouvel envoi.</translation></message>
    <message><source>The manifest names no cargo (M11); nothing is taken.</source><translation>Le manifeste ne nomme aucune cargaison (M11); rien n’est retenu.</translation></message>
    <message><source>The message has no end ({tag}); it is not taken. Have it sent again.</source><translation>Le message n’a pas de fin ({tag}); il n’est pas retenu. Demandez un nouvel envoi.</translation></message>
    <message><source>The message is longer than {most} segments or 16 MB; it is not taken.</source><translation>Le message dépasse {most} segments ou 16 Mo; il n’est pas retenu.</translation></message>
    <message><source>The message is no UTF-8 text; it is read as Latin-1.</source><translation>Le message n’est pas du texte UTF-8; il est lu comme du Latin-1.</translation></message>
    <message><source>The message stands in no interchange that can be read.</source><translation>Le message n’est dans aucun échange lisible.</translation></message>
    <message><source>The refusal names nothing that it refuses.</source><translation>Le refus ne nomme rien de ce qu’il refuse.</translation></message>
    <message><source>The replies to {name} cannot be written: {why}.</source><translation>Impossible d’écrire les réponses à {name} : {why}.</translation></message>
    <message><source>The request for release names no cargo; it is not taken.</source><translation>La demande de mainlevée ne nomme aucune cargaison; elle n’est pas retenue.</translation></message>
    <message><source>The sender marks the interchange as a test.</source><translation>L’expéditeur désigne l’échange comme un essai.</translation></message>
    <message><source>The status names no cargo; nothing is taken.</source><translation>L’avis d’état ne nomme aucune cargaison; rien n’est retenu.</translation></message>
    <message><source>The waybill has no number; it is not taken.</source><translation>La lettre de transport n’a pas de numéro; elle n’est pas retenue.</translation></message>
    <message><source>There are more faults in this message; only the first are listed.</source><translation>Ce message comporte d’autres défauts; seuls les premiers sont énumérés.</translation></message>
    <message><source>This belongs to no message: {value}</source><translation>Ceci n’appartient à aucun message : {value}</translation></message>
    <message><source>UNA names separators that cannot be told apart.</source><translation>UNA nomme des séparateurs qui ne se distinguent pas.</translation></message>
    <message><source>UNB names the character set {name}, which is not known.</source><translation>UNB nomme le jeu de caractères {name}, qui n’est pas connu.</translation></message>
    <message><source>UNH does not name the message; by its segments it is a {kind}.</source><translation>UNH ne nomme pas le message; d’après ses segments, c’est un {kind}.</translation></message>
    <message><source>What the answer decides is in no known code; it counts as received only.</source><translation>Aucun code connu ne dit ce que la réponse décide; elle compte seulement comme reçue.</translation></message>
    <message><source>Whether the message adds, changes or deletes is said as {code}, which is not known; it is not taken.</source><translation>Le code {code}, qui devrait dire si le message ajoute, modifie ou supprime, n’est pas connu; le message n’est pas retenu.</translation></message>
    <message><source>{element} is {length} signs long, {most} at most are meant.</source><translation>{element} compte {length} caractères; le maximum prévu est de {most}.</translation></message>
    <message><source>{element} is {value}, which cannot be read; the value is left out.</source><translation>{element} vaut {value}, ce qui est illisible; la valeur est laissée de côté.</translation></message>
    <message><source>{name} is of no form that is read here.</source><translation>{name} n’est d’aucune forme lue ici.</translation></message>
    <message><source>{tag} closes {said}, but {found} was opened.</source><translation>{tag} ferme {said}, mais {found} a été ouvert.</translation></message>
    <message><source>{tag} counts {said}, there are {found}.</source><translation>{tag} en compte {said}; il y en a {found}.</translation></message>
    <message><source>{tag} stands where nothing is open for it to end.</source><translation>{tag} se trouve là où rien n’est ouvert qu’il puisse fermer.</translation></message>
    <message><source>The message holds signs that {name} has not; it is read as {other}.</source><translation>Le message contient des caractères que {name} n’a pas; il est lu comme {other}.</translation></message>
    <message><source>The number {number} is that of an earlier message in the same interchange.</source><translation>Le numéro {number} est celui d’un message antérieur du même échange.</translation></message>
    <message><source>A segment is {length} signs long, more than any of these messages allows.</source><translation>Un segment compte {length} caractères, plus qu’aucun de ces messages ne le permet.</translation></message>
</context>
</TS>
