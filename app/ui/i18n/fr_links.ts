<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>links</name>
    <message><source>a barcode</source><translation>un code à barres</translation></message>
    <message><source>A barcode came without Enter. Set the reader to end with Enter.</source><translation>Un code à barres est venu sans Entrée. Régler le lecteur pour finir par Entrée.</translation></message>
    <message><source>Air waybill {number} fails its check digit.</source><translation>La lettre de transport aérien {number} échoue à son chiffre de contrôle.</translation></message>
    <message><source>arrival</source><translation>arrivée</translation></message>
    <message><source>by key</source><translation>par touche</translation></message>
    <message><source>by signing</source><translation>par signature</translation></message>
    <message><source>Cargo of a trip that no scan shows goes the normal way, never as reviewed.</source><translation>Le fret d’un voyage qu’aucune image ne montre suit la voie normale, jamais comme examiné.</translation></message>
    <message><source>Cargo {number}</source><translation>Fret {number}</translation></message>
    <message><source>carrier</source><translation>transporteur</translation></message>
    <message><source>Conveyance {number}</source><translation>Moyen de transport {number}</translation></message>
    <message><source>declared</source><translation>déclaré</translation></message>
    <message><source>Deleted on file</source><translation>Supprimé au dossier</translation></message>
    <message><source>different</source><translation>différent</translation></message>
    <message><source>earlier number</source><translation>ancien numéro</translation></message>
    <message><source>Earlier versions</source><translation>Versions antérieures</translation></message>
    <message><source>equal</source><translation>égal</translation></message>
    <message><source>equipment type</source><translation>type d’équipement</translation></message>
    <message><source>Every new record is tried against this scan until {day}.</source><translation>Chaque nouveau dossier est comparé à cette image jusqu’au {day}.</translation></message>
    <message><source>Every version</source><translation>Toutes les versions</translation></message>
    <message><source>Evidence of the link</source><translation>Preuves du lien</translation></message>
    <message><source>goods were moved</source><translation>marchandises déplacées</translation></message>
    <message><source>house bill</source><translation>connaissement</translation></message>
    <message><source>house bill in it</source><translation>connaissement interne compris</translation></message>
    <message><source>house waybill</source><translation>lettre de transport interne</translation></message>
    <message><source>image given twice</source><translation>image fournie deux fois</translation></message>
    <message><source>in the same equipment</source><translation>dans le même équipement</translation></message>
    <message><source>licence plate</source><translation>plaque</translation></message>
    <message><source>load</source><translation>chargement</translation></message>
    <message><source>Look {number} up in the record</source><translation>Chercher {number} au registre</translation></message>
    <message><source>mode</source><translation>mode</translation></message>
    <message><source>moved</source><translation>déplacé</translation></message>
    <message><source>No image is here</source><translation>Aucune image ici</translation></message>
    <message><source>no longer fits</source><translation>ne concorde plus</translation></message>
    <message><source>Nobody else has this item.</source><translation>Personne d’autre n’a ce dossier.</translation></message>
    <message><source>none chosen: the equipment</source><translation>aucun choix : l’équipement</translation></message>
    <message><source>Not imaged: {cars}</source><translation>Sans image : {cars}</translation></message>
    <message><source>not on file</source><translation>absent du dossier</translation></message>
    <message><source>Not this one</source><translation>Pas celui-ci</translation></message>
    <message><source>Not used within 90 days</source><translation>Non utilisé en 90 jours</translation></message>
    <message><source>Nothing on file shares a number with this scan.</source><translation>Rien au dossier ne partage un numéro avec cette image.</translation></message>
    <message><source>Nothing on record has the number {number}.</source><translation>Rien au registre ne porte le numéro {number}.</translation></message>
    <message><source>now</source><translation>à présent</translation></message>
    <message><source>number of the master</source><translation>numéro du fret principal</translation></message>
    <message><source>number was misread</source><translation>numéro mal lu</translation></message>
    <message><source>Only a supervisor takes an item over from somebody who has it.</source><translation>Seul un surveillant reprend un dossier à qui le détient.</translation></message>
    <message><source>Only a supervisor takes an item over.</source><translation>Seul un surveillant reprend un dossier.</translation></message>
    <message><source>Orphaned</source><translation>Orphelin</translation></message>
    <message><source>other goods</source><translation>autres marchandises</translation></message>
    <message><source>port</source><translation>bureau</translation></message>
    <message><source>possibly misread</source><translation>peut-être mal lu</translation></message>
    <message><source>Probably {shipment}</source><translation>Probablement {shipment}</translation></message>
    <message><source>read</source><translation>lu</translation></message>
    <message><source>read by {source}</source><translation>lu par {source}</translation></message>
    <message><source>reader is {share} sure</source><translation>lecteur sûr à {share}</translation></message>
    <message><source>record deleted</source><translation>dossier supprimé</translation></message>
    <message><source>Rejected: counts as not sent</source><translation>Rejeté : compte comme non transmis</translation></message>
    <message><source>Say why this scan does not show {shipment}.</source><translation>Dire pourquoi cette image ne montre pas {shipment}.</translation></message>
    <message><source>Scan {scan} does not belong to item {item}.</source><translation>L’image {scan} n’appartient pas au dossier {item}.</translation></message>
    <message><source>scanned</source><translation>image</translation></message>
    <message><source>scanner {time}</source><translation>appareil {time}</translation></message>
    <message><source>Speaks of</source><translation>Porte sur</translation></message>
    <message><source>Take over</source><translation>Reprendre</translation></message>
    <message><source>Take over from who has the item</source><translation>Reprendre à qui a le dossier</translation></message>
    <message><source>The image is all but the one of {other} (item {item}). Compare the two.</source><translation>L’image est presque celle de {other} (dossier {item}). Comparer les deux.</translation></message>
    <message><source>The image of view {view} is unusable: it counts as none.</source><translation>L’image de la vue {view} est inutilisable : elle compte comme absente.</translation></message>
    <message><source>the object number</source><translation>le numéro d’objet</translation></message>
    <message><source>forwarder</source><translation>transitaire</translation></message>
    <message><source>When scans are expected, by mode</source><translation>Quand les images sont attendues, par mode</translation></message>
    <message><source>an earlier link</source><translation>un lien antérieur</translation></message>
    <message><source>the operator</source><translation>l’opérateur</translation></message>
    <message><source>the program</source><translation>le programme</translation></message>
    <message><source>The record of {shipment} was deleted after the scan. Image and notes are kept.</source><translation>Le dossier de {shipment} a été supprimé après le passage à l’appareil. L’image et les notes sont conservées.</translation></message>
    <message><source>The same image was given for {other} (item {item}).</source><translation>La même image a été fournie pour {other} (dossier {item}).</translation></message>
    <message><source>the scanner</source><translation>l’appareil</translation></message>
    <message><source>The scanner gave number {number} to another object as well, at {time}.</source><translation>L’appareil a aussi donné le numéro {number} à un autre objet, à {time}.</translation></message>
    <message><source>The scanner's clock says {taken}, after the arrival at {time}.</source><translation>L’horloge de l’appareil dit {taken}, après l’arrivée à {time}.</translation></message>
    <message><source>The scanner's clock says {taken}, and the scan came in here before that, at {time}.</source><translation>L’horloge de l’appareil dit {taken}, et l’image est arrivée ici avant, à {time}.</translation></message>
    <message><source>The scanner's clock says {taken}, before the equipment was sealed at {time}: goods may have been loaded after the scan.</source><translation>L’horloge de l’appareil dit {taken}, avant la pose du scellé à {time} : des marchandises ont pu être chargées après.</translation></message>
    <message><source>The scanner's clock says {taken}, its file was written at {time}: more than a day apart.</source><translation>L’horloge de l’appareil dit {taken}, son fichier a été écrit à {time} : plus d’un jour d’écart.</translation></message>
    <message><source>This image is on record as scan {scan}, of {known}; here it is given for {told}. One image shows one thing: find out which.</source><translation>Cette image est au registre comme {scan}, de {known} ; ici elle est fournie pour {told}. Une image montre une seule chose : établir laquelle.</translation></message>
    <message><source>This scan shows {count} shipments: {shipments}. Say which of them a decision speaks of.</source><translation>Cette image montre {count} expéditions : {shipments}. Dire sur lesquelles porte la décision.</translation></message>
    <message><source>time</source><translation>heure</translation></message>
    <message><source>to {shipment}</source><translation>vers {shipment}</translation></message>
    <message><source>under a new number</source><translation>sous un nouveau numéro</translation></message>
    <message><source>Version {version}, {who}, {when}</source><translation>Version {version}, {who}, {when}</translation></message>
    <message><source>VIN</source><translation>NIV</translation></message>
    <message><source>VIN {number} fails its check digit.</source><translation>Le NIV {number} échoue à son chiffre de contrôle.</translation></message>
    <message><source>Whose? Not said</source><translation>À qui ? Non précisé</translation></message>
    <message><source>Why not this one?</source><translation>Pourquoi pas celui-ci ?</translation></message>
    <message><source>{count} more</source><translation>{count} de plus</translation></message>
    <message><source>{count} more, through the equipment</source><translation>{count} de plus, par l’équipement</translation></message>
    <message><source>{count} not imaged</source><translation>{count} sans image</translation></message>
    <message><source>{equipment} was scanned, and conveyance {crn} with {shipment} now brings {others}. The image is historic: scan again.</source><translation>{equipment} est passé à l’appareil, et le moyen de transport {crn} amène maintenant {shipment} dans {others}. L’image est historique : repasser à l’appareil.</translation></message>
    <message><source>{equipment} was scanned, and {shipment} is no longer declared to lie in it. The image is historic: scan again.</source><translation>{equipment} est passé à l’appareil, et {shipment} n’y est plus déclaré. L’image est historique : repasser à l’appareil.</translation></message>
    <message><source>{imaged} of {total} shipments on {crn} have an image here. The others go the normal way and count as not reviewed.</source><translation>{imaged} des {total} expéditions de {crn} ont une image ici. Les autres suivent la voie normale et comptent comme non examinées.</translation></message>
    <message><source>{number} is no house waybill: letters and digits only, 35 at most.</source><translation>{number} n’est pas une lettre de transport interne : lettres et chiffres seulement, 35 au plus.</translation></message>
    <message><source>{number} is no licence plate: 10 letters and digits at most, then / and the province.</source><translation>{number} n’est pas une plaque : 10 lettres et chiffres au plus, puis / et la province.</translation></message>
    <message><source>{number} is no VIN: it needs 17 letters and digits, without I, O and Q.</source><translation>{number} n’est pas un NIV : il faut 17 lettres et chiffres, sans I, O ni Q.</translation></message>
    <message><source>{number} is on file, and no image of it is here.</source><translation>{number} est au dossier, et aucune image n’est ici.</translation></message>
    <message><source>{number} is the number of a cargo, and of the conveyance of {shipment}. Confirm which this scan shows.</source><translation>{number} est le numéro d’un fret et celui du moyen de transport de {shipment}. Confirmer lequel cette image montre.</translation></message>
    <message><source>{number} names several things. Which one?</source><translation>{number} désigne plusieurs choses. Laquelle ?</translation></message>
    <message><source>{object} was scanned {count} times. The newest image, of {time}, counts; the earlier ones are kept.</source><translation>{object} est passé {count} fois à l’appareil. L’image la plus récente, de {time}, compte ; les précédentes sont conservées.</translation></message>
    <message><source>{old} seems to go on as {new}. Confirming the link moves it there.</source><translation>{old} semble se poursuivre sous {new}. Confirmer le lien l’y déplace.</translation></message>
    <message><source>{order}, {count} not imaged</source><translation>{order}, {count} sans image</translation></message>
    <message><source>{shipment} is deleted on file.</source><translation>{shipment} est supprimé au dossier.</translation></message>
    <message><source>{shipment} is split: {pieces} of {total} pieces come here, and a recommendation speaks of these.</source><translation>{shipment} est fractionné : {pieces} pièces sur {total} arrivent ici, et une recommandation porte sur celles-ci.</translation></message>
    <message><source>{shipment} was referred for exam, and its record was deleted since: possible evasion. Tell the supervisor.</source><translation>{shipment} a été renvoyé pour examen, et son dossier a été supprimé depuis : contournement possible. Aviser le surveillant.</translation></message>
    <message><source>{shipment} was sent and rejected: it counts as not sent.</source><translation>{shipment} a été transmis et rejeté : il compte comme non transmis.</translation></message>
    <message><source>{shipment} went to other equipment at {time}, after this scan. The image is historic: scan again.</source><translation>{shipment} est passé dans un autre équipement à {time}, après cette image. L’image est historique : repasser à l’appareil.</translation></message>
    <message><source>{shipment} changed after the scan, to version {version}.</source><translation>{shipment} a changé après l’image : version {version}.</translation></message>
    <message><source>Show every field that differs</source><translation>Montrer chaque champ qui diffère</translation></message>
    <message><source>{field}: {before} → {after}</source><translation>{field} : {before} → {after}</translation></message>
    <message><source>and {count} more</source><translation>et {count} de plus</translation></message>
</context>
</TS>
