<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.messages</name>
    <message><source>Airline prefixes of air waybills</source><translation>Préfixes de compagnie des lettres de transport aérien</translation></message>
    <message><source>Carrier and forwarder codes</source><translation>Codes de transporteurs et de transitaires</translation></message>
    <message><source>Countries</source><translation>Pays</translation></message>
    <message><source>Descriptions that say too little</source><translation>Descriptions qui en disent trop peu</translation></message>
    <message><source>Exceptions to pre-arrival data</source><translation>Exceptions aux données préalables à l’arrivée</translation></message>
    <message><source>Chapters and headings of the Harmonized System</source><translation>Chapitres et positions du Système harmonisé</translation></message>
    <message><source>Offices</source><translation>Bureaux</translation></message>
    <message><source>Kinds of packages</source><translation>Genres de colis</translation></message>
    <message><source>Provinces and territories of Canada</source><translation>Provinces et territoires du Canada</translation></message>
    <message><source>Reporting marks of rail equipment</source><translation>Marques d’identification du matériel ferroviaire</translation></message>
    <message><source>Service options of releases</source><translation>Options de service des mainlevées</translation></message>
    <message><source>Other processes of paragraph 120</source><translation>Autres processus du paragraphe 120</translation></message>
    <message><source>States of the United States</source><translation>États des États-Unis</translation></message>
    <message><source>Sub-locations</source><translation>Sous-emplacements</translation></message>
    <message><source>Thresholds of value</source><translation>Seuils de valeur</translation></message>
    <message><source>Time frames by mode</source><translation>Délais par mode</translation></message>
    <message><source>Dangerous goods by UN number</source><translation>Marchandises dangereuses par numéro ONU</translation></message>
    <message><source>The table {name} holds {count} entries.</source><translation>La table {name} contient {count} entrées.</translation></message>
    <message><source>The table {name} has an entry without a usable code.</source><translation>La table {name} a une entrée sans code utilisable.</translation></message>
    <message><source>The table {name} has the code {code} twice.</source><translation>La table {name} a deux fois le code {code}.</translation></message>
    <message><source>{file} is not a code table in the form {form}.</source><translation>{file} n’est pas une table de codes de la forme {form}.</translation></message>
    <message><source>{file} was changed since it was stamped. Put it in place again with `prescreen tables replace`.</source><translation>{file} a été modifié depuis son empreinte. Remettez-le en place avec `prescreen tables replace`.</translation></message>
    <message><source>{file} cannot be read: {why}.</source><translation>{file} ne peut pas être lu : {why}.</translation></message>
    <message><source>{code} is not in local table {table} dated {date}.</source><translation>{code} n’est pas dans la table locale {table} datée du {date}.</translation></message>
    <message><source>{file} holds the table {found}, not {name}.</source><translation>{file} contient la table {found}, non {name}.</translation></message>
    <message><source>{path}.conveyance is missing; it must be given.</source><translation>{path}.conveyance manque ; il faut l’indiquer.</translation></message>
    <message><source>{path}.conveyance.crn is missing; it must be given.</source><translation>{path}.conveyance.crn manque ; il faut l’indiquer.</translation></message>
    <message><source>{path}.at is missing; it must be given.</source><translation>{path}.at manque ; il faut l’indiquer.</translation></message>
    <message><source>{name} is longer than {most} signs and was cut.</source><translation>{name} dépasse {most} caractères et a été coupé.</translation></message>
    <message><source>{name} is {value}, which is no number.</source><translation>{name} vaut {value}, qui n’est pas un nombre.</translation></message>
    <message><source>{name} is {value}, which is no whole number.</source><translation>{name} vaut {value}, qui n’est pas un nombre entier.</translation></message>
    <message><source>{name} is {value}, which is neither yes nor no.</source><translation>{name} vaut {value}, qui n’est ni oui ni non.</translation></message>
    <message><source>{name} is {value}; a time is written as 2026-11-20T09:45Z.</source><translation>{name} vaut {value} ; une heure s’écrit 2026-11-20T09:45Z.</translation></message>
    <message><source>function is {value}, which is not in its list; it is taken for add.</source><translation>function vaut {value}, qui n’est pas dans sa liste ; pris pour un ajout.</translation></message>
    <message><source>mode is {value}, which is not in its list.</source><translation>mode vaut {value}, qui n’est pas dans sa liste.</translation></message>
    <message><source>{name} is not CSV from line {line} on: {why}. Have it sent again.</source><translation>{name} n’est plus du CSV à partir de la ligne {line} : {why}. Faites-le renvoyer.</translation></message>
    <message><source>A line of {name} is longer than any list has.</source><translation>Une ligne de {name} est plus longue que celles d’une liste.</translation></message>
    <message><source>The list has the column {names} more than once.</source><translation>La liste a plus d’une fois la colonne {names}.</translation></message>
    <message><source>These columns of the list are not read: {names}.</source><translation>Ces colonnes de la liste ne sont pas lues : {names}.</translation></message>
    <message><source>The line has no end: the file may have been broken off in it.</source><translation>La ligne n’a pas de fin : le fichier a peut-être été coupé là.</translation></message>
    <message><source>{value} is no office; it was left out.</source><translation>{value} n’est pas un bureau ; il a été laissé de côté.</translation></message>
    <message><source>List {name} came before with shipments that are not in this file ({count}): {keys}. They stand as they were; what is off a list must be sent as removed.</source><translation>La liste {name} est déjà venue avec des expéditions qui ne sont pas dans ce fichier ({count}) : {keys}. Elles restent telles quelles ; ce qui quitte une liste doit être envoyé comme retiré.</translation></message>
    <message><source>These names are not read: {names}.</source><translation>Ces noms ne sont pas lus : {names}.</translation></message>
    <message><source>A cargo release list gives {names}; this one has no such column.</source><translation>Une liste de fret et de mainlevée donne {names} ; celle-ci n’a pas cette colonne.</translation></message>
    <message><source>The list does not say how many shipments it has: parts of it may be missing.</source><translation>La liste ne dit pas combien d’expéditions elle compte : des parties peuvent manquer.</translation></message>
    <message><source>total_shipments says {total}, the file holds {present}: nothing was taken in.</source><translation>total_shipments indique {total}, le fichier en contient {present} : rien n’a été pris.</translation></message>
    <message><source>{name} has more than {most} rows; nothing was taken in.</source><translation>{name} a plus de {most} lignes ; rien n’a été pris.</translation></message>
    <message><source>{name} has no column shipment_id.</source><translation>{name} n’a pas de colonne shipment_id.</translation></message>
    <message><source>The list holds no shipment.</source><translation>La liste ne contient aucune expédition.</translation></message>
    <message><source>Row {row} has {present} values, the header has {columns}.</source><translation>La ligne {row} a {present} valeurs, l’en-tête en a {columns}.</translation></message>
    <message><source>Row {row} has no shipment_id and was not taken in.</source><translation>La ligne {row} n’a pas de shipment_id et n’a pas été prise.</translation></message>
    <message><source>{name} is not read as XML from line {line}, column {column} on: {why}.</source><translation>{name} n’est pas lu comme XML à partir de la ligne {line}, colonne {column} : {why}.</translation></message>
    <message><source>{name} is empty.</source><translation>{name} est vide.</translation></message>
    <message><source>it is not well-formed</source><translation>il n’est pas bien formé</translation></message>
    <message><source>its encoding is not read here</source><translation>son codage n’est pas lu ici</translation></message>
    <message><source>a tag or comment in it does not end</source><translation>une balise ou un commentaire n’y finit pas</translation></message>
    <message><source>its elements lie too deep</source><translation>ses éléments sont trop imbriqués</translation></message>
    <message><source>one of its records has too many parts</source><translation>un de ses enregistrements a trop de parties</translation></message>
    <message><source>a text in it is longer than any there is</source><translation>un texte y est plus long qu’il n’en existe</translation></message>
    <message><source>it declares a document type, which shipment data never does</source><translation>il déclare un type de document, ce que des données d’expédition ne font jamais</translation></message>
    <message><source>{name} stands more than once; only the first is read.</source><translation>{name} figure plus d’une fois ; seul le premier est lu.</translation></message>
    <message><source>Airports in Canada</source><translation>Aéroports au Canada</translation></message>
    <message><source>What stands before the first message is not read.</source><translation>Ce qui précède le premier message n’est pas lu.</translation></message>
    <message><source>A message {form} is not read here.</source><translation>Un message {form} n’est pas lu ici.</translation></message>
    <message><source>A message {form} is larger than any there is; it was not taken in.</source><translation>Un message {form} est plus gros qu’il n’en existe ; il n’a pas été pris.</translation></message>
    <message><source>The message is {size} bytes long; above {most} it is to be sent in parts.</source><translation>Le message fait {size} octets ; au-delà de {most}, il est à envoyer en parties.</translation></message>
    <message><source>{count} lines are longer than {most} signs.</source><translation>{count} lignes dépassent {most} caractères.</translation></message>
    <message><source>{value} is no quantity, such as T1K77.</source><translation>{value} n’est pas une quantité, telle que T1K77.</translation></message>
    <message><source>{value} is no weight, such as K77.</source><translation>{value} n’est pas un poids, tel que K77.</translation></message>
    <message><source>{value} is no number of pieces.</source><translation>{value} n’est pas un nombre de pièces.</translation></message>
    <message><source>{value} is no ULD, such as AKE12345ZZ.</source><translation>{value} n’est pas une unité de chargement, telle que AKE12345ZZ.</translation></message>
    <message><source>The line {value} is not read.</source><translation>La ligne {value} n’est pas lue.</translation></message>
    <message><source>The line {value} is not read to its end.</source><translation>La ligne {value} n’est pas lue jusqu’au bout.</translation></message>
    <message><source>Air waybill {number} fails its check digit.</source><translation>La lettre de transport aérien {number} échoue au chiffre de contrôle.</translation></message>
    <message><source>The message names no waybill; it was not taken in.</source><translation>Le message ne nomme aucune lettre de transport ; il n’a pas été pris.</translation></message>
    <message><source>The message names no master or no house waybill; it was not taken in.</source><translation>Le message ne nomme pas de lettre principale ou de lettre interne ; il n’a pas été pris.</translation></message>
    <message><source>A house waybill has no number; it was not taken in.</source><translation>Une lettre de transport interne n’a pas de numéro ; elle n’a pas été prise.</translation></message>
    <message><source>The manifest names no flight; it was not taken in.</source><translation>Le manifeste ne nomme aucun vol ; il n’a pas été pris.</translation></message>
    <message><source>The message ends in the middle of a line: it may have been broken off.</source><translation>Le message finit au milieu d’une ligne : il a pu être coupé.</translation></message>
    <message><source>The waybill has no {tags}: it may have been broken off.</source><translation>La lettre de transport n’a pas de {tags} : elle a pu être coupée.</translation></message>
    <message><source>The manifest does not end with LAST or CONT: parts may be missing.</source><translation>Le manifeste ne finit pas par LAST ou CONT : des parties peuvent manquer.</translation></message>
    <message><source>XML with the root {name} is not read here.</source><translation>Du XML dont la racine est {name} n’est pas lu ici.</translation></message>
    <message><source>The purpose {value} is not known; it is taken for an add.</source><translation>Le but {value} n’est pas connu ; pris pour un ajout.</translation></message>
    <message><source>{name} is no whole number: {value}.</source><translation>{name} n’est pas un nombre entier : {value}.</translation></message>
    <message><source>{name} is {value}, which is no time with its zone.</source><translation>{name} vaut {value}, qui n’est pas une heure avec son fuseau.</translation></message>
    <message><source>The unit {unit} of {name} is not known here.</source><translation>L’unité {unit} de {name} n’est pas connue ici.</translation></message>
    <message><source>{number} is no air waybill.</source><translation>{number} n’est pas une lettre de transport aérien.</translation></message>
    <message><source>The manifest does not say on which day the flight departs.</source><translation>Le manifeste ne dit pas quel jour part le vol.</translation></message>
    <message><source>The line is longer than any notice; it was not taken in.</source><translation>La ligne est plus longue qu’un avis ; elle n’a pas été prise.</translation></message>
    <message><source>The line is not UTF-8 text; it was not taken in.</source><translation>La ligne n’est pas du texte UTF-8 ; elle n’a pas été prise.</translation></message>
    <message><source>The line names no number, or its time {value} is not as 2026-11-20T09:45:00Z; it was not taken in.</source><translation>La ligne ne nomme aucun numéro, ou son heure {value} ne s’écrit pas 2026-11-20T09:45:00Z ; elle n’a pas été prise.</translation></message>
    <message><source>The status {value} is not known; the line was not taken in.</source><translation>L’état {value} n’est pas connu ; la ligne n’a pas été prise.</translation></message>
    <message><source>The line is of a kind that is not read here; it was not taken in.</source><translation>La ligne est d’un genre qui n’est pas lu ici ; elle n’a pas été prise.</translation></message>
    <message><source>Say which document it is: {forms}.</source><translation>Indiquez de quel document il s’agit : {forms}.</translation></message>
    <message><source>Type the code of the office of report, such as 0351.</source><translation>Saisissez le code du bureau de déclaration, tel que 0351.</translation></message>
    <message><source>Type the description of the goods as it stands on the document.</source><translation>Saisissez la description des marchandises telle qu’elle figure sur le document.</translation></message>
    <message><source>Type the number of pieces as it stands on the document.</source><translation>Saisissez le nombre de pièces tel qu’il figure sur le document.</translation></message>
    <message><source>Some signs are not UTF-8; they are read as Latin-1.</source><translation>Certains caractères ne sont pas de l’UTF-8 ; ils sont lus comme Latin-1.</translation></message>
    <message><source>There is no table {name}. There are {known}.</source><translation>Il n’y a pas de table {name}. Il y a {known}.</translation></message>
    <message><source>{file} is CSV: say of which day it is and where it is from, with --dated and --source.</source><translation>{file} est du CSV : indiquez de quel jour il est et d’où il vient, avec --dated et --source.</translation></message>
    <message><source>{file} is larger than any table.</source><translation>{file} est plus gros que toute table.</translation></message>
    <message><source>{file} needs the columns code and en in its first line.</source><translation>{file} doit avoir les colonnes code et en à sa première ligne.</translation></message>
    <message><source>{folder} cannot be written: {why}. The tables in force are as before.</source><translation>{folder} ne peut pas être écrit : {why}. Les tables en vigueur restent les mêmes.</translation></message>
    <message><source>{value} is no day; write it as 2026-11-20.</source><translation>{value} n’est pas un jour ; écrivez-le comme 2026-11-20.</translation></message>
    <message><source>{reason} They are kept in {folder}.</source><translation>{reason} Elles sont conservées dans {folder}.</translation></message>
    <message><source>{name} is a reply that this program writes beside a file, by its name. If it is not, give it another name.</source><translation>D’après son nom, {name} est une réponse que ce programme écrit à côté d’un fichier. Si ce n’en est pas une, donnez-lui un autre nom.</translation></message>
    <message><source>{name} comes in: {share} %, {count} messages.</source><translation>Réception de {name} : {share} %, {count} messages.</translation></message>
    <message><source>{name} comes in: {share} %, {count} messages, about {minutes} min left.</source><translation>Réception de {name} : {share} %, {count} messages, encore {minutes} min environ.</translation></message>
</context>
</TS>
