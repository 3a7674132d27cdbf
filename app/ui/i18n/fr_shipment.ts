<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>shipment</name>
    <message><source>1 line</source><translation>1 ligne</translation></message>
    <message><source>A hint by the general table of the IMDG Code, made for ships.</source><translation>Indication tirée du tableau général du Code IMDG, fait pour les navires.</translation></message>
    <message><source>A28 no. {value}</source><translation>A28 n° {value}</translation></message>
    <message><source>A8B</source><translation>A8B</translation></message>
    <message><source>ADT</source><translation>HAA</translation></message>
    <message><source>AST</source><translation>HNA</translation></message>
    <message><source>AWB: air waybill</source><translation>AWB : lettre de transport aérien</translation></message>
    <message><source>Accepted at</source><translation>Pris en charge à</translation></message>
    <message><source>Accepted, and on file.</source><translation>Accepté, et au dossier.</translation></message>
    <message><source>Accepted, awaiting arrival</source><translation>Accepté, en attente d’arrivée</translation></message>
    <message><source>Accepted, awaiting processing</source><translation>Accepté, en attente de traitement</translation></message>
    <message><source>Accepted</source><translation>Accepté</translation></message>
    <message><source>Accident or shifted load</source><translation>Accident ou charge déplacée</translation></message>
    <message><source>Add a line</source><translation>Ajouter une ligne</translation></message>
    <message><source>Add</source><translation>Ajout</translation></message>
    <message><source>Also notify</source><translation>Aviser aussi</translation></message>
    <message><source>Arrived</source><translation>Arrivé</translation></message>
    <message><source>As it was sent</source><translation>Tel qu’envoyé</translation></message>
    <message><source>At the warehouse</source><translation>À l’entrepôt</translation></message>
    <message><source>Attached after arrival</source><translation>Rattaché après l’arrivée</translation></message>
    <message><source>Authorized to Deliver</source><translation>Autorisé à livrer</translation></message>
    <message><source>BN: business number of the importer</source><translation>NE : numéro d’entreprise de l’importateur</translation></message>
    <message><source>BSF673: form on which key elements are amended after arrival (¶155)</source><translation>BSF673 : formulaire pour modifier des éléments clés après l’arrivée (¶155)</translation></message>
    <message><source>Bond</source><translation>Cautionnement</translation></message>
    <message><source>Broker</source><translation>Courtier</translation></message>
    <message><source>Business number</source><translation>N° d’entreprise</translation></message>
    <message><source>By equipment</source><translation>Par équipement</translation></message>
    <message><source>By line</source><translation>Par ligne</translation></message>
    <message><source>CCN: cargo control number, the carrier's code and its own reference (¶1)</source><translation>NCF : numéro de contrôle du fret, le code du transporteur et sa propre référence (¶1)</translation></message>
    <message><source>CDT</source><translation>HAC</translation></message>
    <message><source>CLVS: Courier Low Value Shipment programme (¶109)</source><translation>PEMF : programme des expéditions de messagerie de faible valeur (¶109)</translation></message>
    <message><source>CLVS</source><translation>PEMF</translation></message>
    <message><source>CRN: conveyance reference number (¶17)</source><translation>NRMT : numéro de référence du moyen de transport (¶17)</translation></message>
    <message><source>CSA, full load</source><translation>PAD, chargement complet</translation></message>
    <message><source>CSA: Customs Self Assessment (¶114)</source><translation>PAD : programme d’autocotisation des douanes (¶114)</translation></message>
    <message><source>CSA</source><translation>PAD</translation></message>
    <message><source>CST</source><translation>HNC</translation></message>
    <message><source>Cannot be sealed</source><translation>Ne peut être scellé</translation></message>
    <message><source>Cargo Complete</source><translation>Fret complet</translation></message>
    <message><source>Cargo by</source><translation>Fret de</translation></message>
    <message><source>Cargo came in</source><translation>Fret reçu</translation></message>
    <message><source>Change</source><translation>Modification</translation></message>
    <message><source>Changed from v{before} to v{after}</source><translation>Modifié de v{before} à v{after}</translation></message>
    <message><source>Chassis</source><translation>Châssis</translation></message>
    <message><source>Classes {one} and {other}: kept a compartment apart, lengthwise</source><translation>Classes {one} et {other} : à un compartiment l’une de l’autre, en longueur</translation></message>
    <message><source>Classes {one} and {other}: kept a compartment apart</source><translation>Classes {one} et {other} : à un compartiment l’une de l’autre</translation></message>
    <message><source>Classes {one} and {other}: kept away from each other</source><translation>Classes {one} et {other} : à distance l’une de l’autre</translation></message>
    <message><source>Classes {one} and {other}: kept separate</source><translation>Classes {one} et {other} : séparées l’une de l’autre</translation></message>
    <message><source>Clear</source><translation>Effacer</translation></message>
    <message><source>Consol.</source><translation>Groupé</translation></message>
    <message><source>Consolidated: house bills lie in it (¶20)</source><translation>Groupé : contient des connaissements internes (¶20)</translation></message>
    <message><source>Consolidated</source><translation>Groupé</translation></message>
    <message><source>Conveyance arrived</source><translation>Moyen de transport arrivé</translation></message>
    <message><source>Copy</source><translation>Copier</translation></message>
    <message><source>Custody: {who} (¶132)</source><translation>Garde : {who} (¶132)</translation></message>
    <message><source>DG: dangerous goods (¶116 to 119)</source><translation>MD : marchandises dangereuses (¶116 à 119)</translation></message>
    <message><source>DG</source><translation>MD</translation></message>
    <message><source>Dangerous goods: {what}</source><translation>Marchandises dangereuses : {what}</translation></message>
    <message><source>Dangerous goods</source><translation>Marchandises dangereuses</translation></message>
    <message><source>De-consolidation</source><translation>Dégroupement</translation></message>
    <message><source>Decisive: what was recommended on the version before is stale.</source><translation>Décisif : ce qui a été recommandé sur la version précédente est périmé.</translation></message>
    <message><source>Declared empty (¶83)</source><translation>Déclaré vide (¶83)</translation></message>
    <message><source>Deleted</source><translation>Supprimé</translation></message>
    <message><source>Delivery</source><translation>Livraison</translation></message>
    <message><source>Description</source><translation>Description</translation></message>
    <message><source>Destination, sub-location</source><translation>Destination, sous-emplacement</translation></message>
    <message><source>Destination</source><translation>Destination</translation></message>
    <message><source>Document Not on File</source><translation>Document non au dossier</translation></message>
    <message><source>Document Package Complete</source><translation>Dossier de documents complet</translation></message>
    <message><source>Document</source><translation>Document</translation></message>
    <message><source>Dolly or other link</source><translation>Chariot ou autre lien</translation></message>
    <message><source>Domestic in-transit: Canada-US-Canada or US-Canada-US (¶60)</source><translation>Transit intérieur : Canada-É.-U.-Canada ou É.-U.-Canada-É.-U. (¶60)</translation></message>
    <message><source>EDT</source><translation>HAE</translation></message>
    <message><source>EST</source><translation>HNE</translation></message>
    <message><source>ETA, in UTC</source><translation>HPA, en UTC</translation></message>
    <message><source>ETA: estimated time of arrival, as transmitted (¶89)</source><translation>HPA : heure prévue d’arrivée, telle que transmise (¶89)</translation></message>
    <message><source>ETA</source><translation>HPA</translation></message>
    <message><source>Empty</source><translation>Vide</translation></message>
    <message><source>Equipment not stated</source><translation>Équipement non indiqué</translation></message>
    <message><source>Equipment {number}</source><translation>Équipement {number}</translation></message>
    <message><source>Exception</source><translation>Exception</translation></message>
    <message><source>Exempt from data, never from report (¶4)</source><translation>Exempté de données, jamais de déclaration (¶4)</translation></message>
    <message><source>Exemption</source><translation>Exemption</translation></message>
    <message><source>Exemptions</source><translation>Exemptions</translation></message>
    <message><source>Export</source><translation>Exportation</translation></message>
    <message><source>Exported</source><translation>Exporté</translation></message>
    <message><source>FPOA: first port of arrival</source><translation>PPA : premier port d’arrivée</translation></message>
    <message><source>FROB</source><translation>FROB</translation></message>
    <message><source>Feed: accepted. Local check: would be rejected</source><translation>Flux : accepté. Contrôle local : serait rejeté</translation></message>
    <message><source>File it</source><translation>Déposer</translation></message>
    <message><source>Filed anew by the same carrier; only an officer confirms it (R057).</source><translation>Transmis de nouveau par le même transporteur; seul un agent le confirme (R057).</translation></message>
    <message><source>Filing</source><translation>Dépôt en cours</translation></message>
    <message><source>First port of arrival</source><translation>Premier port d’arrivée</translation></message>
    <message><source>First port</source><translation>Premier port</translation></message>
    <message><source>Flight date</source><translation>Date du vol</translation></message>
    <message><source>Flight or voyage</source><translation>Vol ou voyage</translation></message>
    <message><source>Flight</source><translation>Vol</translation></message>
    <message><source>Foreign cargo that remains on board</source><translation>Fret étranger qui reste à bord</translation></message>
    <message><source>Foreign to foreign through Canada</source><translation>De l’étranger à l’étranger par le Canada</translation></message>
    <message><source>Form BSF673</source><translation>Formulaire BSF673</translation></message>
    <message><source>Form Y50</source><translation>Formulaire Y50</translation></message>
    <message><source>Forwarder</source><translation>Transitaire</translation></message>
    <message><source>Goods by line or by equipment</source><translation>Marchandises par ligne ou par équipement</translation></message>
    <message><source>Goods, as they stand there</source><translation>Marchandises, telles qu’inscrites</translation></message>
    <message><source>Gross mass</source><translation>Masse brute</translation></message>
    <message><source>HAWB: house air waybill</source><translation>HAWB : lettre de transport aérien interne</translation></message>
    <message><source>HAWB</source><translation>HAWB</translation></message>
    <message><source>HS: Harmonized System, the tariff's number for the goods</source><translation>SH : Système harmonisé, le numéro tarifaire des marchandises</translation></message>
    <message><source>Held</source><translation>Retenu</translation></message>
    <message><source>Highway</source><translation>Routier</translation></message>
    <message><source>Hold cancelled</source><translation>Retenue annulée</translation></message>
    <message><source>House bills that lie in it: {count} (¶20)</source><translation>Connaissements internes qu’il contient : {count} (¶20)</translation></message>
    <message><source>House bills</source><translation>Connaissements internes</translation></message>
    <message><source>How moved</source><translation>Transport</translation></message>
    <message><source>How packed</source><translation>Emballage</translation></message>
    <message><source>IIT: international instruments of trade, such as empty racks (¶102(b))</source><translation>OICI : instruments du commerce international, comme des supports vides (¶102b))</translation></message>
    <message><source>IIT</source><translation>OICI</translation></message>
    <message><source>Import</source><translation>Importation</translation></message>
    <message><source>Importer</source><translation>Importateur</translation></message>
    <message><source>In bond</source><translation>En douane</translation></message>
    <message><source>In by ETA ¶89</source><translation>Reçu ¶89</translation></message>
    <message><source>In transit</source><translation>En transit</translation></message>
    <message><source>Inspection / Operational Report Control (A28)</source><translation>Contrôle d’inspection / rapport opérationnel (A28)</translation></message>
    <message><source>Instructions</source><translation>Instructions</translation></message>
    <message><source>It could not be filed: {why}.</source><translation>Le dépôt a échoué : {why}.</translation></message>
    <message><source>It has not arrived within 90 days and is to be deleted (¶153).</source><translation>Il n’est pas arrivé en 90 jours et doit être supprimé (¶153).</translation></message>
    <message><source>Kind of package</source><translation>Genre de colis</translation></message>
    <message><source>Leaves Canada</source><translation>Quitte le Canada</translation></message>
    <message><source>Left by</source><translation>Sorti par</translation></message>
    <message><source>Lies in</source><translation>Se trouve dans</translation></message>
    <message><source>Line {number}, {element}</source><translation>Ligne {number}, {element}</translation></message>
    <message><source>Line {number}</source><translation>Ligne {number}</translation></message>
    <message><source>Line</source><translation>Ligne</translation></message>
    <message><source>List</source><translation>Liste</translation></message>
    <message><source>Load</source><translation>Chargement</translation></message>
    <message><source>Loaded at</source><translation>Chargé à</translation></message>
    <message><source>MAWB: master air waybill</source><translation>MAWB : lettre de transport aérien principale</translation></message>
    <message><source>MAWB</source><translation>MAWB</translation></message>
    <message><source>MDT</source><translation>HAR</translation></message>
    <message><source>MST</source><translation>HNR</translation></message>
    <message><source>Manifest line only</source><translation>Manifeste seulement</translation></message>
    <message><source>Matched</source><translation>Apparié</translation></message>
    <message><source>May move, detained at destination</source><translation>Peut circuler, retenu à destination</translation></message>
    <message><source>Mentioned by the rules</source><translation>Mentionné par les règles</translation></message>
    <message><source>Message as it was sent</source><translation>Message tel qu’envoyé</translation></message>
    <message><source>Moved to other equipment</source><translation>Transféré à un autre équipement</translation></message>
    <message><source>Movement</source><translation>Mouvement</translation></message>
    <message><source>Moves in bond to an inland office</source><translation>Circule en douane vers un bureau intérieur</translation></message>
    <message><source>NDT</source><translation>HAT</translation></message>
    <message><source>NST</source><translation>HNT</translation></message>
    <message><source>Next place of the value</source><translation>Endroit suivant de la valeur</translation></message>
    <message><source>No UN number</source><translation>Sans numéro ONU</translation></message>
    <message><source>No close message: which house bills belong to it is not said.</source><translation>Aucun message de clôture : on ne sait quels connaissements internes en font partie.</translation></message>
    <message><source>No message of this record is on file.</source><translation>Aucun message de ce dossier n’est conservé.</translation></message>
    <message><source>No number</source><translation>Sans numéro</translation></message>
    <message><source>No record on file</source><translation>Aucun dossier</translation></message>
    <message><source>Nobody has accepted or rejected it yet (¶143).</source><translation>Personne ne l’a encore accepté ni rejeté (¶143).</translation></message>
    <message><source>Not Matched</source><translation>Non apparié</translation></message>
    <message><source>Not accepted</source><translation>Non accepté</translation></message>
    <message><source>Nothing missing. Kept as a draft until it is filed.</source><translation>Rien ne manque. Gardé comme brouillon jusqu’au dépôt.</translation></message>
    <message><source>Nothing was transmitted under this number.</source><translation>Rien n’a été transmis sous ce numéro.</translation></message>
    <message><source>Notify {number}</source><translation>Aviser {number}</translation></message>
    <message><source>Notify</source><translation>Aviser</translation></message>
    <message><source>Numbers it went by</source><translation>Numéros successifs</translation></message>
    <message><source>Only a line of the flight manifest names it; no waybill is on file.</source><translation>Seule une ligne du manifeste de vol le nomme; aucune lettre de transport n’est au dossier.</translation></message>
    <message><source>Open a message first.</source><translation>Ouvrez d’abord un message.</translation></message>
    <message><source>Origin</source><translation>Origine</translation></message>
    <message><source>Other process of paragraph 120: {name}</source><translation>Autre processus du paragraphe 120 : {name}</translation></message>
    <message><source>Other units</source><translation>Autres unités</translation></message>
    <message><source>Outage began</source><translation>Début de panne</translation></message>
    <message><source>Outage ended</source><translation>Fin de panne</translation></message>
    <message><source>Overage or shortage</source><translation>Excédent ou manquant</translation></message>
    <message><source>PDT</source><translation>HAP</translation></message>
    <message><source>PG: packing group, I the most dangerous</source><translation>GE : groupe d’emballage, I le plus dangereux</translation></message>
    <message><source>PST</source><translation>HNP</translation></message>
    <message><source>Packages</source><translation>Colis</translation></message>
    <message><source>Paper is not filed at this workstation.</source><translation>Aucun papier n’est déposé à ce poste.</translation></message>
    <message><source>Paper manifest, in an outage</source><translation>Manifeste papier, lors d’une panne</translation></message>
    <message><source>Paper manifest</source><translation>Manifeste papier</translation></message>
    <message><source>Paper</source><translation>Papier</translation></message>
    <message><source>Pieces, kind, kilograms in all</source><translation>Pièces, genre, kilogrammes en tout</translation></message>
    <message><source>Place of acceptance</source><translation>Lieu de prise en charge</translation></message>
    <message><source>Place of loading</source><translation>Lieu de chargement</translation></message>
    <message><source>Place of the value before</source><translation>Endroit précédent de la valeur</translation></message>
    <message><source>Plate</source><translation>Plaque</translation></message>
    <message><source>Proposed amendment</source><translation>Modification proposée</translation></message>
    <message><source>Quantity</source><translation>Quantité</translation></message>
    <message><source>RFI: request for information (¶145)</source><translation>RFI : demande de renseignements (¶145)</translation></message>
    <message><source>RNS: release notification system</source><translation>SNM : système de notification de la mainlevée</translation></message>
    <message><source>Re-manifested</source><translation>Remanifesté</translation></message>
    <message><source>Reading the original …</source><translation>Lecture de l’original …</translation></message>
    <message><source>Rejected: it counts as not transmitted (¶144).</source><translation>Rejeté : il compte comme non transmis (¶144).</translation></message>
    <message><source>Release office</source><translation>Bureau de mainlevée</translation></message>
    <message><source>Release request in error</source><translation>Demande de mainlevée en erreur</translation></message>
    <message><source>Release request</source><translation>Demande de mainlevée</translation></message>
    <message><source>Release requested</source><translation>Mainlevée demandée</translation></message>
    <message><source>Released</source><translation>Mainlevée accordée</translation></message>
    <message><source>Remove the line</source><translation>Retirer la ligne</translation></message>
    <message><source>Renumbered</source><translation>Renuméroté</translation></message>
    <message><source>Reported</source><translation>Déclaré</translation></message>
    <message><source>Request answered</source><translation>Demande répondue</translation></message>
    <message><source>Request for information</source><translation>Demande de renseignements</translation></message>
    <message><source>Required for examination</source><translation>Requis pour examen</translation></message>
    <message><source>Say which trailer or container the seal is on.</source><translation>Dites sur quelle remorque ou quel conteneur est le scellé.</translation></message>
    <message><source>Scanned</source><translation>Balayé</translation></message>
    <message><source>Seal seen</source><translation>Scellé vu</translation></message>
    <message><source>Sealed</source><translation>Scellé</translation></message>
    <message><source>Seals: chain of custody</source><translation>Scellés : chaîne de garde</translation></message>
    <message><source>Seals</source><translation>Scellés</translation></message>
    <message><source>Segment {number}, {element}</source><translation>Segment {number}, {element}</translation></message>
    <message><source>Sent and answered</source><translation>Envois et réponses</translation></message>
    <message><source>Sent, no answer</source><translation>Sans réponse</translation></message>
    <message><source>Service option</source><translation>Option de service</translation></message>
    <message><source>Special process</source><translation>Processus spécial</translation></message>
    <message><source>Stale, over 90 days</source><translation>Périmé, plus de 90 jours</translation></message>
    <message><source>Status</source><translation>État</translation></message>
    <message><source>Sub-location</source><translation>Sous-empl.</translation></message>
    <message><source>Taken off the courier's list</source><translation>Retiré de la liste du messager</translation></message>
    <message><source>Takes the place of</source><translation>Remplace</translation></message>
    <message><source>Target lifted</source><translation>Cible levée</translation></message>
    <message><source>Target of another unit</source><translation>Cible d’une autre unité</translation></message>
    <message><source>The carrier deleted it; the last version can still be read.</source><translation>Le transporteur l’a supprimé; la dernière version se lit encore.</translation></message>
    <message><source>The feed accepts it; the check here finds {count} faults.</source><translation>Le flux l’accepte; le contrôle local trouve {count} fautes.</translation></message>
    <message><source>The lines add up to {sum} kg, more than {typed} kg.</source><translation>Les lignes donnent {sum} kg au total, plus que {typed} kg.</translation></message>
    <message><source>The lines add up to {sum}, not {typed}.</source><translation>Les lignes donnent {sum} au total, et non {typed}.</translation></message>
    <message><source>The manifest cannot be kept: {why}. Nothing was filed.</source><translation>Le manifeste ne peut être conservé : {why}. Rien n’a été déposé.</translation></message>
    <message><source>The message cannot be read: {why}.</source><translation>Le message ne peut être lu : {why}.</translation></message>
    <message><source>The original of this message was not kept.</source><translation>L’original de ce message n’a pas été conservé.</translation></message>
    <message><source>The record's message</source><translation>Message du dossier</translation></message>
    <message><source>The same value again, at {number}</source><translation>La même valeur encore, à {number}</translation></message>
    <message><source>The whole message: no single place in it was asked for, or has the value.</source><translation>Tout le message : aucun endroit précis n’a été demandé, ou n’a la valeur.</translation></message>
    <message><source>Trailers or containers, seals</source><translation>Remorques ou conteneurs, scellés</translation></message>
    <message><source>Trailers or containers</source><translation>Remorques ou conteneurs</translation></message>
    <message><source>Type the CCN as it stands on the document.</source><translation>Tapez le NCF tel qu’il figure sur le document.</translation></message>
    <message><source>Typed from a paper manifest in an outage (¶36).</source><translation>Saisi d’un manifeste papier lors d’une panne (¶36).</translation></message>
    <message><source>ULD: unit load device of an aircraft</source><translation>ULD : unité de chargement d’un aéronef</translation></message>
    <message><source>UN number</source><translation>numéro ONU</translation></message>
    <message><source>UN: number of dangerous goods of the United Nations</source><translation>ONU : numéro de marchandises dangereuses des Nations Unies</translation></message>
    <message><source>UN</source><translation>ONU</translation></message>
    <message><source>VIN: vehicle identification number</source><translation>NIV : numéro d’identification du véhicule</translation></message>
    <message><source>Valid ¶87</source><translation>Validé ¶87</translation></message>
    <message><source>Validated</source><translation>Validé</translation></message>
    <message><source>Value</source><translation>Valeur</translation></message>
    <message><source>Vehicle</source><translation>Véhicule</translation></message>
    <message><source>Version after</source><translation>Version suivante</translation></message>
    <message><source>Version before, and what it changed</source><translation>Version précédente, et ce qu’elle a changé</translation></message>
    <message><source>Version before</source><translation>Version précédente</translation></message>
    <message><source>Volume</source><translation>Volume</translation></message>
    <message><source>Voyage</source><translation>Voyage</translation></message>
    <message><source>WACM: warehouse arrival certification message (¶132)</source><translation>WACM : message d’attestation d’arrivée à l’entrepôt (¶132)</translation></message>
    <message><source>What happened</source><translation>Ce qui s’est passé</translation></message>
    <message><source>What</source><translation>Quoi</translation></message>
    <message><source>When</source><translation>Quand</translation></message>
    <message><source>Where</source><translation>Où</translation></message>
    <message><source>Whole shipment</source><translation>Expédition entière</translation></message>
    <message><source>Why on paper</source><translation>Pourquoi sur papier</translation></message>
    <message><source>accepted {time}</source><translation>accepté {time}</translation></message>
    <message><source>address</source><translation>adresse</translation></message>
    <message><source>also names it</source><translation>la nomme aussi</translation></message>
    <message><source>approved: {value}</source><translation>approuvé : {value}</translation></message>
    <message><source>before</source><translation>avant</translation></message>
    <message><source>bonded</source><translation>cautionné</translation></message>
    <message><source>broken</source><translation>brisé</translation></message>
    <message><source>business number</source><translation>numéro d’entreprise</translation></message>
    <message><source>by the scanner's clock, no zone stated</source><translation>à l’horloge de l’appareil, sans fuseau</translation></message>
    <message><source>by {value}</source><translation>par {value}</translation></message>
    <message><source>came in {time}</source><translation>reçu {time}</translation></message>
    <message><source>cargo control document A8A(B)</source><translation>document de contrôle du fret A8A(B)</translation></message>
    <message><source>carrier {code}</source><translation>transp. {code}</translation></message>
    <message><source>city</source><translation>ville</translation></message>
    <message><source>class {name} by the table</source><translation>classe {name} selon le tableau</translation></message>
    <message><source>class {name}</source><translation>classe {name}</translation></message>
    <message><source>class</source><translation>classe</translation></message>
    <message><source>code suspended</source><translation>code suspendu</translation></message>
    <message><source>country</source><translation>pays</translation></message>
    <message><source>de-consolidated</source><translation>dégroupé</translation></message>
    <message><source>de-consolidation notice</source><translation>avis de dégroupement</translation></message>
    <message><source>declared {value}</source><translation>déclaré {value}</translation></message>
    <message><source>declared</source><translation>déclaré</translation></message>
    <message><source>description</source><translation>description</translation></message>
    <message><source>domestic in-transit (A8B)</source><translation>transit intérieur (A8B)</translation></message>
    <message><source>domestic in-transit document A8B</source><translation>document de transit intérieur A8B</translation></message>
    <message><source>element {value}</source><translation>élément {value}</translation></message>
    <message><source>equipment</source><translation>équipement</translation></message>
    <message><source>export</source><translation>exportation</translation></message>
    <message><source>found {value}</source><translation>trouvé {value}</translation></message>
    <message><source>here {time}</source><translation>ici {time}</translation></message>
    <message><source>if it is known</source><translation>s’il est connu</translation></message>
    <message><source>import, released at the first port</source><translation>importation, mainlevée au premier port</translation></message>
    <message><source>in bond</source><translation>en douane</translation></message>
    <message><source>in force</source><translation>en vigueur</translation></message>
    <message><source>in transit through Canada</source><translation>en transit par le Canada</translation></message>
    <message><source>intact</source><translation>intact</translation></message>
    <message><source>is shown the house bill (¶146)</source><translation>voit le connaissement interne (¶146)</translation></message>
    <message><source>kept, not applied: {why}</source><translation>conservé, non appliqué : {why}</translation></message>
    <message><source>kg</source><translation>kg</translation></message>
    <message><source>kind of package</source><translation>genre de colis</translation></message>
    <message><source>line {number}</source><translation>ligne {number}</translation></message>
    <message><source>marks</source><translation>marques</translation></message>
    <message><source>mass</source><translation>masse</translation></message>
    <message><source>message {number}</source><translation>message {number}</translation></message>
    <message><source>missing</source><translation>manquant</translation></message>
    <message><source>name</source><translation>nom</translation></message>
    <message><source>named, not on file</source><translation>nommé, non au dossier</translation></message>
    <message><source>needed</source><translation>requis</translation></message>
    <message><source>new</source><translation>nouveau</translation></message>
    <message><source>no answer</source><translation>sans réponse</translation></message>
    <message><source>no class declared</source><translation>aucune classe déclarée</translation></message>
    <message><source>no lines</source><translation>aucune ligne</translation></message>
    <message><source>no seal</source><translation>sans scellé</translation></message>
    <message><source>no. {value}</source><translation>n° {value}</translation></message>
    <message><source>not bonded</source><translation>non cautionné</translation></message>
    <message><source>not known</source><translation>inconnu</translation></message>
    <message><source>not stated</source><translation>non indiqué</translation></message>
    <message><source>nothing</source><translation>rien</translation></message>
    <message><source>number</source><translation>numéro</translation></message>
    <message><source>of CBSA</source><translation>de l’ASFC</translation></message>
    <message><source>of US CBP</source><translation>du CBP des É.-U.</translation></message>
    <message><source>of the carrier</source><translation>du transporteur</translation></message>
    <message><source>of the shipper</source><translation>de l’expéditeur</translation></message>
    <message><source>of {count}</source><translation>sur {count}</translation></message>
    <message><source>on {value}</source><translation>sur {value}</translation></message>
    <message><source>option {value}</source><translation>option {value}</translation></message>
    <message><source>origin</source><translation>origine</translation></message>
    <message><source>packing group {name}</source><translation>groupe d’emballage {name}</translation></message>
    <message><source>Detained</source><translation>Retenu</translation></message>
    <message><source>further dangerous goods</source><translation>autres marchandises dangereuses</translation></message>
    <message><source>packing group</source><translation>groupe d’emballage</translation></message>
    <message><source>perhaps now</source><translation>peut-être</translation></message>
    <message><source>place {number}</source><translation>place {number}</translation></message>
    <message><source>plate {plate}</source><translation>plaque {plate}</translation></message>
    <message><source>plate</source><translation>plaque</translation></message>
    <message><source>port {time}</source><translation>port {time}</translation></message>
    <message><source>postal code</source><translation>code postal</translation></message>
    <message><source>proof of report from the portal (s. 12(1))</source><translation>preuve de déclaration du portail (art. 12(1))</translation></message>
    <message><source>quantity</source><translation>quantité</translation></message>
    <message><source>received {time}</source><translation>reçu {time}</translation></message>
    <message><source>region</source><translation>région</translation></message>
    <message><source>rejected {time}</source><translation>rejeté {time}</translation></message>
    <message><source>release notification (RNS)</source><translation>avis de mainlevée (SNM)</translation></message>
    <message><source>removed</source><translation>retiré</translation></message>
    <message><source>replaced</source><translation>remplacé</translation></message>
    <message><source>reported notice</source><translation>avis de déclaration</translation></message>
    <message><source>residue only</source><translation>résidus seulement</translation></message>
    <message><source>scan site</source><translation>site d’imagerie</translation></message>
    <message><source>seal {numbers}</source><translation>scellé {numbers}</translation></message>
    <message><source>seals</source><translation>scellés</translation></message>
    <message><source>serial numbers {value}</source><translation>numéros de série {value}</translation></message>
    <message><source>shown above</source><translation>montré plus haut</translation></message>
    <message><source>single trip bond</source><translation>cautionnement d’un seul voyage</translation></message>
    <message><source>size and type {code}</source><translation>taille et type {code}</translation></message>
    <message><source>stamped PARS document</source><translation>document SEA estampillé</translation></message>
    <message><source>stamped lead sheet</source><translation>feuille maîtresse estampillée</translation></message>
    <message><source>state {value}</source><translation>état {value}</translation></message>
    <message><source>stays on board (FROB)</source><translation>reste à bord (FROB)</translation></message>
    <message><source>tare {mass}</source><translation>tare {mass}</translation></message>
    <message><source>transaction {value}</source><translation>transaction {value}</translation></message>
    <message><source>typed from paper by {who}</source><translation>saisi du papier par {who}</translation></message>
    <message><source>value {value}</source><translation>valeur {value}</translation></message>
    <message><source>value</source><translation>valeur</translation></message>
    <message><source>v{number} of {count}</source><translation>v{number} sur {count}</translation></message>
    <message><source>warehouse {place}</source><translation>entrepôt {place}</translation></message>
    <message><source>was: {before}</source><translation>était : {before}</translation></message>
    <message><source>where the goods are, or will be if referred (¶122)</source><translation>où sont les marchandises, ou seront en cas de renvoi (¶122)</translation></message>
    <message><source>yes</source><translation>oui</translation></message>
    <message><source>{arrival}, on a document of {document}</source><translation>{arrival}, sur un document de {document}</translation></message>
    <message><source>{ccn} is filed from paper. It counts as degraded data.</source><translation>{ccn} est déposé d’après le papier. Il compte comme donnée dégradée.</translation></message>
    <message><source>{code}: not in local table dated {date}</source><translation>{code} : absent du tableau local daté du {date}</translation></message>
    <message><source>{code}: {name} (table of {date})</source><translation>{code} : {name} (tableau du {date})</translation></message>
    <message><source>{count} HB</source><translation>{count} CI</translation></message>
    <message><source>{count} cargo on board</source><translation>{count} frets à bord</translation></message>
    <message><source>{count} earlier</source><translation>{count} avant</translation></message>
    <message><source>{count} fields differ from the version before.</source><translation>{count} champs diffèrent de la version précédente.</translation></message>
    <message><source>{count} later</source><translation>{count} après</translation></message>
    <message><source>{count} lines</source><translation>{count} lignes</translation></message>
    <message><source>{count}, {missing} not on file</source><translation>{count}, dont {missing} non au dossier</translation></message>
    <message><source>{feet} ft</source><translation>{feet} pi</translation></message>
    <message><source>{field}: {before} → {after}</source><translation>{field} : {before} → {after}</translation></message>
    <message><source>{first} to {last} of {count}</source><translation>{first} à {last} sur {count}</translation></message>
    <message><source>{minutes} min</source><translation>{minutes} min</translation></message>
    <message><source>{minutes} of {limit} min</source><translation>{minutes} sur {limit} min</translation></message>
    <message><source>{typed} is no HS number: 4 to 10 digits.</source><translation>{typed} n’est pas un numéro SH : 4 à 10 chiffres.</translation></message>
    <message><source>{typed} is no UN number: 4 digits.</source><translation>{typed} n’est pas un numéro ONU : 4 chiffres.</translation></message>
    <message><source>{typed} is no mass in kilograms.</source><translation>{typed} n’est pas une masse en kilogrammes.</translation></message>
    <message><source>{typed} is no number of pieces.</source><translation>{typed} n’est pas un nombre de pièces.</translation></message>
    <message><source>{typed} is no office or sub-location code: 4 digits.</source><translation>{typed} n’est pas un code de bureau ou de sous-emplacement : 4 chiffres.</translation></message>
    <message><source>{typed} is no time; type it as 2026-11-20 14:15.</source><translation>{typed} n’est pas une heure; tapez 2026-11-20 14:15.</translation></message>
    <message><source>{typed} is not known here.</source><translation>{typed} n’est pas connu ici.</translation></message>
    <message><source>Target</source><translation>Cible</translation></message>
    <message><source>Hold</source><translation>Retenue</translation></message>
    <message><source>Request</source><translation>Demande</translation></message>
    <message><source>house bill {number}</source><translation>connaissement interne {number}</translation></message>
</context>
</TS>
