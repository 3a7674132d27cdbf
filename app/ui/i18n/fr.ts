<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>1 is a guess, 5 is sure</source><translation>1 : supposition, 5 : certitude</translation></message>
    <message><source>1 notice</source><translation>1 avis</translation></message>
    <message><source>1 part missing</source><translation>1 élément manque</translation></message>
    <message><source>1 view, {energies}</source><translation>1 vue, {energies}</translation></message>
    <message><source>Account</source><translation>Compte</translation></message>
    <message><source>Acknowledge</source><translation>Prendre acte</translation></message>
    <message><source>Acknowledge the first open notice</source><translation>Prendre acte du premier avis ouvert</translation></message>
    <message><source>Acknowledged</source><translation>Acte pris</translation></message>
    <message><source>added by you</source><translation>ajouté par vous</translation></message>
    <message><source>Agree</source><translation>Accord</translation></message>
    <message><source>Air</source><translation>Aérien</translation></message>
    <message><source>air waybill</source><translation>lettre de transport aérien</translation></message>
    <message><source>All</source><translation>Tout</translation></message>
    <message><source>All saved</source><translation>Tout enregistré</translation></message>
    <message><source>Amend</source><translation>Corriger</translation></message>
    <message><source>Amend what was signed</source><translation>Corriger ce qui a été signé</translation></message>
    <message><source>Arrow</source><translation>Flèche</translation></message>
    <message><source>Ask for data</source><translation>Demander</translation></message>
    <message><source>Back</source><translation>Retour</translation></message>
    <message><source>Back in review: {what}</source><translation>À régler d’abord : {what}</translation></message>
    <message><source>Back, keeps the draft</source><translation>Retour, garde le brouillon</translation></message>
    <message><source>Bare image while held</source><translation>Image nue tant que tenue</translation></message>
    <message><source>Blocked</source><translation>Bloqués</translation></message>
    <message><source>Blocks release</source><translation>Bloquant</translation></message>
    <message><source>both energies</source><translation>deux énergies</translation></message>
    <message><source>Box</source><translation>Rectangle</translation></message>
    <message><source>Caps lock is on</source><translation>Le verrouillage des majuscules est actif</translation></message>
    <message><source>Carrier</source><translation>Transporteur</translation></message>
    <message><source>CCN</source><translation>NCF</translation></message>
    <message><source>choose</source><translation>choisir</translation></message>
    <message><source>Click to take this reason off</source><translation>Cliquer pour retirer ce motif</translation></message>
    <message><source>Colour</source><translation>Couleur</translation></message>
    <message><source>Command, scan or shipment</source><translation>Commande, image, expédition</translation></message>
    <message><source>Confidence</source><translation>Certitude</translation></message>
    <message><source>Confirm</source><translation>Confirmer</translation></message>
    <message><source>Confirm the link of scan and shipment</source><translation>Confirmer le lien de l’image et de l’expédition</translation></message>
    <message><source>Confirmed</source><translation>Confirmé</translation></message>
    <message><source>Conflict</source><translation>Conflit</translation></message>
    <message><source>Consignee</source><translation>Destinataire</translation></message>
    <message><source>Container</source><translation>Conteneur</translation></message>
    <message><source>container</source><translation>conteneur</translation></message>
    <message><source>Conveyance</source><translation>NRMT</translation></message>
    <message><source>Courier</source><translation>Messagerie</translation></message>
    <message><source>CRN</source><translation>NRMT</translation></message>
    <message><source>Ctrl</source><translation>Ctrl</translation></message>
    <message><source>Data asked for</source><translation>Données demandées</translation></message>
    <message><source>Data v{version}</source><translation>Données v{version}</translation></message>
    <message><source>Decide</source><translation>Décider</translation></message>
    <message><source>Declared</source><translation>Déclaré</translation></message>
    <message><source>declared empty</source><translation>déclaré vide</translation></message>
    <message><source>Declared goods</source><translation>Marchandises déclarées</translation></message>
    <message><source>Dense</source><translation>Dense</translation></message>
    <message><source>Disagree</source><translation>Désaccord</translation></message>
    <message><source>Documents</source><translation>Documents</translation></message>
    <message><source>Dog</source><translation>Chien</translation></message>
    <message><source>Draw a mark with {key}.</source><translation>Tracer une marque avec {key}.</translation></message>
    <message><source>Ellipse</source><translation>Ellipse</translation></message>
    <message><source>English or French</source><translation>Anglais ou français</translation></message>
    <message><source>Enter</source><translation>Entrée</translation></message>
    <message><source>Equipment</source><translation>Équipement</translation></message>
    <message><source>Esc</source><translation>Échap</translation></message>
    <message><source>Everywhere</source><translation>Partout</translation></message>
    <message><source>Exam</source><translation>Examen</translation></message>
    <message><source>filter</source><translation>filtrer</translation></message>
    <message><source>Filter text</source><translation>Filtrer</translation></message>
    <message><source>Find</source><translation>Chercher</translation></message>
    <message><source>Find a command, scan or shipment</source><translation>Chercher une commande, une image, une expédition</translation></message>
    <message><source>Findings</source><translation>Repérages</translation></message>
    <message><source>Findings on or off</source><translation>Repérages affichés ou non</translation></message>
    <message><source>Fit</source><translation>Ajuster</translation></message>
    <message><source>Flagged</source><translation>Signalés</translation></message>
    <message><source>Free</source><translation>Libre</translation></message>
    <message><source>Freehand</source><translation>Main levée</translation></message>
    <message><source>from a notice</source><translation>d’un avis</translation></message>
    <message><source>from declared / seen</source><translation>de déclaré / vu</translation></message>
    <message><source>from finding M{number}</source><translation>du repérage M{number}</translation></message>
    <message><source>from mark {number}</source><translation>de la marque {number}</translation></message>
    <message><source>from notice ¶{paragraph}</source><translation>de l’avis ¶{paragraph}</translation></message>
    <message><source>Full unload</source><translation>Complet</translation></message>
    <message><source>Grey</source><translation>Gris</translation></message>
    <message><source>Gross</source><translation>Brut</translation></message>
    <message><source>Group</source><translation>Grouper</translation></message>
    <message><source>Group: mode</source><translation>Groupes : mode</translation></message>
    <message><source>Group: none</source><translation>Groupes : aucun</translation></message>
    <message><source>Group: port</source><translation>Groupes : bureau</translation></message>
    <message><source>Hand back</source><translation>Rendre</translation></message>
    <message><source>hand back</source><translation>rendre</translation></message>
    <message><source>Heat map on or off</source><translation>Carte de chaleur affichée ou non</translation></message>
    <message><source>Hold Space: bare image</source><translation>Maintenir Espace : image nue</translation></message>
    <message><source>HS</source><translation>SH</translation></message>
    <message><source>Image</source><translation>Image</translation></message>
    <message><source>Image again</source><translation>Autre image</translation></message>
    <message><source>In groups, by time left within</source><translation>Par groupes, puis par temps restant</translation></message>
    <message><source>Invert</source><translation>Inverser</translation></message>
    <message><source>inverted</source><translation>inversé</translation></message>
    <message><source>Item</source><translation>Dossier</translation></message>
    <message><source>Key card</source><translation>Carte des touches</translation></message>
    <message><source>Key {key}</source><translation>Touche {key}</translation></message>
    <message><source>Late</source><translation>Retard</translation></message>
    <message><source>left</source><translation>gauche</translation></message>
    <message><source>Level</source><translation>Niveaux</translation></message>
    <message><source>Life safety</source><translation>Vies en jeu</translation></message>
    <message><source>Light</source><translation>Léger</translation></message>
    <message><source>Link</source><translation>Lien</translation></message>
    <message><source>Lock</source><translation>Verrouiller</translation></message>
    <message><source>Locked. The clock of the review stands still.</source><translation>Verrouillé. L’horloge de l’examen est arrêtée.</translation></message>
    <message><source>Look</source><translation>Regarder</translation></message>
    <message><source>Lossless</source><translation>Sans perte</translation></message>
    <message><source>Lossless, one energy</source><translation>Sans perte, une énergie</translation></message>
    <message><source>Marine</source><translation>Maritime</translation></message>
    <message><source>Mark</source><translation>Marquer</translation></message>
    <message><source>Material, classic</source><translation>Matière, classique</translation></message>
    <message><source>Metal</source><translation>Métal</translation></message>
    <message><source>Mine</source><translation>À moi</translation></message>
    <message><source>Mine, open</source><translation>À moi, ouvert</translation></message>
    <message><source>Mode</source><translation>Mode</translation></message>
    <message><source>Model</source><translation>Modèle</translation></message>
    <message><source>Model unknown</source><translation>Modèle inconnu</translation></message>
    <message><source>Model unknown: {why}. Look as if there were no model.</source><translation>Modèle inconnu : {why}. Regarder comme sans modèle.</translation></message>
    <message><source>N takes {goods}.</source><translation>N prend {goods}.</translation></message>
    <message><source>N takes {time}, {goods}.</source><translation>N prend {time}, {goods}.</translation></message>
    <message><source>new mark</source><translation>nouvelle marque</translation></message>
    <message><source>Next</source><translation>Suivant</translation></message>
    <message><source>Next finding</source><translation>Repérage suivant</translation></message>
    <message><source>Next item</source><translation>Dossier suivant</translation></message>
    <message><source>Next part of the screen</source><translation>Partie suivante de l’écran</translation></message>
    <message><source>Next view or trailer</source><translation>Vue ou remorque suivante</translation></message>
    <message><source>Next {time}</source><translation>Suivant {time}</translation></message>
    <message><source>Next: claim and open</source><translation>Suivant : prendre et ouvrir</translation></message>
    <message><source>No decision</source><translation>Sans décision</translation></message>
    <message><source>No decision made</source><translation>Sans décision</translation></message>
    <message><source>No description</source><translation>Sans description</translation></message>
    <message><source>No image</source><translation>Pas d’image</translation></message>
    <message><source>No item is open in the window.</source><translation>Aucun dossier n’est ouvert dans la fenêtre.</translation></message>
    <message><source>No line fits this filter. 0 shows all.</source><translation>Aucune ligne ne passe ce filtre. 0 montre tout.</translation></message>
    <message><source>No mode</source><translation>Sans mode</translation></message>
    <message><source>No model</source><translation>Pas de modèle</translation></message>
    <message><source>No notices</source><translation>Aucun avis</translation></message>
    <message><source>No number read</source><translation>Aucun numéro lu</translation></message>
    <message><source>No port</source><translation>Sans bureau</translation></message>
    <message><source>no reason given</source><translation>sans raison donnée</translation></message>
    <message><source>No scan here yet</source><translation>Pas encore d’image</translation></message>
    <message><source>No time</source><translation>Sans heure</translation></message>
    <message><source>None</source><translation>Aucun</translation></message>
    <message><source>None declared</source><translation>Aucun déclaré</translation></message>
    <message><source>None: nothing declared fits</source><translation>Aucun : rien de déclaré n’y répond</translation></message>
    <message><source>Not here yet</source><translation>Pas encore là</translation></message>
    <message><source>Not on record yet: {why}. Nothing is lost; it is tried again.</source><translation>Pas encore au registre : {why}. Rien n’est perdu ; nouvel essai en cours.</translation></message>
    <message><source>Not saved</source><translation>Non enregistré</translation></message>
    <message><source>Not screened yet</source><translation>Pas encore analysé</translation></message>
    <message><source>Note</source><translation>Note</translation></message>
    <message><source>Note to the port</source><translation>Note au bureau</translation></message>
    <message><source>nothing came through</source><translation>rien ne traverse</translation></message>
    <message><source>Nothing flagged</source><translation>Aucune anomalie signalée</translation></message>
    <message><source>Nothing flagged by the model. What you see counts.</source><translation>Aucune anomalie signalée par le modèle. Ce que vous voyez compte.</translation></message>
    <message><source>Nothing found</source><translation>Rien trouvé</translation></message>
    <message><source>Nothing is waiting.</source><translation>Rien n’attend.</translation></message>
    <message><source>Nothing is waiting. New scans appear here by themselves.</source><translation>Rien n’attend. Les nouvelles images paraissent ici d’elles-mêmes.</translation></message>
    <message><source>Nothing missing.</source><translation>Rien ne manque.</translation></message>
    <message><source>Nothing missing. Goes to {place}.</source><translation>Rien ne manque. Destination : {place}.</translation></message>
    <message><source>Nothing to compare: no image, no shipment data.</source><translation>Rien à comparer : ni image ni données d’expédition.</translation></message>
    <message><source>Nothing to compare: no image.</source><translation>Rien à comparer : pas d’image.</translation></message>
    <message><source>Nothing to compare: no shipment data.</source><translation>Rien à comparer : pas de données d’expédition.</translation></message>
    <message><source>Nothing to compare.</source><translation>Rien à comparer.</translation></message>
    <message><source>Nothing was declared for this scan.</source><translation>Rien n’a été déclaré pour cette image.</translation></message>
    <message><source>Notices</source><translation>Avis</translation></message>
    <message><source>On line</source><translation>En ligne</translation></message>
    <message><source>One energy</source><translation>Une énergie</translation></message>
    <message><source>one energy</source><translation>une énergie</translation></message>
    <message><source>One energy: no material</source><translation>Une énergie : pas de matière</translation></message>
    <message><source>One to one</source><translation>Un pour un</translation></message>
    <message><source>open</source><translation>ouvrir</translation></message>
    <message><source>Open this line</source><translation>Ouvrir cette ligne</translation></message>
    <message><source>Open: {time}, {goods}</source><translation>Ouvrir : {time}, {goods}</translation></message>
    <message><source>optional</source><translation>facultatif</translation></message>
    <message><source>Organic</source><translation>Organique</translation></message>
    <message><source>Other dept</source><translation>Autre</translation></message>
    <message><source>Pan</source><translation>Déplacer</translation></message>
    <message><source>Parcel</source><translation>Colis</translation></message>
    <message><source>parcel number</source><translation>numéro de colis</translation></message>
    <message><source>Partial unload</source><translation>Partiel</translation></message>
    <message><source>Password</source><translation>Mot de passe</translation></message>
    <message><source>Penetration</source><translation>Pénétration</translation></message>
    <message><source>penetration {share}</source><translation>pénétration {share}</translation></message>
    <message><source>Place</source><translation>Lieu</translation></message>
    <message><source>Port</source><translation>Bureau</translation></message>
    <message><source>Port and warehouse</source><translation>Bureau et entrepôt</translation></message>
    <message><source>Port {port}</source><translation>Bureau {port}</translation></message>
    <message><source>Presets, 1 to 9</source><translation>Préréglages, 1 à 9</translation></message>
    <message><source>Previous finding</source><translation>Repérage précédent</translation></message>
    <message><source>Priority</source><translation>Prioritaire</translation></message>
    <message><source>Probable</source><translation>Probable</translation></message>
    <message><source>PROTECTED B</source><translation>PROTÉGÉ B</translation></message>
    <message><source>Queue</source><translation>File</translation></message>
    <message><source>Rail</source><translation>Rail</translation></message>
    <message><source>Rail car</source><translation>Wagon</translation></message>
    <message><source>rail car</source><translation>wagon</translation></message>
    <message><source>Read</source><translation>Lire</translation></message>
    <message><source>Read only</source><translation>Lecture seule</translation></message>
    <message><source>Reading</source><translation>Lecture</translation></message>
    <message><source>Reasons</source><translation>Motifs</translation></message>
    <message><source>Recommend release</source><translation>Recommander la mainlevée</translation></message>
    <message><source>Refer for exam</source><translation>Renvoyer pour examen</translation></message>
    <message><source>Refer for exam, or make no decision: the reason is "Image unusable".</source><translation>Renvoyer pour examen, ou rester sans décision : le motif est « Image inutilisable ».</translation></message>
    <message><source>Referred for exam</source><translation>Renvoyé pour examen</translation></message>
    <message><source>Release opens when:</source><translation>La mainlevée s’ouvre quand :</translation></message>
    <message><source>Release recommended</source><translation>Mainlevée recommandée</translation></message>
    <message><source>Remove the chosen mark</source><translation>Retirer la marque choisie</translation></message>
    <message><source>Review</source><translation>Examen d’image</translation></message>
    <message><source>right</source><translation>droite</translation></message>
    <message><source>Routine</source><translation>Courant</translation></message>
    <message><source>Ruler</source><translation>Règle</translation></message>
    <message><source>SAMPLE</source><translation>EXEMPLE</translation></message>
    <message><source>Sample workspace: everything in it is fictional</source><translation>Espace d’exemple : tout y est fictif</translation></message>
    <message><source>SAMPLE, all fictional</source><translation>EXEMPLE, tout est fictif</translation></message>
    <message><source>Save again</source><translation>Enregistrer de nouveau</translation></message>
    <message><source>Saving</source><translation>Enregistrement</translation></message>
    <message><source>Scan</source><translation>Image</translation></message>
    <message><source>Scan {number} is seen to the end</source><translation>L’image {number} est vue en entier</translation></message>
    <message><source>Score {score}</source><translation>Score {score}</translation></message>
    <message><source>Seal</source><translation>Scellé</translation></message>
    <message><source>seal</source><translation>scellé</translation></message>
    <message><source>Search reasons</source><translation>Chercher un motif</translation></message>
    <message><source>Search {count} reasons</source><translation>Chercher parmi {count} motifs</translation></message>
    <message><source>Seen</source><translation>Vu</translation></message>
    <message><source>Sharpen</source><translation>Netteté</translation></message>
    <message><source>Sharpen off</source><translation>Netteté : non</translation></message>
    <message><source>Sharpen on</source><translation>Netteté : oui</translation></message>
    <message><source>Shift</source><translation>Maj</translation></message>
    <message><source>Shipper</source><translation>Expéditeur</translation></message>
    <message><source>bottom</source><translation>bas</translation></message>
    <message><source>underside</source><translation>dessous</translation></message>
    <message><source>front</source><translation>avant</translation></message>
    <message><source>rear</source><translation>arrière</translation></message>
    <message><source>oblique</source><translation>oblique</translation></message>
    <message><source>side</source><translation>côté</translation></message>
    <message><source>Sign</source><translation>Signer</translation></message>
    <message><source>Sign in</source><translation>Ouvrir la session</translation></message>
    <message><source>Sign recommendation</source><translation>Signer la recommandation</translation></message>
    <message><source>Sign referral</source><translation>Signer le renvoi</translation></message>
    <message><source>Sign request</source><translation>Signer la demande</translation></message>
    <message><source>Sign without decision</source><translation>Signer sans décision</translation></message>
    <message><source>Signed: {outcome}, {time}</source><translation>Signé : {outcome}, {time}</translation></message>
    <message><source>Signing</source><translation>Signature</translation></message>
    <message><source>Something unexpected happened ({why}). What you recorded is kept.</source><translation>Un imprévu est survenu ({why}). Ce que vous avez enregistré est conservé.</translation></message>
    <message><source>Sorted by time left, then risk</source><translation>Par temps restant, puis par risque</translation></message>
    <message><source>Space</source><translation>Espace</translation></message>
    <message><source>Standard</source><translation>Normal</translation></message>
    <message><source>Strong</source><translation>Fort</translation></message>
    <message><source>Tab</source><translation>Tab</translation></message>
    <message><source>Tailgate</source><translation>Hayon</translation></message>
    <message><source>Text</source><translation>Texte</translation></message>
    <message><source>The image is seen to the end</source><translation>L’image est vue en entier</translation></message>
    <message><source>The item could not be read: {why}</source><translation>Le dossier n’a pas pu être lu : {why}</translation></message>
    <message><source>The link to the shipment is confirmed</source><translation>Le lien à l’expédition est confirmé</translation></message>
    <message><source>The record cannot be opened: {why}</source><translation>Le registre ne peut être ouvert : {why}</translation></message>
    <message><source>The warning is acknowledged</source><translation>Acte est pris de l’avertissement</translation></message>
    <message><source>The window did not come to {what} in time.</source><translation>La fenêtre n’est pas arrivée à {what} à temps.</translation></message>
    <message><source>This image cannot be shown: {why}</source><translation>Cette image ne peut être montrée : {why}</translation></message>
    <message><source>This is a preview: claim the item to record anything.</source><translation>Ceci est un aperçu : prendre le dossier pour y inscrire quoi que ce soit.</translation></message>
    <message><source>this machine</source><translation>ce poste</translation></message>
    <message><source>This scan</source><translation>Cette image</translation></message>
    <message><source>Time left</source><translation>Temps restant</translation></message>
    <message><source>to arrival</source><translation>avant l’arrivée</translation></message>
    <message><source>to the first arrival</source><translation>avant la première arrivée</translation></message>
    <message><source>top</source><translation>dessus</translation></message>
    <message><source>Trace</source><translation>Traces</translation></message>
    <message><source>Trailer</source><translation>Remorque</translation></message>
    <message><source>trailer</source><translation>remorque</translation></message>
    <message><source>Truck</source><translation>Camion</translation></message>
    <message><source>Try again</source><translation>Réessayer</translation></message>
    <message><source>ULD</source><translation>ULD</translation></message>
    <message><source>ULD number</source><translation>numéro d’ULD</translation></message>
    <message><source>Unknown</source><translation>Inconnu</translation></message>
    <message><source>Unknown: {why}</source><translation>Inconnu : {why}</translation></message>
    <message><source>Unlock</source><translation>Déverrouiller</translation></message>
    <message><source>Unreadable</source><translation>Illisible</translation></message>
    <message><source>Unsure</source><translation>Incertain</translation></message>
    <message><source>Urgency</source><translation>Urgence</translation></message>
    <message><source>Virtual cargo pre-screening</source><translation>Préexamen virtuel du fret</translation></message>
    <message><source>Waits for the image</source><translation>Attend l’image</translation></message>
    <message><source>Warning</source><translation>Avertissement</translation></message>
    <message><source>Weak</source><translation>Faible</translation></message>
    <message><source>What blocks release is resolved</source><translation>Ce qui bloque est réglé</translation></message>
    <message><source>What is asked</source><translation>Ce qui est demandé</translation></message>
    <message><source>Where to look</source><translation>Où regarder</translation></message>
    <message><source>Who</source><translation>Qui</translation></message>
    <message><source>Window brighter</source><translation>Fenêtre plus claire</translation></message>
    <message><source>Window darker</source><translation>Fenêtre plus sombre</translation></message>
    <message><source>Window narrower</source><translation>Fenêtre plus étroite</translation></message>
    <message><source>Window wider</source><translation>Fenêtre plus large</translation></message>
    <message><source>This machine</source><translation>Ce poste</translation></message>
    <message><source>Your mark {label}</source><translation>Votre marque {label}</translation></message>
    <message><source>Yours</source><translation>À vous</translation></message>
    <message><source>Zoom</source><translation>Zoom</translation></message>
    <message><source>{blocks} blocking, {warnings} warnings, {notes} notes</source><translation>{blocks} bloquants, {warnings} avertissements, {notes} notes</translation></message>
    <message><source>{count} blocks are resolved</source><translation>{count} blocages sont réglés</translation></message>
    <message><source>{count} containers</source><translation>{count} conteneurs</translation></message>
    <message><source>{count} findings have a verdict</source><translation>{count} repérages ont un verdict</translation></message>
    <message><source>1 flagged</source><translation>1 signalé</translation></message>
    <message><source>{count} flagged</source><translation>{count} signalés</translation></message>
    <message><source>{count} links are confirmed</source><translation>{count} liens sont confirmés</translation></message>
    <message><source>{count} notices</source><translation>{count} avis</translation></message>
    <message><source>{count} parcels</source><translation>{count} colis</translation></message>
    <message><source>1 parcel</source><translation>1 colis</translation></message>
    <message><source>{count} parts missing</source><translation>{count} éléments manquent</translation></message>
    <message><source>{count} pieces</source><translation>{count} pièces</translation></message>
    <message><source>{count} rail cars</source><translation>{count} wagons</translation></message>
    <message><source>{count} trailers</source><translation>{count} remorques</translation></message>
    <message><source>{count} ULDs</source><translation>{count} ULD</translation></message>
    <message><source>{count} views are seen to the end</source><translation>Les {count} vues sont parcourues en entier</translation></message>
    <message><source>{count} views, {energies}</source><translation>{count} vues, {energies}</translation></message>
    <message><source>{count} warnings are acknowledged</source><translation>Acte pris de {count} avertissements</translation></message>
    <message><source>{days} d {hours} h</source><translation>{days} j {hours} h</translation></message>
    <message><source>{first} and {second} have a verdict</source><translation>{first} et {second} ont un verdict</translation></message>
    <message><source>{goods}, {pieces} pc</source><translation>{goods}, {pieces} pc</translation></message>
    <message><source>{key}: read {read}, declared {declared}</source><translation>{key} : lu {read}, déclaré {declared}</translation></message>
    <message><source>{link}: {keys}</source><translation>{link} : {keys}</translation></message>
    <message><source>{number} of {count}</source><translation>{number} de {count}</translation></message>
    <message><source>{number} of {count} mine</source><translation>{number} de mes {count}</translation></message>
    <message><source>{object} {number}, {view}</source><translation>{object} {number}, {view}</translation></message>
    <message><source>{tag} has a verdict</source><translation>{tag} a un verdict</translation></message>
    <message><source>{time} late</source><translation>{time} de retard</translation></message>
    <message><source>{view}: unreadable</source><translation>{view} : illisible</translation></message>
    <message><source>{waiting} waiting, {soon} under an hour, {mine} mine</source><translation>{waiting} en attente, {soon} sous une heure, {mine} à moi</translation></message>
    <message><source>{who}, {minutes} min</source><translation>{who}, {minutes} min</translation></message>
    <message><source>{x} m from left, {y} m up</source><translation>{x} m de la gauche, {y} m du bas</translation></message>
    <message><source>1 piece</source><translation>1 pièce</translation></message>
    <message><source>organic {share}</source><translation>organique {share}</translation></message>
    <message><source>light {share}</source><translation>léger {share}</translation></message>
    <message><source>metal {share}</source><translation>métal {share}</translation></message>
    <message><source>heavy {share}</source><translation>lourd {share}</translation></message>
    <message><source>This image cannot be shown: {what} {remedy}</source><translation>Cette image ne peut être montrée : {what} {remedy}</translation></message>
    <message><source>This item is with {officer} now. What you recorded is kept.</source><translation>{officer} a maintenant ce dossier. Vos saisies sont conservées.</translation></message>
    <message><source>not told</source><translation>indéterminée</translation></message>
    <message><source>It was cut short or damaged on the way; ask the scanner's site to send it again.</source><translation>Le fichier a été tronqué ou abîmé en route ; demandez au site de le renvoyer.</translation></message>
    <message><source>Ask the scanner's site to send the scan again.</source><translation>Demandez au site de renvoyer l’image.</translation></message>
    <message><source>Send one file per view and energy.</source><translation>Envoyez un fichier par vue et par énergie.</translation></message>
    <message><source>Nothing was decoded; report the file to the site's security contact.</source><translation>Rien n’a été décodé ; signalez le fichier au responsable de la sécurité du site.</translation></message>
    <message><source>Export the scan with 16 bits a pixel.</source><translation>Exportez l’image avec 16 bits par pixel.</translation></message>
    <message><source>Export the raw channels, not the coloured picture.</source><translation>Exportez les canaux bruts, non l’image colorée.</translation></message>
    <message><source>Check that it is still there and that you may read it.</source><translation>Vérifiez que le fichier est toujours là et que vous pouvez le lire.</translation></message>
    <message><source>Split long scans, for instance one file per rail car.</source><translation>Divisez les longues images, par exemple un fichier par wagon.</translation></message>
    <message><source>Ask the scanner's site for the scan without attachments.</source><translation>Demandez au site l’image sans pièces jointes.</translation></message>
    <message><source>Wait until it has arrived whole.</source><translation>Attendez que le fichier soit arrivé en entier.</translation></message>
    <message><source>Delete</source><translation>Suppr</translation></message>
    <message><source>Take the original in again, and tell the administrator.</source><translation>Reprenez l’original et prévenez l’administrateur.</translation></message>
    <message><source>Sign out</source><translation>Fermer la session</translation></message>
    <message><source>The item goes back to the queue.</source><translation>Le dossier retourne à la file.</translation></message>
</context>
</TS>
