<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>rules</name>
    <message><source>1 rule</source><translation>1 règle</translation></message>
    <message><source>a barcode read at the scan site</source><translation>un code à barres lu au site d’imagerie</translation></message>
    <message><source>A cargo and a conveyance of one carrier never have the same number.</source><translation>Un fret et un moyen de transport d’un transporteur n’ont jamais le même numéro.</translation></message>
    <message><source>A cargo control number contains no blanks.</source><translation>Un numéro de contrôle du fret ne contient pas d’espaces.</translation></message>
    <message><source>A cargo control number is a carrier code of four characters and a unique reference.</source><translation>Un numéro de contrôle du fret : un code de transporteur de quatre caractères et une référence unique.</translation></message>
    <message><source>A cargo is linked to one live trip (reject “linked to another trip”).</source><translation>Un fret est lié à un seul voyage en cours (rejet « lié à un autre voyage »).</translation></message>
    <message><source>A cargo number is not used again within three calendar years after its first year.</source><translation>Un numéro de fret ne resert pas pendant les trois années civiles après la première.</translation></message>
    <message><source>A cargo report is mandatory for all import cargo that is not exempt.</source><translation>Une déclaration de fret est obligatoire pour tout fret importé non exempté.</translation></message>
    <message><source>A cargo submission has a movement type or service option.</source><translation>Une transmission de fret porte un type de mouvement ou une option de service.</translation></message>
    <message><source>A cargo that goes on under another number takes its scan along, when confirmed.</source><translation>Un fret qui continue sous un autre numéro emporte son image, une fois confirmé.</translation></message>
    <message><source>A carrier without a bond has its goods released at the first port, but in three cases.</source><translation>Sans cautionnement, la mainlevée se fait au premier bureau, sauf trois cas.</translation></message>
    <message><source>A Change sends the whole record again before arrival and replaces it whole.</source><translation>Une modification retransmet tout le dossier avant l’arrivée et le remplace en entier.</translation></message>
    <message><source>A close message names only house bills that are on file.</source><translation>Un message de fermeture ne nomme que des connaissements internes au dossier.</translation></message>
    <message><source>A consolidation, back to back included, needs its house bills and the close message.</source><translation>Un groupage, même d’un seul envoi, demande ses connaissements internes et le message de fermeture.</translation></message>
    <message><source>A conveyance is changed or cancelled before the cargo that it quotes is.</source><translation>Un moyen de transport est modifié ou annulé avant le fret qu’il cite.</translation></message>
    <message><source>A conveyance quotes only cargo that is accepted and on file.</source><translation>Un moyen de transport ne cite que du fret accepté et au dossier.</translation></message>
    <message><source>A conveyance with in-transit goods alone need not send data, and is not penalised.</source><translation>Un moyen de transport en transit seulement n’a rien à transmettre, sans sanction.</translation></message>
    <message><source>A conveyance's number is not used again within the same three years.</source><translation>Un numéro de moyen de transport ne resert pas pendant les mêmes trois années.</translation></message>
    <message><source>A Delete needs the number and the kind of record alone; the rest need not agree.</source><translation>Une suppression ne demande que le numéro et la sorte ; le reste n’a pas à concorder.</translation></message>
    <message><source>A description says enough of the goods to compare an image with.</source><translation>Une description en dit assez pour y comparer une image.</translation></message>
    <message><source>a fact that only the port or the officer sees</source><translation>un fait que seul le bureau ou l’agent voit</translation></message>
    <message><source>A failed PARS that is not put right at the border moves in bond, if it may.</source><translation>Un SEA échoué non corrigé à la frontière va sous douane, si permis.</translation></message>
    <message><source>A flying truck has a highway report, paper air waybills and a bonded airline.</source><translation>Un camion volant a un rapport routier, des lettres de transport aérien et une compagnie cautionnée.</translation></message>
    <message><source>A flying truck without an air waybill: there is nothing to find it by.</source><translation>Camion volant sans lettre de transport aérien : rien pour le retrouver.</translation></message>
    <message><source>A forwarder may let a secondary notify party see the house bill.</source><translation>Un transitaire peut laisser un second destinataire d’avis voir le connaissement interne.</translation></message>
    <message><source>A full CSA load is claimed, and other goods are on board.</source><translation>Un plein chargement PAD est invoqué, et d’autres marchandises sont à bord.</translation></message>
    <message><source>A full load of CSA goods may go without transmitted data; it can still be scanned.</source><translation>Un plein chargement PAD peut aller sans données ; il peut quand même être imagé.</translation></message>
    <message><source>A full load of CSA goods needs no data; all three parties are approved.</source><translation>Plein chargement PAD : aucune donnée ; les trois parties sont approuvées.</translation></message>
    <message><source>A full load of mail needs no data.</source><translation>Un plein chargement de courrier : aucune donnée.</translation></message>
    <message><source>A generic sub-location is 9 and the code of the port.</source><translation>Un sous-emplacement générique est 9 suivi du code du bureau.</translation></message>
    <message><source>A generic sub-location is that of the office where the goods are destined.</source><translation>Un sous-emplacement générique est celui du bureau de destination.</translation></message>
    <message><source>A hold or target of another unit</source><translation>Une retenue ou cible d’une autre unité</translation></message>
    <message><source>A lead sheet has the barcode of the conveyance, or of the cargo.</source><translation>Une feuille maîtresse porte le code à barres du moyen de transport, ou du fret.</translation></message>
    <message><source>A link that is not confirmed, or two shipments that claim one scan</source><translation>Un lien non confirmé, ou deux expéditions pour une image</translation></message>
    <message><source>A loaded trailer is towed, and its owner sent no data.</source><translation>Une remorque chargée est remorquée, et son propriétaire n’a rien transmis.</translation></message>
    <message><source>a measurement in the image</source><translation>une mesure dans l’image</translation></message>
    <message><source>a message form that carries this element</source><translation>une forme de message qui porte cet élément</translation></message>
    <message><source>A number is never changed: its record is deleted and added under the new one.</source><translation>Un numéro ne change pas : on supprime le dossier et l’ajoute sous le nouveau.</translation></message>
    <message><source>A number that a cargo and a conveyance both have is asked about.</source><translation>Un numéro commun à un fret et à un moyen de transport se demande.</translation></message>
    <message><source>A number that names a rejected record names nothing that was sent.</source><translation>Un numéro de dossier rejeté ne désigne rien de transmis.</translation></message>
    <message><source>A paper A8A(B) with another number is to come</source><translation>Un A8A(B) en papier d’un autre numéro est attendu</translation></message>
    <message><source>A re-manifest replaces number and document, once CBSA approves it.</source><translation>Un nouveau manifeste remplace numéro et document, une fois approuvé par l’ASFC.</translation></message>
    <message><source>A recommendation older than the data or the scans in force</source><translation>Une recommandation plus ancienne que les données ou images en vigueur</translation></message>
    <message><source>A recommendation speaks of the data that it was signed on, and is stale without it.</source><translation>Une recommandation vaut pour les données signées, et se périme sans elles.</translation></message>
    <message><source>A recommendation speaks of the scans that were seen, and is stale when more came.</source><translation>Une recommandation vaut pour les images vues, et se périme quand il en vient.</translation></message>
    <message><source>A record may be deleted until it arrives at the port of report.</source><translation>Un dossier peut être supprimé jusqu’à l’arrivée au bureau de déclaration.</translation></message>
    <message><source>A referral cites s. 7.1 of the Customs Act: {codes}</source><translation>Un renvoi cite l’art. 7.1 de la Loi sur les douanes : {codes}</translation></message>
    <message><source>A rejected report counts as not transmitted until it is corrected and accepted.</source><translation>Un rapport rejeté vaut non transmis, jusqu’à correction et acceptation.</translation></message>
    <message><source>A rejected transmission does not use its number up.</source><translation>Une transmission rejetée n’épuise pas son numéro.</translation></message>
    <message><source>A request for information is open: {words}</source><translation>Une demande de renseignements est ouverte : {words}</translation></message>
    <message><source>A request for information that nobody answered</source><translation>Une demande de renseignements sans réponse</translation></message>
    <message><source>a scan</source><translation>une image</translation></message>
    <message><source>A scan that nothing fits is tried against every new record for a time.</source><translation>Une image que rien n’éclaire est essayée un temps avec tout nouveau dossier.</translation></message>
    <message><source>A scan that was taken before the goods changed equipment is historic.</source><translation>Une image d’avant le changement d’équipement est historique.</translation></message>
    <message><source>A scan whose record was deleted is kept; of a referred one the supervisor hears.</source><translation>Une image au dossier supprimé se garde ; d’un renvoi, le surveillant est prévenu.</translation></message>
    <message><source>a screening by the model</source><translation>une analyse par le modèle</translation></message>
    <message><source>A screening that failed is no result, and never a good one.</source><translation>Une analyse échouée n’est pas un résultat, et jamais un bon.</translation></message>
    <message><source>A seal is required here, and none is declared or seen.</source><translation>Un scellé est exigé ici, et aucun n’est déclaré ni vu.</translation></message>
    <message><source>a seal read at the scan site</source><translation>un scellé lu au site d’imagerie</translation></message>
    <message><source>a second scan, at the other border</source><translation>une seconde image, à l’autre frontière</translation></message>
    <message><source>A single trip bond is of 1,000 Canadian dollars at least, and goes with the document.</source><translation>Un cautionnement de voyage unique est d’au moins 1 000 $ CA et suit le document.</translation></message>
    <message><source>A sub-location has four digits: where the goods are, or will be if referred.</source><translation>Un sous-emplacement a quatre chiffres : où sont les marchandises, ou seront si renvoyées.</translation></message>
    <message><source>A sub-location names the inland place of release should release at the border fail.</source><translation>Un sous-emplacement nomme le lieu intérieur de mainlevée, si elle échoue à la frontière.</translation></message>
    <message><source>A target or hold of another unit stands until that unit lifts it.</source><translation>Une cible ou retenue d’une autre unité tient jusqu’à ce qu’elle la lève.</translation></message>
    <message><source>A tractor with no equipment, no goods, and not imported itself needs no data.</source><translation>Un tracteur sans équipement ni marchandises, lui-même non importé : aucune donnée.</translation></message>
    <message><source>A turn-around must come back whole, at the port that it left by.</source><translation>Un demi-tour doit revenir entier, au bureau d’où il est parti.</translation></message>
    <message><source>A warning that nobody acknowledged</source><translation>Un avertissement dont personne n’a pris acte</translation></message>
    <message><source>Above the threshold of low value, and no cargo record.</source><translation>Au-dessus du seuil de faible valeur, sans déclaration de fret.</translation></message>
    <message><source>After an accident or a shifted load the carrier calls the nearest office.</source><translation>Après un accident ou un chargement déplacé, le transporteur appelle le bureau le plus proche.</translation></message>
    <message><source>After arrival or report a decision is possible; the port is told by telephone.</source><translation>Après l’arrivée ou la déclaration, on peut décider ; le bureau est prévenu par téléphone.</translation></message>
    <message><source>air</source><translation>air</translation></message>
    <message><source>Air cargo on a truck goes by its paper air waybill, as long as that is so.</source><translation>Le fret aérien sur un camion suit sa lettre de transport aérien en papier, pour l’instant.</translation></message>
    <message><source>Air, rail and marine cargo that goes on by road in bond is re-manifested first.</source><translation>Le fret par air, rail ou mer qui continue par route sous douane reçoit d’abord un nouveau manifeste.</translation></message>
    <message><source>Airline of the flying truck bonded: yes or no</source><translation>Compagnie aérienne du camion volant cautionnée : yes ou no</translation></message>
    <message><source>All goods are reported at the first port of arrival, exempt from data or not.</source><translation>Toutes les marchandises se déclarent au premier port d’arrivée, exemptées de données ou non.</translation></message>
    <message><source>All goods that were reported are deemed to have arrived.</source><translation>Toutes les marchandises déclarées sont réputées arrivées.</translation></message>
    <message><source>all numbers in use</source><translation>tous les numéros en usage</translation></message>
    <message><source>allowed</source><translation>permis</translation></message>
    <message><source>allowed, and shows the target</source><translation>permis, et montre la cible</translation></message>
    <message><source>allowed, with the reason of a doubtful link</source><translation>permis, avec le motif du lien douteux</translation></message>
    <message><source>allowed, with the reason of missing data</source><translation>permis, avec le motif des données manquantes</translation></message>
    <message><source>Amended after arrival, version {version}.</source><translation>Modifié après l’arrivée, version {version}.</translation></message>
    <message><source>Amended after the referral, version {version}.</source><translation>Modifié après le renvoi, version {version}.</translation></message>
    <message><source>Amended after arrival, version {version}, reason {reason}.</source><translation>Modifié après l’arrivée, version {version}, motif {reason}.</translation></message>
    <message><source>Amended after the referral, version {version}, reason {reason}.</source><translation>Modifié après le renvoi, version {version}, motif {reason}.</translation></message>
    <message><source>Amended {hours} h after the discrepancy</source><translation>Corrigé {hours} h après l’écart</translation></message>
    <message><source>AMPS may apply</source><translation>Le RSAP peut s’appliquer</translation></message>
    <message><source>An A8B covers this movement, and is not for it.</source><translation>Un A8B couvre ce mouvement, et n’est pas fait pour lui.</translation></message>
    <message><source>An A8B has four copies; its seals stay whole to re-entry, and so does the load.</source><translation>Un A8B a quatre copies ; ses scellés restent intacts jusqu’au retour, le chargement aussi.</translation></message>
    <message><source>An A8B is not for offshore goods, nor for goods that change their mode.</source><translation>Un A8B n’est ni pour l’outre-mer, ni pour un changement de mode.</translation></message>
    <message><source>An Add is the first transmission of a record.</source><translation>Un ajout est la première transmission d’un dossier.</translation></message>
    <message><source>An empty conveyance of a CSA carrier with an approved driver needs no data.</source><translation>Moyen de transport PAD vide, chauffeur approuvé : aucune donnée.</translation></message>
    <message><source>An empty conveyance says so, and one that says so has no cargo.</source><translation>Un moyen de transport vide l’indique, et celui qui l’indique n’a pas de fret.</translation></message>
    <message><source>An empty conveyance sends an empty indicator; no penalty until further notice.</source><translation>Un moyen de transport vide transmet l’indicateur de vide ; sans sanction jusqu’à nouvel ordre.</translation></message>
    <message><source>An exam at the border is made in a frontier examining warehouse of that very port.</source><translation>Un examen à la frontière se fait dans un entrepôt d’examen frontalier de ce même bureau.</translation></message>
    <message><source>An image that is damaged, cut off or opaque does not show all there is.</source><translation>Une image abîmée, coupée ou opaque ne montre pas tout.</translation></message>
    <message><source>An image that nothing can be measured in counts as none.</source><translation>Une image où rien ne se mesure compte pour aucune.</translation></message>
    <message><source>An officer may let a load go in bond under convoy, at the carrier's expense.</source><translation>Un agent peut laisser aller un chargement sous douane en convoi, aux frais du transporteur.</translation></message>
    <message><source>Ancillary equipment: a dolly is no irregularity</source><translation>Équipement auxiliaire : un diabolo n’est pas une irrégularité</translation></message>
    <message><source>Any frontier port may be used: the port of report may change up to arrival.</source><translation>Tout bureau frontalier peut servir : le bureau de déclaration peut changer jusqu’à l’arrivée.</translation></message>
    <message><source>Arrives at {port}, release is asked for at {office}: it cannot be released on arrival.</source><translation>Arrive au bureau {port}, mainlevée demandée au {office} : impossible à l’arrivée.</translation></message>
    <message><source>Attached after arrival to {trip}</source><translation>Rattaché après l’arrivée à {trip}</translation></message>
    <message><source>Barcode read, as transmitted</source><translation>Code à barres lu, tel que transmis</translation></message>
    <message><source>Barcode {read}, transmitted {sent}.</source><translation>Code à barres {read}, transmis {sent}.</translation></message>
    <message><source>Barcode {read}, transmitted {sent}: one character differs.</source><translation>Code à barres {read}, transmis {sent} : un caractère diffère.</translation></message>
    <message><source>bears on confidence, urgency and place</source><translation>touche certitude, urgence et lieu</translation></message>
    <message><source>bears on the decision</source><translation>touche la décision</translation></message>
    <message><source>Between inland warehouses, after an amendment or re-manifest, no seal is needed.</source><translation>Entre entrepôts intérieurs, après modification ou nouveau manifeste, pas de scellé.</translation></message>
    <message><source>Between inland warehouses: no seal needed</source><translation>Entre entrepôts intérieurs : pas de scellé</translation></message>
    <message><source>Boards and bracing that support goods need conveyance data.</source><translation>Planches et étais qui soutiennent les marchandises : moyen de transport seul.</translation></message>
    <message><source>broken</source><translation>brisé</translation></message>
    <message><source>BSF673: {element}</source><translation>BSF673 : {element}</translation></message>
    <message><source>By road in bond: a new number is to come</source><translation>Par route sous douane : un nouveau numéro est attendu</translation></message>
    <message><source>By road, data is received and validated at least one hour before arrival.</source><translation>Par route, les données sont reçues et validées au moins une heure avant l’arrivée.</translation></message>
    <message><source>By wire or pipe</source><translation>Par fil ou conduite</translation></message>
    <message><source>Cannot be checked</source><translation>Invérifiable</translation></message>
    <message><source>Cannot be checked here</source><translation>Invérifiables ici</translation></message>
    <message><source>Cannot be checked without {what}. That is no pass.</source><translation>Invérifiable sans {what}. Ce n’est pas une réussite.</translation></message>
    <message><source>{number} is the number of this cargo and of the conveyance of {others}: a barcode can mean either.</source><translation>{number} est le numéro de ce fret et celui du moyen de transport de {others} : un code à barres est ambigu.</translation></message>
    <message><source>{shipment} may not be what this scan shows.</source><translation>Cette image ne montre peut-être pas {shipment}.</translation></message>
    <message><source>Cargo and conveyance both have the number {number}: a barcode can mean either.</source><translation>Fret et moyen de transport ont le numéro {number} : un code à barres est ambigu.</translation></message>
    <message><source>Cargo by {cargo}, conveyance by {conveyance}</source><translation>Fret de {cargo}, moyen de transport de {conveyance}</translation></message>
    <message><source>Cargo in bond has its number as a barcode on the control document.</source><translation>Le fret sous douane a son numéro en code à barres sur le document de contrôle.</translation></message>
    <message><source>Cargo not complete: {count} house bills, no close message.</source><translation>Fret incomplet : {count} connaissements internes, pas de message de fermeture.</translation></message>
    <message><source>Cargo of one mode on another: {paper} on {arrives}</source><translation>Fret d’un mode sur un autre : {paper} sur {arrives}</translation></message>
    <message><source>Cargo on one mode's document may arrive by another mode.</source><translation>Le fret sur le document d’un mode peut arriver par un autre.</translation></message>
    <message><source>Cargo that did not arrive within 90 days is to be deleted.</source><translation>Le fret non arrivé en 90 jours est à supprimer.</translation></message>
    <message><source>Cargo that goes inland by road is delivered to a type B warehouse, unless exempt.</source><translation>Le fret routier vers l’intérieur est livré à un entrepôt de type B, sauf exemption.</translation></message>
    <message><source>Cargo that was sent only after arrival, and is not exempt, was not reported in time.</source><translation>Du fret transmis après l’arrivée seulement, et non exempté, n’a pas été déclaré à temps.</translation></message>
    <message><source>Cargo {number} was not used within 90 days.</source><translation>Le fret {number} n’a pas servi en 90 jours.</translation></message>
    <message><source>Carrier code that the markings show</source><translation>Code du transporteur selon les inscriptions</translation></message>
    <message><source>Carrier code {code} is not in the local table dated {date}; the table may be old.</source><translation>Le code de transporteur {code} n’est pas dans la table locale du {date} ; elle peut être vieille.</translation></message>
    <message><source>Carrier code {code} is suspended.</source><translation>Le code de transporteur {code} est suspendu.</translation></message>
    <message><source>Carrier {code} is not bonded: the goods are released or examined at the first port of arrival only.</source><translation>Le transporteur {code} n’est pas cautionné : mainlevée ou examen au premier port d’arrivée seulement.</translation></message>
    <message><source>Carriers under CSA do not send reports of empty conveyances ahead.</source><translation>Les transporteurs PAD ne transmettent pas d’avance de rapports à vide.</translation></message>
    <message><source>CBSA asks for information by notices; release waits for the answer.</source><translation>L’ASFC demande des renseignements par avis ; la mainlevée attend la réponse.</translation></message>
    <message><source>CBSA may seal anything at any time.</source><translation>L’ASFC peut tout sceller en tout temps.</translation></message>
    <message><source>CBSA monitors whether data is in time, true, and as the source documents have it.</source><translation>L’ASFC vérifie que les données sont à temps, vraies et conformes aux documents.</translation></message>
    <message><source>Changes are made as soon as they are known, after arrival up to final release.</source><translation>Les changements se font dès qu’ils sont connus, après l’arrivée jusqu’à la mainlevée finale.</translation></message>
    <message><source>Claimed as a tractor alone, with equipment or goods on it.</source><translation>Tracteur seul invoqué, avec équipement ou marchandises.</translation></message>
    <message><source>Claimed as a tractor alone; the image shows more than a tractor.</source><translation>Tracteur seul invoqué ; l’image montre plus qu’un tracteur.</translation></message>
    <message><source>Claimed as an empty CSA carrier; a load is seen.</source><translation>Transporteur PAD vide invoqué ; un chargement se voit.</translation></message>
    <message><source>closed: only a note</source><translation>clos : une note seulement</translation></message>
    <message><source>CLVS: scans are linked to the courier's list</source><translation>PEMF : les images se lient à la liste du messager</translation></message>
    <message><source>Consigned to order: the consignee may change on the way</source><translation>Consigné à l’ordre : le destinataire peut changer en route</translation></message>
    <message><source>Consignee by the carrier's contract, as of a consolidation</source><translation>Destinataire selon le contrat du transporteur, d’un groupage</translation></message>
    <message><source>Consignee by the forwarder's contract</source><translation>Destinataire selon le contrat du transitaire</translation></message>
    <message><source>Consolidated, and house bills missing</source><translation>Groupage, et connaissements internes manquants</translation></message>
    <message><source>Consolidations may go to a bonded forwarder's CW warehouse.</source><translation>Un groupage peut aller à l’entrepôt CW d’un transitaire cautionné.</translation></message>
    <message><source>Containers in bond for export go to the exporting warehouse if they stay whole.</source><translation>Des conteneurs sous douane à exporter vont à l’entrepôt d’exportation s’ils restent intacts.</translation></message>
    <message><source>Control documents name a sub-location, but for border cargo not consolidated.</source><translation>Les documents de contrôle nomment un sous-emplacement, sauf fret non groupé à la frontière.</translation></message>
    <message><source>Control goods in bond</source><translation>Contrôler le sous-douane</translation></message>
    <message><source>Conveyance and cargo name the same port of arrival (reject “port does not match”).</source><translation>Moyen de transport et fret nomment le même bureau d’arrivée (rejet « bureau différent »).</translation></message>
    <message><source>Conveyance data is required from the carrier that operates the conveyance.</source><translation>Les données du moyen de transport viennent du transporteur qui l’exploite.</translation></message>
    <message><source>Conveyance owned or leased by the military: yes or no</source><translation>Moyen de transport militaire ou loué par l’armée : yes ou no</translation></message>
    <message><source>Conveyance reports may be sent ahead, and one changed when a truck returns empty.</source><translation>Des rapports peuvent être transmis d’avance, et l’un modifié au retour à vide.</translation></message>
    <message><source>Conveyance {crn} names no cargo, no exception, and is not declared empty.</source><translation>Le moyen de transport {crn} ne nomme ni fret ni exception, et n’est pas déclaré vide.</translation></message>
    <message><source>Conveyance {crn} quotes cargo that is not accepted and on file: {numbers}.</source><translation>Le moyen de transport {crn} cite du fret ni accepté ni au dossier : {numbers}.</translation></message>
    <message><source>Conveyances that were repaired abroad in an emergency need conveyance data.</source><translation>Moyens de transport réparés d’urgence à l’étranger : moyen de transport seul.</translation></message>
    <message><source>Convoy possible</source><translation>Convoi possible</translation></message>
    <message><source>courier</source><translation>messagerie</translation></message>
    <message><source>Courier low value goods stand on the courier's list, not in a cargo report.</source><translation>Les marchandises du PEMF sont sur la liste du messager, non dans une déclaration de fret.</translation></message>
    <message><source>CSA carrier: no reports sent ahead</source><translation>Transporteur PAD : pas de rapports d’avance</translation></message>
    <message><source>CSA carriers move inland unsealed, except to an exam on form A28.</source><translation>Les transporteurs PAD vont sans scellé, sauf vers un examen sur A28.</translation></message>
    <message><source>CSA goods in a cargo transmission name the importer's business number.</source><translation>Du PAD dans une transmission de fret nomme le numéro d’entreprise de l’importateur.</translation></message>
    <message><source>CSA goods in a mixed load need full details and the CSA indicator.</source><translation>Du PAD dans un chargement mixte : tous les détails et l’indicateur PAD.</translation></message>
    <message><source>CSA goods of {shipment} in a mixed load, without full details or indicator: not eligible for CSA.</source><translation>Du PAD de {shipment} dans un chargement mixte, sans tous les détails ou l’indicateur : non admissible au PAD.</translation></message>
    <message><source>CSA is claimed and the importer's business number is missing.</source><translation>Le PAD est invoqué et le numéro d’entreprise de l’importateur manque.</translation></message>
    <message><source>Dangerous goods are declared before arrival like all others, by UN number and class.</source><translation>Les marchandises dangereuses se déclarent d’avance comme les autres, par numéro ONU et classe.</translation></message>
    <message><source>Data ahead of arrival is for three ends: high risk, low risk, control of goods in bond.</source><translation>Les données d’avance servent trois fins : risque élevé, faible risque, contrôle sous douane.</translation></message>
    <message><source>Data in time and the conveyance's arrival are the report of section 12(1).</source><translation>Des données à temps et l’arrivée font la déclaration du paragraphe 12(1).</translation></message>
    <message><source>Data received less than one hour before the estimate has insufficient review time.</source><translation>Des données reçues moins d’une heure avant l’estimation : délai d’examen insuffisant.</translation></message>
    <message><source>Data that is sent freely for exempt goods is due in time as well.</source><translation>Des données transmises librement pour des marchandises exemptées sont aussi dues à temps.</translation></message>
    <message><source>Decided while the feed was down: confirm it, or decide again.</source><translation>Décidé pendant la panne du flux : confirmer, ou décider de nouveau.</translation></message>
    <message><source>Declared empty: {seen} of the area, as racks or dunnage may show.</source><translation>Déclaré vide : {seen} de la surface, comme des supports ou du bois peuvent montrer.</translation></message>
    <message><source>Deleted; the last full version stays readable</source><translation>Supprimé ; la dernière version entière reste lisible</translation></message>
    <message><source>disabled</source><translation>désactivée</translation></message>
    <message><source>disabled until the officer confirms the link</source><translation>désactivée tant que l’agent n’a pas confirmé le lien</translation></message>
    <message><source>disabled, unless an officer overrides it with a reason</source><translation>désactivée, sauf dérogation motivée d’un agent</translation></message>
    <message><source>Discrepancy not amended for {hours} h</source><translation>Écart non corrigé depuis {hours} h</translation></message>
    <message><source>Dollies and the like are not declared unless they are imported as goods.</source><translation>Les diabolos et semblables ne se déclarent que s’ils sont importés comme marchandises.</translation></message>
    <message><source>Domestic in-transit movements need conveyance data, without penalty (¶68).</source><translation>Mouvements intérieurs en transit : moyen de transport seul, sans sanction (¶68).</translation></message>
    <message><source>Domestic in-transit on an A8B</source><translation>Transit intérieur sur un A8B</translation></message>
    <message><source>Driver, carrier and importer approved under CSA: yes or no</source><translation>Chauffeur, transporteur et importateur approuvés PAD : yes ou no</translation></message>
    <message><source>Driver, carrier or importer is not approved under CSA.</source><translation>Chauffeur, transporteur ou importateur non approuvé PAD.</translation></message>
    <message><source>Dunnage: boards and bracing only</source><translation>Bois d’arrimage : planches et étais seulement</translation></message>
    <message><source>Electricity, oil or gas in a line has no image: the link is an error.</source><translation>Électricité, pétrole ou gaz en conduite n’ont pas d’image : le lien est une erreur.</translation></message>
    <message><source>Emergency repair abroad</source><translation>Réparation d’urgence à l’étranger</translation></message>
    <message><source>Emergency response: never delay it for an image</source><translation>Intervention d’urgence : ne jamais la retarder pour une image</translation></message>
    <message><source>Emergency vehicles, personnel and equipment need no data.</source><translation>Véhicules, personnel et matériel d’urgence : aucune donnée.</translation></message>
    <message><source>Empty containers, racks and totes of shipper or importer need conveyance data.</source><translation>Contenants, supports et bacs vides de l’expéditeur ou de l’importateur : moyen de transport seul.</translation></message>
    <message><source>Empty CSA carrier, approved driver</source><translation>Transporteur PAD vide, chauffeur approuvé</translation></message>
    <message><source>Empty tow truck: verbal report</source><translation>Dépanneuse vide : déclaration verbale</translation></message>
    <message><source>Equipment is not switched in transit, but for a breakdown or accident, reported.</source><translation>On ne change pas d’équipement en transit, sauf panne ou accident, déclarés.</translation></message>
    <message><source>Equipment {first} at entry, {last} at exit, and no incident was reported.</source><translation>Équipement {first} à l’entrée, {last} à la sortie, et aucun incident déclaré.</translation></message>
    <message><source>Errors that are found after arrival are amended at once.</source><translation>Les erreurs trouvées après l’arrivée se corrigent aussitôt.</translation></message>
    <message><source>Every carrier uses its own code: cargo and conveyance may have different ones.</source><translation>Chaque transporteur use de son code : fret et moyen de transport peuvent différer.</translation></message>
    <message><source>Every declared piece of equipment is imaged.</source><translation>Chaque équipement déclaré a son image.</translation></message>
    <message><source>Every view is screened by the model.</source><translation>Chaque vue est analysée par le modèle.</translation></message>
    <message><source>Everything that is sent is answered, by the route that it came.</source><translation>Toute transmission a sa réponse, par le même chemin.</translation></message>
    <message><source>Exceptions by the local table dated {date}</source><translation>Exceptions selon la table locale du {date}</translation></message>
    <message><source>Exempt from data, not from report</source><translation>Exempté de données, non de déclaration</translation></message>
    <message><source>Exemption claimed at the port, such as X101f</source><translation>Exemption invoquée au bureau, comme X101f</translation></message>
    <message><source>Feed: accepted. Local check: would be rejected.</source><translation>Flux : accepté. Contrôle local : serait rejeté.</translation></message>
    <message><source>Feed: no answer on file. Local check: would be rejected.</source><translation>Flux : pas de réponse au dossier. Contrôle local : serait rejeté.</translation></message>
    <message><source>Fired</source><translation>Fois</translation></message>
    <message><source>Fired on 1 item</source><translation>Déclenchée pour 1 dossier</translation></message>
    <message><source>Fired {count} times</source><translation>Déclenchée {count} fois</translation></message>
    <message><source>Fires</source><translation>Se déclenche</translation></message>
    <message><source>Fires here</source><translation>Déclenchées ici</translation></message>
    <message><source>Flying truck: found by its air waybill</source><translation>Camion volant : trouvé par sa lettre de transport aérien</translation></message>
    <message><source>For export in bond, and a seal is not whole.</source><translation>Sous douane à exporter, et un scellé n’est pas intact.</translation></message>
    <message><source>for information</source><translation>pour information</translation></message>
    <message><source>Full CSA load: data optional</source><translation>Plein chargement PAD : données facultatives</translation></message>
    <message><source>Full load of CSA goods</source><translation>Plein chargement PAD</translation></message>
    <message><source>Full loads of liquor or tobacco may go straight to a licensed manufacturer.</source><translation>Un plein chargement d’alcool ou de tabac peut aller droit chez un fabricant agréé.</translation></message>
    <message><source>Generic sub-location {place} stands for office {office}, the goods are destined to {destined}.</source><translation>Le sous-emplacement générique {place} désigne le bureau {office}, la destination est {destined}.</translation></message>
    <message><source>Goods not released and not sealed by CBSA may change vehicles without supervision.</source><translation>Des marchandises ni libérées ni scellées par l’ASFC peuvent changer de véhicule sans surveillance.</translation></message>
    <message><source>Goods of low value are exempt under the courier programme only.</source><translation>La faible valeur n’exempte que sous le PEMF.</translation></message>
    <message><source>Goods released</source><translation>Marchandises libérées</translation></message>
    <message><source>Goods reported at the port already</source><translation>Marchandises déjà déclarées au bureau</translation></message>
    <message><source>Goods that are released are closed here: a note can be made, nothing else.</source><translation>Les marchandises libérées sont closes ici : une note, rien d’autre.</translation></message>
    <message><source>Goods that arrive at another port than that of release cannot be released there.</source><translation>Des marchandises arrivées ailleurs qu’au bureau de mainlevée n’y sont pas libérées.</translation></message>
    <message><source>Goods that the regulations do not call specified need no data.</source><translation>Marchandises non déterminées par règlement : aucune donnée.</translation></message>
    <message><source>Hand-carried goods</source><translation>Marchandises transportées à la main</translation></message>
    <message><source>Hand-carried goods need no data.</source><translation>Marchandises transportées à la main : aucune donnée.</translation></message>
    <message><source>Hand-carried goods, mail, emergency, military and turned-back goods are not specified.</source><translation>Marchandises à la main, courrier, urgence, armée et demi-tours ne sont pas déterminés.</translation></message>
    <message><source>Held by another unit: {words}</source><translation>Retenu par une autre unité : {words}</translation></message>
    <message><source>highway</source><translation>route</translation></message>
    <message><source>House bill data is known to {parties}</source><translation>Connaissement interne connu de {parties}</translation></message>
    <message><source>Images of {object} came after the recommendation was signed.</source><translation>Des images de {object} sont venues après la signature.</translation></message>
    <message><source>In an outage the contingency plan applies: what is decided then is confirmed after.</source><translation>En panne, le plan d’urgence s’applique : ce qui se décide se confirme après.</translation></message>
    <message><source>In bond, the release request names a sub-location, the one that the cargo names.</source><translation>Sous douane, la demande de mainlevée nomme le même sous-emplacement que le fret.</translation></message>
    <message><source>In the custody of warehouse {place}: a referral goes there</source><translation>Sous la garde de l’entrepôt {place} : un renvoi y va</translation></message>
    <message><source>In transit only: no data due, no penalty</source><translation>Transit seulement : rien à transmettre, sans sanction</translation></message>
    <message><source>Incident reported: {words}</source><translation>Incident déclaré : {words}</translation></message>
    <message><source>Inform</source><translation>Information</translation></message>
    <message><source>Instruments of trade: racks and containers must be empty</source><translation>Instruments de trafic : supports et contenants doivent être vides</translation></message>
    <message><source>Insufficient review time: data came {minutes} min after the expected arrival.</source><translation>Délai d’examen insuffisant : données reçues {minutes} min après l’arrivée prévue.</translation></message>
    <message><source>Insufficient review time: data came {minutes} min before arrival by {mode}, not {limit}.</source><translation>Délai d’examen insuffisant : données reçues {minutes} min avant l’arrivée ({mode}), non {limit}.</translation></message>
    <message><source>Insufficient review time: received {minutes} min before the estimate, not {limit}; validated {validated} min after arrival.</source><translation>Délai d’examen insuffisant : reçues {minutes} min avant l’estimation, non {limit} ; validées {validated} min après l’arrivée.</translation></message>
    <message><source>Insufficient review time: received {minutes} min before the estimate, not {limit}; validated {validated} min before arrival.</source><translation>Délai d’examen insuffisant : reçues {minutes} min avant l’estimation, non {limit} ; validées {validated} min avant l’arrivée.</translation></message>
    <message><source>It had all it needs, and there is nothing to say.</source><translation>Elle avait tout ce qu’il lui faut, et il n’y a rien à dire.</translation></message>
    <message><source>Kept until {date}</source><translation>Gardé jusqu’au {date}</translation></message>
    <message><source>Key elements cannot be changed by message after arrival: form BSF673, within 90 days.</source><translation>Les éléments clés ne changent pas par message après l’arrivée : formulaire BSF673, dans les 90 jours.</translation></message>
    <message><source>Late: the goods are reported at the port. Tell the port by telephone.</source><translation>Retard : les marchandises sont déclarées au bureau. Le prévenir par téléphone.</translation></message>
    <message><source>Lead sheet: barcode of the cargo</source><translation>Feuille maîtresse : code à barres du fret</translation></message>
    <message><source>Lead sheet: barcode of the conveyance</source><translation>Feuille maîtresse : code à barres du moyen de transport</translation></message>
    <message><source>Let low risk through quickly</source><translation>Laisser passer le faible risque</translation></message>
    <message><source>Letter of exclusivity: items a to h that it holds</source><translation>Lettre d’exclusivité : éléments a à h qu’elle contient</translation></message>
    <message><source>Letter of exclusivity: {count} of 8 items, missing {missing}</source><translation>Lettre d’exclusivité : {count} éléments sur 8, manquent {missing}</translation></message>
    <message><source>Linked to several live trips: {trips}.</source><translation>Lié à plusieurs voyages en cours : {trips}.</translation></message>
    <message><source>Low value, not under the courier programme, and no cargo record: not exempt.</source><translation>Faible valeur, hors PEMF, sans déclaration de fret : non exempté.</translation></message>
    <message><source>Mail in a mixed load</source><translation>Courrier dans un chargement mixte</translation></message>
    <message><source>Mail in a mixed load needs conveyance data; the rest of the load cargo records.</source><translation>Courrier dans un chargement mixte : moyen de transport seul ; le reste se déclare.</translation></message>
    <message><source>Mail is claimed as a full load, and other cargo is on board.</source><translation>Un plein chargement de courrier est invoqué, et d’autre fret est à bord.</translation></message>
    <message><source>Mail, full load</source><translation>Courrier, plein chargement</translation></message>
    <message><source>Manage high risk</source><translation>Gérer le risque élevé</translation></message>
    <message><source>marine</source><translation>mer</translation></message>
    <message><source>Mass, load, material and length in the image fit what is declared.</source><translation>Masse, charge, matière et longueur de l’image concordent avec le déclaré.</translation></message>
    <message><source>Material is told by two energies.</source><translation>La matière se dit par deux énergies.</translation></message>
    <message><source>May go straight to a licensed manufacturer, without a warehouse</source><translation>Peut aller droit chez un fabricant agréé, sans entrepôt</translation></message>
    <message><source>Memorandum {edition}</source><translation>Mémorandum {edition}</translation></message>
    <message><source>Mentioned</source><translation>Mention</translation></message>
    <message><source>Military goods are exempt on a military conveyance only.</source><translation>Les marchandises militaires ne sont exemptées que sur un moyen de transport militaire.</translation></message>
    <message><source>Military goods on a military conveyance</source><translation>Marchandises militaires, moyen de transport militaire</translation></message>
    <message><source>Military goods on a military conveyance need no data; both must hold.</source><translation>Marchandises militaires sur un moyen de transport militaire : aucune donnée ; il faut les deux.</translation></message>
    <message><source>missing</source><translation>absent</translation></message>
    <message><source>Multi-modal data is due in the time frame of the mode by which the goods arrive.</source><translation>Les données multimodales sont dues dans le délai du mode d’arrivée.</translation></message>
    <message><source>Needs {what}.</source><translation>Il lui faut {what}.</translation></message>
    <message><source>Never fired on this record</source><translation>Jamais déclenchée dans ce registre</translation></message>
    <message><source>Nine further processes are those of Memorandum D3-1-1.</source><translation>Neuf autres processus relèvent du mémorandum D3-1-1.</translation></message>
    <message><source>No cargo record of {shipment} and no exception code.</source><translation>Pas de fret au dossier pour {shipment} et pas de code d’exception.</translation></message>
    <message><source>Of {shipment} there is no cargo record, only a line of the flight manifest, and no exception code.</source><translation>De {shipment}, pas de fret au dossier, seulement une ligne du manifeste de vol, et pas de code d’exception.</translation></message>
    <message><source>No image of every declared piece, viewed to the end</source><translation>Sans image de chaque pièce déclarée, vue en entier</translation></message>
    <message><source>No inland fallback named</source><translation>Pas de lieu intérieur de repli</translation></message>
    <message><source>No movement type and no service option: never taken for an import.</source><translation>Ni type de mouvement ni option de service : jamais tenu pour une importation.</translation></message>
    <message><source>No seal; control by {noted}</source><translation>Sans scellé ; contrôle par {noted}</translation></message>
    <message><source>No specified goods</source><translation>Marchandises non déterminées</translation></message>
    <message><source>No specified goods ({rows}): not expected here</source><translation>Marchandises non déterminées ({rows}) : non attendues ici</translation></message>
    <message><source>No sub-location is named where one is required.</source><translation>Aucun sous-emplacement là où il en faut un.</translation></message>
    <message><source>Not accepted: {shipment} counts as not transmitted. {reasons}</source><translation>Non accepté : {shipment} vaut non transmis. {reasons}</translation></message>
    <message><source>Note it</source><translation>Noter</translation></message>
    <message><source>Noted of this item</source><translation>Noté pour ce dossier</translation></message>
    <message><source>Number {new} takes the place of {old}: the scan and what was decided follow it.</source><translation>Le numéro {new} remplace {old} : l’image et la décision le suivent.</translation></message>
    <message><source>Number {number} was first used on {date}, for {before}; now it is used for {now}. It is free from {free} on. Confirm the link only if the scan shows the goods of now.</source><translation>Le numéro {number} a d’abord servi le {date}, pour {before} ; il sert maintenant pour {now}. Il est libre dès le {free}. Ne confirmer le lien que si l’image montre les marchandises d’aujourd’hui.</translation></message>
    <message><source>Number {number} was first used on {date} for something else; it is free from {free} on.</source><translation>Le numéro {number} a d’abord servi le {date} à autre chose ; il est libre dès le {free}.</translation></message>
    <message><source>Of a shipment that comes in several parts, each part is decided for itself.</source><translation>D’une expédition en plusieurs parties, chacune se décide pour soi.</translation></message>
    <message><source>Of several passes of one thing the newest counts; the earlier are kept.</source><translation>De plusieurs passages, le plus récent compte ; les autres se gardent.</translation></message>
    <message><source>Of tow trucks, only one with a loaded trailer needs data, from its owner.</source><translation>Des dépanneuses, seule celle d’une remorque chargée demande des données, du propriétaire.</translation></message>
    <message><source>On the compliance list: {codes}</source><translation>Sur la liste de conformité : {codes}</translation></message>
    <message><source>On this item</source><translation>Pour ce dossier</translation></message>
    <message><source>One image shows one thing, and one number of the scanner names one object.</source><translation>Une image montre une chose, et un numéro de l’appareil nomme un objet.</translation></message>
    <message><source>One shipment claims a scan, not several.</source><translation>Une seule expédition réclame une image.</translation></message>
    <message><source>One shipment on several trailers: one number, every trailer declared, and all viewed.</source><translation>Une expédition sur plusieurs remorques : un numéro, toutes déclarées, toutes vues.</translation></message>
    <message><source>Only a valid carrier code may transmit.</source><translation>Seul un code de transporteur valide peut transmettre.</translation></message>
    <message><source>Only an officer confirms which shipment a scan shows, by signing where it is strong.</source><translation>Seul un agent confirme l’expédition que montre une image, en signant si le lien est fort.</translation></message>
    <message><source>Only data that passed syntax, conformance and validation is acknowledged.</source><translation>Seules des données de syntaxe, conformité et validation justes ont un accusé.</translation></message>
    <message><source>Other modes: rail 2 hours, air 4 hours, marine 24 hours before arrival or loading.</source><translation>Autres modes : rail 2 heures, air 4 heures, mer 24 heures avant l’arrivée ou le chargement.</translation></message>
    <message><source>Override, with a reason</source><translation>Dérogation, avec motif</translation></message>
    <message><source>Paper manifests are for outages and exceptional processing only.</source><translation>Les manifestes en papier ne servent qu’en panne ou traitement exceptionnel.</translation></message>
    <message><source>Paragraph</source><translation>Paragraphe</translation></message>
    <message><source>PARS does not belong in a conveyance's number (CBSA's best practices).</source><translation>PARS n’a pas sa place dans le numéro du moyen de transport (pratiques de l’ASFC).</translation></message>
    <message><source>Penalties are not this program's: it says where they may apply and computes none.</source><translation>Les sanctions ne sont pas de ce programme : il dit où elles peuvent s’appliquer, sans les calculer.</translation></message>
    <message><source>Plate {plate} stands on trips of several carriers: {numbers}. Contracted equipment must be dedicated.</source><translation>La plaque {plate} figure sur des voyages de plusieurs transporteurs : {numbers}. L’équipement sous contrat doit être réservé.</translation></message>
    <message><source>Port changed from {before} to {after}</source><translation>Bureau changé de {before} à {after}</translation></message>
    <message><source>possible, marked as late; told by telephone</source><translation>possible, marqué en retard ; dit par téléphone</translation></message>
    <message><source>Post-arrival cargo is added to its trip, or set arrived by the office.</source><translation>Le fret après arrivée est ajouté à son voyage, ou dit arrivé par le bureau.</translation></message>
    <message><source>Post-arrival cargo: nothing was transmitted before. The port decides.</source><translation>Fret après arrivée : rien n’avait été transmis. Le bureau décide.</translation></message>
    <message><source>Process: {name}</source><translation>Processus : {name}</translation></message>
    <message><source>Proof of release: deconsolidation notice</source><translation>Preuve de mainlevée : avis de dégroupage</translation></message>
    <message><source>Proof of release: RNS message</source><translation>Preuve de mainlevée : message de notification</translation></message>
    <message><source>Proof of release: stamped PARS document</source><translation>Preuve de mainlevée : document SEA estampillé</translation></message>
    <message><source>Proof of report: reported notice</source><translation>Preuve de déclaration : avis de déclaration</translation></message>
    <message><source>Proof of report: section 12(1) report of the portal</source><translation>Preuve de déclaration : rapport du paragraphe 12(1) du portail</translation></message>
    <message><source>Proof of report: stamped lead sheet</source><translation>Preuve de déclaration : feuille maîtresse estampillée</translation></message>
    <message><source>rail</source><translation>rail</translation></message>
    <message><source>Re-manifested as {new} while referred: tell the port.</source><translation>Nouveau manifeste {new} malgré le renvoi : prévenir le bureau.</translation></message>
    <message><source>Re-manifested as {new}, and no approval is on file.</source><translation>Nouveau manifeste {new}, sans approbation au dossier.</translation></message>
    <message><source>Re-manifested as {new}, approved</source><translation>Nouveau manifeste {new}, approuvé</translation></message>
    <message><source>Received, and not accepted yet</source><translation>Reçu, pas encore accepté</translation></message>
    <message><source>Records are kept for three complete calendar years and the current one.</source><translation>Les dossiers se gardent trois années civiles entières et l’année en cours.</translation></message>
    <message><source>Referred inland to {place}: the vehicle must be sealed (form A28).</source><translation>Renvoyé à l’intérieur, à {place} : le véhicule doit être scellé (A28).</translation></message>
    <message><source>Refused entry: to go back</source><translation>Entrée refusée : à renvoyer</translation></message>
    <message><source>Refused entry; exported</source><translation>Entrée refusée ; exporté</translation></message>
    <message><source>Reject</source><translation>Rejet</translation></message>
    <message><source>Rejected on {date}; the number was not used up by it</source><translation>Rejeté le {date} ; le numéro n’en est pas épuisé</translation></message>
    <message><source>Released already, see the note</source><translation>Déjà libéré, voir la note</translation></message>
    <message><source>Released: nothing can be recommended any more, a note can be made.</source><translation>Libéré : plus rien à recommander, une note reste possible.</translation></message>
    <message><source>Removed in version {version}: {fields}</source><translation>Retiré à la version {version} : {fields}</translation></message>
    <message><source>Reported under s. 12(1): data in time, conveyance arrived</source><translation>Déclaré selon 12(1) : données à temps, moyen de transport arrivé</translation></message>
    <message><source>Reported without a review here: {numbers}</source><translation>Déclaré sans examen ici : {numbers}</translation></message>
    <message><source>Reported: what is missing now is a discrepancy</source><translation>Déclaré : ce qui manque désormais est un écart</translation></message>
    <message><source>Rule</source><translation>Règle</translation></message>
    <message><source>Rules</source><translation>Règles</translation></message>
    <message><source>Seal {number} of {equipment} is {state}.</source><translation>Le scellé {number} de {equipment} est {state}.</translation></message>
    <message><source>Seal {number} was seen on {equipment}, and nobody of customs changed it.</source><translation>Scellé {number} vu sur {equipment}, sans changement par la douane.</translation></message>
    <message><source>Sealed by customs: {numbers}</source><translation>Scellé par la douane : {numbers}</translation></message>
    <message><source>Seals are required of trusted traders, controlled goods, transit and moves to an exam.</source><translation>Scellés exigés : négociants fiables, marchandises contrôlées, transit, trajets vers un examen.</translation></message>
    <message><source>Seals at entry: {first}; at re-entry: {last}.</source><translation>Scellés à l’entrée : {first} ; au retour : {last}.</translation></message>
    <message><source>Seals that CBSA put on for an outturn check stay whole to the point of release.</source><translation>Les scellés posés par l’ASFC restent intacts jusqu’au lieu de mainlevée.</translation></message>
    <message><source>Search rules, paragraphs and words</source><translation>Chercher règles, paragraphes, mots</translation></message>
    <message><source>Sent ahead and changed: expected of an empty conveyance</source><translation>Transmis d’avance et modifié : attendu d’un moyen de transport vide</translation></message>
    <message><source>Sent freely, after the expected arrival</source><translation>Transmis librement, après l’arrivée prévue</translation></message>
    <message><source>Sent freely, {minutes} of {limit} min ahead</source><translation>Transmis librement, {minutes} min d’avance sur {limit}</translation></message>
    <message><source>Settlers' effects clear at the border or in bond, also at an office by its generic code.</source><translation>Les effets d’immigrants se dédouanent à la frontière ou sous douane, aussi à un bureau par son code générique.</translation></message>
    <message><source>Settlers' effects: a mixed image is expected</source><translation>Effets d’immigrants : une image mêlée est attendue</translation></message>
    <message><source>Severity</source><translation>Gravité</translation></message>
    <message><source>shipment data</source><translation>les données d’expédition</translation></message>
    <message><source>Silent</source><translation>Silencieuse</translation></message>
    <message><source>Single trip bond</source><translation>Cautionnement de voyage unique</translation></message>
    <message><source>Six papers or notices are proof of report or of release.</source><translation>Six papiers ou avis prouvent la déclaration ou la mainlevée.</translation></message>
    <message><source>stale, and must be made again</source><translation>périmée, à refaire</translation></message>
    <message><source>stays in force until it is withdrawn</source><translation>reste en vigueur jusqu’au retrait</translation></message>
    <message><source>Sub-location {place} is no type B warehouse.</source><translation>Le sous-emplacement {place} n’est pas un entrepôt de type B.</translation></message>
    <message><source>Sub-location {place} is not of four digits.</source><translation>Le sous-emplacement {place} n’est pas de quatre chiffres.</translation></message>
    <message><source>Taken off the courier's list after arrival: warehouse first, then release</source><translation>Retiré de la liste après l’arrivée : entrepôt d’abord, puis mainlevée</translation></message>
    <message><source>Taken off the courier's list before arrival: a cargo record is needed.</source><translation>Retiré de la liste du messager avant l’arrivée : il faut une déclaration de fret.</translation></message>
    <message><source>Target of another unit on {number}: {words}</source><translation>Cible d’une autre unité sur {number} : {words}</translation></message>
    <message><source>{number} is held by another unit: {words}</source><translation>{number} est retenu par une autre unité : {words}</translation></message>
    <message><source>Detained at destination by another unit: {words}</source><translation>Retenu à destination par une autre unité : {words}</translation></message>
    <message><source>{number} is detained at destination by another unit: {words}</source><translation>{number} est retenu à destination par une autre unité : {words}</translation></message>
    <message><source>House bill {bill} is detained at destination by another unit: {words}</source><translation>Le connaissement interne {bill} est retenu à destination par une autre unité : {words}</translation></message>
    <message><source>{number} is required for examination: {words}</source><translation>{number} doit être examiné : {words}</translation></message>
    <message><source>A request for information is open on {number}: {words}</source><translation>Une demande de renseignements est ouverte sur {number} : {words}</translation></message>
    <message><source>Target of another unit: {words}</source><translation>Cible d’une autre unité : {words}</translation></message>
    <message><source>The airline is not bonded: this is no flying truck, and needs a cargo report.</source><translation>La compagnie n’est pas cautionnée : ce n’est pas un camion volant, il faut une déclaration de fret.</translation></message>
    <message><source>the answers to what was transmitted</source><translation>les réponses aux transmissions</translation></message>
    <message><source>The barcode that is presented is the number that was transmitted.</source><translation>Le code à barres présenté est le numéro transmis.</translation></message>
    <message><source>the cargo control number</source><translation>le numéro de contrôle du fret</translation></message>
    <message><source>The cargo names port {cargo}, its conveyance port {conveyance}.</source><translation>Le fret nomme le bureau {cargo}, son moyen de transport le bureau {conveyance}.</translation></message>
    <message><source>the carrier in the local table</source><translation>le transporteur dans la table locale</translation></message>
    <message><source>the carrier that the markings show</source><translation>le transporteur selon les inscriptions</translation></message>
    <message><source>the carrier's programmes</source><translation>les programmes du transporteur</translation></message>
    <message><source>The chosen rule</source><translation>La règle choisie</translation></message>
    <message><source>The close message names house bills that are not on file: {numbers}.</source><translation>Le message de fermeture nomme des connaissements internes absents du dossier : {numbers}.</translation></message>
    <message><source>the consignee</source><translation>le destinataire</translation></message>
    <message><source>the conveyance reference number</source><translation>le numéro de référence du moyen de transport</translation></message>
    <message><source>the conveyance report</source><translation>le rapport du moyen de transport</translation></message>
    <message><source>The conveyance's number begins with a carrier code, as the cargo's does.</source><translation>Le numéro du moyen de transport commence par un code de transporteur, comme celui du fret.</translation></message>
    <message><source>The conveyance's number has the code of the carrier that arrives at the border.</source><translation>Le numéro du moyen de transport porte le code du transporteur qui se présente à la frontière.</translation></message>
    <message><source>The conveyance's number {crn} says PARS: the release may hang on it.</source><translation>Le numéro de moyen de transport {crn} dit PARS : la mainlevée peut y tenir.</translation></message>
    <message><source>the equipment</source><translation>l’équipement</translation></message>
    <message><source>the exception code in the local table</source><translation>le code d’exception dans la table locale</translation></message>
    <message><source>The feed is down. Data is as of {time} UTC; what is decided now must be confirmed when it is back.</source><translation>Le flux est en panne. Données de {time} UTC ; ce qui se décide maintenant devra être confirmé.</translation></message>
    <message><source>the form of the control document</source><translation>la forme du document de contrôle</translation></message>
    <message><source>the goods lines with their codes</source><translation>les lignes de marchandises et leurs codes</translation></message>
    <message><source>The goods went to other equipment after this scan: it shows what was, not what is.</source><translation>Les marchandises ont changé d’équipement après cette image : elle montre le passé.</translation></message>
    <message><source>the house bills</source><translation>les connaissements internes</translation></message>
    <message><source>The markings show {seen}, the conveyance's number says {code}. Is there a contract of exclusivity?</source><translation>Les inscriptions montrent {seen}, le numéro du moyen de transport dit {code}. Y a-t-il un contrat d’exclusivité ?</translation></message>
    <message><source>the movement type</source><translation>le type de mouvement</translation></message>
    <message><source>The number of a company seal is always sent on the conveyance report.</source><translation>Le numéro d’un scellé d’entreprise figure toujours au rapport du moyen de transport.</translation></message>
    <message><source>The number of a seal is noted correctly, on goods in bond above all.</source><translation>Le numéro d’un scellé est noté exactement, surtout sous douane.</translation></message>
    <message><source>the number of pieces</source><translation>le nombre de pièces</translation></message>
    <message><source>The number {number} contains a blank.</source><translation>Le numéro {number} contient une espace.</translation></message>
    <message><source>the office in the local table</source><translation>le bureau dans la table locale</translation></message>
    <message><source>the place of the exam</source><translation>le lieu de l’examen</translation></message>
    <message><source>the port of arrival</source><translation>le bureau d’arrivée</translation></message>
    <message><source>the port of destination</source><translation>le bureau de destination</translation></message>
    <message><source>the port of release</source><translation>le bureau de mainlevée</translation></message>
    <message><source>the process in the local table</source><translation>le processus dans la table locale</translation></message>
    <message><source>The release is not on file or was rejected, and no inland place is named: refer, or wait.</source><translation>La mainlevée manque ou fut rejetée, sans lieu intérieur nommé : renvoyer, ou attendre.</translation></message>
    <message><source>The release is not on file or was rejected: goods may go in bond to {place}.</source><translation>La mainlevée manque ou fut rejetée : les marchandises peuvent aller sous douane à {place}.</translation></message>
    <message><source>the release request</source><translation>la demande de mainlevée</translation></message>
    <message><source>The release request names no sub-location.</source><translation>La demande de mainlevée ne nomme pas de sous-emplacement.</translation></message>
    <message><source>The release request names {asked}, the cargo {own}.</source><translation>La demande de mainlevée nomme {asked}, le fret {own}.</translation></message>
    <message><source>The reported notice names the cargo that arrived: the carrier's proof of report.</source><translation>L’avis de déclaration nomme le fret arrivé : la preuve du transporteur.</translation></message>
    <message><source>the state of the feed</source><translation>l’état du flux</translation></message>
    <message><source>the state of the other cargo on the conveyance</source><translation>l’état de l’autre fret à bord</translation></message>
    <message><source>the sub-location</source><translation>le sous-emplacement</translation></message>
    <message><source>The text says {said} pieces in all, {declared} are declared.</source><translation>Le texte dit {said} pièces en tout, {declared} sont déclarées.</translation></message>
    <message><source>The text says {said} trailers, {declared} are declared.</source><translation>Le texte dit {said} remorques, {declared} sont déclarées.</translation></message>
    <message><source>the threshold in the local table</source><translation>le seuil dans la table locale</translation></message>
    <message><source>the time frame in the local table</source><translation>le délai dans la table locale</translation></message>
    <message><source>The time of a scan fits arrival, file and sealing; it is never corrected.</source><translation>L’heure d’une image concorde avec arrivée, fichier et scellé ; jamais corrigée.</translation></message>
    <message><source>the time of arrival</source><translation>l’heure d’arrivée</translation></message>
    <message><source>the time zone of a time</source><translation>le fuseau d’une heure</translation></message>
    <message><source>the value in Canadian dollars</source><translation>la valeur en dollars canadiens</translation></message>
    <message><source>The warehouse certifies the arrival; from then on it answers for the goods.</source><translation>L’entrepôt atteste l’arrivée ; dès lors il répond des marchandises.</translation></message>
    <message><source>the warehouse in the local table</source><translation>l’entrepôt dans la table locale</translation></message>
    <message><source>The weights of the lines add up to that of the shipment.</source><translation>Les poids des lignes font celui de l’expédition.</translation></message>
    <message><source>There are codes of bonded and of non-bonded carriers.</source><translation>Il y a des codes de transporteurs cautionnés et non cautionnés.</translation></message>
    <message><source>To arrive under another's code needs an exclusive contract with its own equipment.</source><translation>Arriver sous le code d’un autre demande un contrat d’exclusivité et un équipement réservé.</translation></message>
    <message><source>To the forwarder's warehouse {place}</source><translation>Vers l’entrepôt du transitaire {place}</translation></message>
    <message><source>Tow truck</source><translation>Dépanneuse</translation></message>
    <message><source>Tow truck with a disabled tractor: its owner may send empty conveyance data</source><translation>Dépanneuse avec un tracteur en panne : son propriétaire peut transmettre un moyen de transport vide</translation></message>
    <message><source>Tow truck with a loaded trailer: its owner sends cargo and conveyance</source><translation>Dépanneuse avec une remorque chargée : son propriétaire transmet fret et moyen de transport</translation></message>
    <message><source>Tow truck with a private car: verbal report</source><translation>Dépanneuse avec une voiture privée : déclaration verbale</translation></message>
    <message><source>Tow truck with an empty trailer: its owner may send conveyance data</source><translation>Dépanneuse avec une remorque vide : son propriétaire peut transmettre un moyen de transport</translation></message>
    <message><source>Tow truck: nothing, car, tractor, empty_trailer, loaded_trailer</source><translation>Dépanneuse : nothing, car, tractor, empty_trailer, loaded_trailer</translation></message>
    <message><source>Tractor alone</source><translation>Tracteur seul</translation></message>
    <message><source>Turn-around whole and back at the same port: yes or no</source><translation>Demi-tour entier, de retour au même bureau : yes ou no</translation></message>
    <message><source>Turned around by US CBP</source><translation>Demi-tour imposé par l’US CBP</translation></message>
    <message><source>Typed from a paper manifest</source><translation>Saisi d’un manifeste en papier</translation></message>
    <message><source>Unconfirmed: no answer yet</source><translation>Non confirmé : pas encore de réponse</translation></message>
    <message><source>Unlinked cargo: no conveyance report names {shipment}.</source><translation>Fret non lié : aucun rapport de moyen de transport ne nomme {shipment}.</translation></message>
    <message><source>US goods through Canada go with a bonded carrier, or with a single trip authorization.</source><translation>Les marchandises des É.-U. en transit vont par transporteur cautionné ou autorisation de voyage unique.</translation></message>
    <message><source>Validated {minutes} min after arrival.</source><translation>Validées {minutes} min après l’arrivée.</translation></message>
    <message><source>Validated {minutes} min before arrival, not {limit}.</source><translation>Validées {minutes} min avant l’arrivée, non {limit}.</translation></message>
    <message><source>Value {value} {currency} is above the courier programme's {most}.</source><translation>La valeur de {value} {currency} dépasse les {most} du PEMF.</translation></message>
    <message><source>Version 1, as added</source><translation>Version 1, telle qu’ajoutée</translation></message>
    <message><source>Warn</source><translation>Avertissement</translation></message>
    <message><source>What comes by wire or pipe needs no data, and no image can show it.</source><translation>Ce qui vient par fil ou conduite n’a pas de données, et aucune image ne le montre.</translation></message>
    <message><source>what has been reviewed</source><translation>ce qui a été examiné ici</translation></message>
    <message><source>What is declared empty shows no load in the image.</source><translation>Ce qui est déclaré vide ne montre pas de chargement dans l’image.</translation></message>
    <message><source>What is declared must be true, accurate and complete (Customs Act, s. 7.1).</source><translation>Ce qui est déclaré doit être véridique, exact et complet (Loi sur les douanes, art. 7.1).</translation></message>
    <message><source>What is missing in a newer version was removed; nothing is kept from the older one.</source><translation>Ce qui manque à une version plus récente a été retiré ; rien ne reste de l’ancienne.</translation></message>
    <message><source>What is refused admission goes straight back to the United States.</source><translation>Ce qui est refusé retourne aussitôt aux États-Unis.</translation></message>
    <message><source>What it asks for</source><translation>Ce qu’elle demande</translation></message>
    <message><source>What leaves the courier's list after arrival sends no data: the warehouse arrives it.</source><translation>Ce qui quitte la liste après l’arrivée ne se transmet pas : l’entrepôt en atteste l’arrivée.</translation></message>
    <message><source>What leaves the courier's list before arrival needs full data within the time frame.</source><translation>Ce qui quitte la liste du messager avant l’arrivée demande toutes les données, dans le délai.</translation></message>
    <message><source>What reads like dangerous goods is declared as such.</source><translation>Ce qui se lit comme dangereux est déclaré tel.</translation></message>
    <message><source>What the US refused comes back whole, by the same port, without data.</source><translation>Ce que les É.-U. ont refusé revient entier, par le même bureau, sans données.</translation></message>
    <message><source>What this program itself would reject in a record is shown beside what the feed says.</source><translation>Ce que ce programme rejetterait s’affiche à côté de ce que dit le flux.</translation></message>
    <message><source>What was sent for a record and could not be applied is told.</source><translation>Ce qui fut transmis et n’a pu être appliqué se dit.</translation></message>
    <message><source>what was transmitted so far</source><translation>ce qui a été transmis jusqu’ici</translation></message>
    <message><source>when the data was validated</source><translation>l’heure de validation des données</translation></message>
    <message><source>when the scan was taken</source><translation>l’heure de l’image</translation></message>
    <message><source>Where one scan shows several shipments, a decision says which it speaks of.</source><translation>Quand une image montre plusieurs expéditions, une décision dit de laquelle elle parle.</translation></message>
    <message><source>Where other pieces are found than were sent, it is reported at once.</source><translation>Un nombre de pièces autre que transmis se déclare aussitôt.</translation></message>
    <message><source>Where sealing is impracticable, packages are bound or serial numbers noted on A28.</source><translation>Où sceller est impraticable, on lie les colis ou note les numéros de série sur l’A28.</translation></message>
    <message><source>whether the airline is bonded</source><translation>si la compagnie aérienne est cautionnée</translation></message>
    <message><source>whether the carrier is bonded</source><translation>si le transporteur est cautionné</translation></message>
    <message><source>which cargo is CSA</source><translation>quel fret relève du PAD</translation></message>
    <message><source>Which exceptions there are stands in a table that is not public; ours is local.</source><translation>La table des exceptions n’est pas publique ; la nôtre est locale.</translation></message>
    <message><source>Which rules are listed</source><translation>Règles affichées</translation></message>
    <message><source>While the driver waits, form BSF673 is handed in at the port, twice.</source><translation>Tandis que le chauffeur attend, le BSF673 se remet au bureau, en double.</translation></message>
    <message><source>who applied and saw the seals</source><translation>qui a posé et vu les scellés</translation></message>
    <message><source>Who the consignee is depends on the contract: carrier, consolidated, deconsolidated.</source><translation>Le destinataire dépend du contrat : transporteur, groupé, dégroupé.</translation></message>
    <message><source>With a single trip bond the goods go inland under another number, on paper.</source><translation>Avec un cautionnement de voyage unique, les marchandises vont à l’intérieur sous un autre numéro, sur papier.</translation></message>
    <message><source>{code} is bonded</source><translation>{code} est cautionné</translation></message>
    <message><source>{code} is not bonded</source><translation>{code} n’est pas cautionné</translation></message>
    <message><source>{code} is not bonded, and no single trip authorization is named.</source><translation>{code} n’est pas cautionné, et aucune autorisation de voyage unique n’est nommée.</translation></message>
    <message><source>{count} rules</source><translation>{count} règles</translation></message>
    <message><source>{found} pieces found, {declared} declared; told by {by}.</source><translation>{found} pièces trouvées, {declared} déclarées ; dit par {by}.</translation></message>
    <message><source>{place} is no examining warehouse of port {port}, where the goods arrive.</source><translation>{place} n’est pas un entrepôt d’examen du bureau {port}, où arrivent les marchandises.</translation></message>
    <message><source>{place}: generic, {name} {office}</source><translation>{place} : générique, {name} {office}</translation></message>
    <message><source>{shipment} may have been filed anew as {numbers}.</source><translation>{shipment} a peut-être été refait sous {numbers}.</translation></message>
    <message><source>UN {number} is declared as class {declared}; it is of class {known}.</source><translation>ONU {number} est déclaré en classe {declared}; il est de classe {known}.</translation></message>
    <message><source>the time of loading aboard the ship</source><translation>l’heure du chargement à bord du navire</translation></message>
    <message><source>Target of another unit on house bill {bill}: {words}</source><translation>Cible d’une autre unité sur le connaissement interne {bill} : {words}</translation></message>
    <message><source>House bill {bill} is held by another unit: {words}</source><translation>Le connaissement interne {bill} est retenu par une autre unité : {words}</translation></message>
    <message><source>House bill {bill} is required for examination: {words}</source><translation>Le connaissement interne {bill} est requis pour examen : {words}</translation></message>
    <message><source>Required for examination: {words}</source><translation>Requis pour examen : {words}</translation></message>
    <message><source>Targets or holds of other units on {count} house bills: {bills}.</source><translation>Cibles ou retenues d’autres unités sur {count} connaissements internes : {bills}.</translation></message>
    <message><source>Target or hold of another unit on other cargo in the same equipment: {numbers}.</source><translation>Cible ou retenue d’une autre unité sur un autre fret du même équipement : {numbers}.</translation></message>
    <message><source>A request for information is open on house bill {bill}: {words}</source><translation>Une demande de renseignements est ouverte sur le connaissement interne {bill} : {words}</translation></message>
    <message><source>Requests for information are open on {count} house bills: {bills}.</source><translation>Des demandes de renseignements sont ouvertes sur {count} connaissements internes : {bills}.</translation></message>
    <message><source>Target or hold of another unit on the cargo that this lies in: {numbers}.</source><translation>Cible ou retenue d’une autre unité sur le fret qui contient ceci : {numbers}.</translation></message>
    <message><source>A request for information is open on the cargo that this lies in: {numbers}.</source><translation>Une demande de renseignements est ouverte sur le fret qui contient ceci : {numbers}.</translation></message>
    <message><source>A request for information is open on other cargo in the same equipment: {numbers}.</source><translation>Une demande de renseignements est ouverte sur un autre fret du même équipement : {numbers}.</translation></message>
    <message><source>The description “{goods}” of house bill {bill} is too vague to compare the image with.</source><translation>La description « {goods} » du connaissement interne {bill} est trop vague pour la comparer à l’image.</translation></message>
    <message><source>{count} house bills have descriptions too vague to compare the image with: {bills}.</source><translation>{count} connaissements internes ont des descriptions trop vagues pour les comparer à l’image : {bills}.</translation></message>
    <message><source>Dangerous goods in house bill {bill}: UN {numbers}.</source><translation>Marchandises dangereuses au connaissement interne {bill} : ONU {numbers}.</translation></message>
    <message><source>Dangerous goods in {count} house bills ({bills}): UN {numbers}.</source><translation>Marchandises dangereuses dans {count} connaissements internes ({bills}) : ONU {numbers}.</translation></message>
    <message><source>Possible dangerous goods without a UN number in house bill {bill}: {goods}.</source><translation>Marchandises dangereuses possibles sans numéro ONU au connaissement interne {bill} : {goods}.</translation></message>
    <message><source>Possible dangerous goods without a UN number in {count} house bills: {bills}.</source><translation>Marchandises dangereuses possibles sans numéro ONU dans {count} connaissements internes : {bills}.</translation></message>
    <message><source>House bill {bill} is named and not on file: the cargo is incomplete.</source><translation>Le connaissement interne {bill} est nommé et absent du dossier : le fret est incomplet.</translation></message>
    <message><source>{count} house bills are named and not on file: {bills}.</source><translation>{count} connaissements internes sont nommés et absents du dossier : {bills}.</translation></message>
</context>
</TS>
