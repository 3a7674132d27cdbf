<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>domain</name>
    <message><source>A block cannot be acknowledged; resolve it, or refer the goods for exam.</source><translation>On ne prend pas acte d’un blocage ; le régler, ou renvoyer pour examen.</translation></message>
    <message><source>Appearance does not fit the goods</source><translation>L’aspect ne concorde pas</translation></message>
    <message><source>at least {figure}</source><translation>au moins {figure}</translation></message>
    <message><source>≥ {figure}</source><translation>≥ {figure}</translation></message>
    <message><source>At least {least} g/cm²</source><translation>Au moins {least} g/cm²</translation></message>
    <message><source>Cargo incomplete: house bills missing</source><translation>Fret incomplet : connaissements internes manquants</translation></message>
    <message><source>Choose how the goods should be examined.</source><translation>Choisir comment examiner les marchandises.</translation></message>
    <message><source>Choose or draw the place in the image to be examined.</source><translation>Choisir ou tracer l’endroit de l’image à examiner.</translation></message>
    <message><source>Choose what information is needed.</source><translation>Choisir quels renseignements il faut.</translation></message>
    <message><source>Choose why no decision is possible.</source><translation>Choisir pourquoi aucune décision n’est possible.</translation></message>
    <message><source>Choose why release can be recommended.</source><translation>Choisir pourquoi la mainlevée peut être recommandée.</translation></message>
    <message><source>Choose why the goods should be examined.</source><translation>Choisir pourquoi examiner les marchandises.</translation></message>
    <message><source>By signing you confirm that this scan shows {shipments}.</source><translation>En signant, vous confirmez que cette image montre {shipments}.</translation></message>
    <message><source>Confirm that this scan shows {shipments}.</source><translation>Confirmer que cette image montre {shipments}.</translation></message>
    <message><source>Consolidated cargo, and no house bill is on file: the cargo is incomplete.</source><translation>Fret groupé sans connaissement interne au dossier : le fret est incomplet.</translation></message>
    <message><source>Container number {number} fails its check digit; {digit} would fit.</source><translation>Le numéro de conteneur {number} échoue à son chiffre de contrôle ; {digit} conviendrait.</translation></message>
    <message><source>conveyance is missing; it must be given.</source><translation>conveyance manque ; il est requis.</translation></message>
    <message><source>Dangerous goods declared: UN {numbers}.</source><translation>Marchandises dangereuses déclarées : ONU {numbers}.</translation></message>
    <message><source>Dangerous goods not declared</source><translation>Marchandises dangereuses non déclarées</translation></message>
    <message><source>Data late</source><translation>Données tardives</translation></message>
    <message><source>Declared dangerous goods not seen</source><translation>Marchandises dangereuses déclarées, non vues</translation></message>
    <message><source>Declared empty, but a load is seen on {seen} of the area.</source><translation>Déclaré vide, mais un chargement se voit sur {seen} de la surface.</translation></message>
    <message><source>Declared empty, but loaded</source><translation>Déclaré vide, mais chargé</translation></message>
    <message><source>Declared loaded, but empty</source><translation>Déclaré chargé, mais vide</translation></message>
    <message><source>Declared loaded, but goods on {seen} of the area.</source><translation>Déclaré chargé, mais marchandises sur {seen} de la surface.</translation></message>
    <message><source>The pixels are stored on a logarithmic scale, which the model was not made for. Ask the scanner's operator for the linear image.</source><translation>Les pixels sont enregistrés sur une échelle logarithmique, pour laquelle le modèle n’est pas fait. Demandez l’image linéaire à l’opérateur du scanneur.</translation></message>
    <message><source>The stated pixel size of {high} by {wide} cannot be. Correct the pixel spacing at the scanner.</source><translation>La taille de pixel indiquée, {high} sur {wide}, est impossible. Corrigez le pas des pixels au scanneur.</translation></message>
    <message><source>A pixel of {stated} is too coarse for the model, which works at {pitch}.</source><translation>Un pixel de {stated} est trop grossier pour le modèle, qui travaille à {pitch}.</translation></message>
    <message><source>At its stated pixel size the scan shows {high} by {wide}, more than any cargo scan.</source><translation>À la taille de pixel indiquée, l’image couvre {high} sur {wide}, plus que toute image de fret.</translation></message>
    <message><source>The scan is too small: {rows} by {columns} pixels of {pitch}, where {least} are needed.</source><translation>L’image est trop petite : {rows} sur {columns} pixels de {pitch}, alors qu’il en faut {least}.</translation></message>
    <message><source>The unattenuated beam is stated as zero, so nothing can be measured.</source><translation>Le faisceau non atténué est indiqué comme nul : rien ne peut être mesuré.</translation></message>
    <message><source>The beam does not get through {share} % of the scan, too much to judge it.</source><translation>Le faisceau ne traverse pas {share} % de l’image, trop pour la juger.</translation></message>
    <message><source>The scan shows no object.</source><translation>L’image ne montre aucun objet.</translation></message>
    <message><source>Dark and bright seem to be exchanged, or the two energies: no air above the object, or the low energy goes through more than the high one. Check the polarity and the energies that the file states.</source><translation>Le sombre et le clair semblent inversés, ou les deux énergies : pas d’air au-dessus de l’objet, ou la basse énergie traverse mieux que la haute. Vérifiez la polarité et les énergies que le fichier indique.</translation></message>
    <message><source>There was not enough memory to screen the scan.</source><translation>La mémoire n’a pas suffi pour examiner l’image.</translation></message>
    <message><source>The detector gave no reason.</source><translation>Le détecteur n’a pas donné de motif.</translation></message>
    <message><source>Denser than neighbours</source><translation>Plus dense que ses voisins</translation></message>
    <message><source>Density implausible</source><translation>Densité invraisemblable</translation></message>
    <message><source>Description vague or impossible</source><translation>Description vague ou impossible</translation></message>
    <message><source>Doubt about the exemption</source><translation>Doute sur l’exemption</translation></message>
    <message><source>Doubt which shipment this is</source><translation>Doute sur l’expédition</translation></message>
    <message><source>empty</source><translation>vide</translation></message>
    <message><source>Energy ratio {inside}, around it {around}</source><translation>Rapport d’énergies {inside}, autour {around}</translation></message>
    <message><source>Equipment does not fit</source><translation>L’équipement ne concorde pas</translation></message>
    <message><source>Existing target</source><translation>Cible existante</translation></message>
    <message><source>Finding M{number}.</source><translation>Repérage M{number}.</translation></message>
    <message><source>Hidden space</source><translation>Espace caché</translation></message>
    <message><source>HS code and description differ</source><translation>Code SH et description diffèrent</translation></message>
    <message><source>Image incomplete</source><translation>Image incomplète</translation></message>
    <message><source>Image quality</source><translation>Qualité de l’image</translation></message>
    <message><source>Image unusable</source><translation>Image inutilisable</translation></message>
    <message><source>Insufficient review time: data came {minutes} min before arrival, not {limit}.</source><translation>Délai d’examen insuffisant : données reçues {minutes} min avant l’arrivée, non {limit}.</translation></message>
    <message><source>Irregularity explained, see the note</source><translation>Irrégularité expliquée, voir la note</translation></message>
    <message><source>Irregularity in the image</source><translation>Irrégularité dans l’image</translation></message>
    <message><source>Item {item} has not been decided.</source><translation>Le dossier {item} n’est pas décidé.</translation></message>
    <message><source>Late: arrival was due {minutes} min ago. Tell the port by telephone.</source><translation>Retard : l’arrivée était prévue il y a {minutes} min. Prévenir le bureau par téléphone.</translation></message>
    <message><source>Length</source><translation>Longueur</translation></message>
    <message><source>Length: {declared} declared, {seen} seen.</source><translation>Longueur : {declared} déclarés, {seen} vus.</translation></message>
    <message><source>light metal or mineral</source><translation>métal léger ou minéral</translation></message>
    <message><source>Lighter than neighbours</source><translation>Plus léger que ses voisins</translation></message>
    <message><source>list.total_shipments says {total}, the file holds {present}: parts are missing.</source><translation>list.total_shipments dit {total}, le fichier en contient {present} : il en manque.</translation></message>
    <message><source>Loaded</source><translation>Chargé</translation></message>
    <message><source>loaded</source><translation>chargé</translation></message>
    <message><source>Low value, routine</source><translation>Faible valeur, courant</translation></message>
    <message><source>Mark {number}.</source><translation>Marque {number}.</translation></message>
    <message><source>Mass</source><translation>Masse</translation></message>
    <message><source>Mass does not fit</source><translation>La masse ne concorde pas</translation></message>
    <message><source>Mass: {declared} declared, {seen} seen.</source><translation>Masse : {declared} déclarés, {seen} vus.</translation></message>
    <message><source>Material</source><translation>Matière</translation></message>
    <message><source>Material does not fit</source><translation>La matière ne concorde pas</translation></message>
    <message><source>Material unlike the declared goods: {seen} of it.</source><translation>Matière autre que les marchandises déclarées : {seen}.</translation></message>
    <message><source>metal</source><translation>métal</translation></message>
    <message><source>mixed</source><translation>mixte</translation></message>
    <message><source>More metallic than neighbours</source><translation>Plus métallique que ses voisins</translation></message>
    <message><source>More organic than neighbours</source><translation>Plus organique que ses voisins</translation></message>
    <message><source>no reason was given.</source><translation>aucune raison donnée.</translation></message>
    <message><source>No shipment data</source><translation>Pas de données d’expédition</translation></message>
    <message><source>No shipment data on file for this scan. An exemption may apply; ask for it.</source><translation>Aucune donnée d’expédition au dossier pour cette image. Une exemption peut s’appliquer ; la demander.</translation></message>
    <message><source>not all pieces imaged</source><translation>pièces pas toutes en image</translation></message>
    <message><source>not counted</source><translation>non compté</translation></message>
    <message><source>not declared</source><translation>non déclaré</translation></message>
    <message><source>Not eligible for CLVS</source><translation>Non admissible au PEMF</translation></message>
    <message><source>Not eligible for CSA</source><translation>Non admissible au programme PAD</translation></message>
    <message><source>Not imaged</source><translation>Sans image</translation></message>
    <message><source>not measured</source><translation>non mesuré</translation></message>
    <message><source>not told: needs both energies</source><translation>indécidable : il faut deux énergies</translation></message>
    <message><source>Nothing irregular seen</source><translation>Rien d’irrégulier vu</translation></message>
    <message><source>Nothing on record is called {name}. See `prescreen queue`.</source><translation>Rien au registre ne s’appelle {name}. Voir `prescreen queue`.</translation></message>
    <message><source>Nothing ties {shipment} to this scan.</source><translation>Rien ne lie {shipment} à cette image.</translation></message>
    <message><source>Number of pieces does not fit</source><translation>Le nombre de pièces ne concorde pas</translation></message>
    <message><source>One energy only: material cannot be told.</source><translation>Une seule énergie : la matière ne peut être dite.</translation></message>
    <message><source>organic</source><translation>organique</translation></message>
    <message><source>organic {organic}, light {light}, metal {metal}, heavy {heavy}</source><translation>organique {organic}, léger {light}, métal {metal}, lourd {heavy}</translation></message>
    <message><source>Other, see the note</source><translation>Autre, voir la note</translation></message>
    <message><source>Parties unusual</source><translation>Parties inhabituelles</translation></message>
    <message><source>Pattern unlike neighbours</source><translation>Motif autre que ses voisins</translation></message>
    <message><source>Person or animal in the load</source><translation>Personne ou animal dans le chargement</translation></message>
    <message><source>Pieces</source><translation>Pièces</translation></message>
    <message><source>Place {label} is no longer in the image.</source><translation>L’endroit {label} n’est plus dans l’image.</translation></message>
    <message><source>Possible dangerous goods without a UN number: {goods}.</source><translation>Marchandises peut-être dangereuses sans numéro ONU : {goods}.</translation></message>
    <message><source>Radiation alarm</source><translation>Alarme de rayonnement</translation></message>
    <message><source>Random compliance check</source><translation>Contrôle aléatoire</translation></message>
    <message><source>Residue in an empty tank or hopper</source><translation>Résidu dans une citerne ou trémie vide</translation></message>
    <message><source>Route does not fit</source><translation>L’itinéraire ne concorde pas</translation></message>
    <message><source>Same image given twice</source><translation>Même image donnée deux fois</translation></message>
    <message><source>Say how sure you are, from 1 to 5.</source><translation>Dire votre certitude, de 1 à 5.</translation></message>
    <message><source>Say whether you agree with finding M{number}.</source><translation>Dire si vous approuvez le repérage M{number}.</translation></message>
    <message><source>Seal broken</source><translation>Scellé brisé</translation></message>
    <message><source>Seal does not fit</source><translation>Le scellé ne concorde pas</translation></message>
    <message><source>Seal not declared</source><translation>Scellé non déclaré</translation></message>
    <message><source>Seal number differs</source><translation>Numéro de scellé différent</translation></message>
    <message><source>Seal {read} was read, and no seal is declared.</source><translation>Scellé {read} lu, aucun scellé n’est déclaré.</translation></message>
    <message><source>Seal {read} was read, {declared} declared.</source><translation>Scellé {read} lu, {declared} déclaré.</translation></message>
    <message><source>Seal {read} was read, {declared} declared: possibly misread.</source><translation>Scellé {read} lu, {declared} déclaré : peut-être mal lu.</translation></message>
    <message><source>Shape of a weapon</source><translation>Forme d’une arme</translation></message>
    <message><source>Shape of ammunition</source><translation>Forme de munitions</translation></message>
    <message><source>Shipment data deleted</source><translation>Données d’expédition supprimées</translation></message>
    <message><source>Shipment data rejected</source><translation>Données d’expédition rejetées</translation></message>
    <message><source>Shipment data {shipment} was deleted.</source><translation>Les données d’expédition {shipment} ont été supprimées.</translation></message>
    <message><source>Shipments compete for this scan: {shipments}.</source><translation>Plusieurs expéditions se disputent cette image : {shipments}.</translation></message>
    <message><source>shipments is missing or empty; there is nothing to take in.</source><translation>shipments manque ou est vide ; il n’y a rien à prendre en charge.</translation></message>
    <message><source>Suspected controlled goods (GAC)</source><translation>Marchandises contrôlées soupçonnées (AMC)</translation></message>
    <message><source>Suspected currency</source><translation>Devises soupçonnées</translation></message>
    <message><source>Suspected food, plant or animal (CFIA)</source><translation>Aliment, végétal ou animal soupçonné (ACIA)</translation></message>
    <message><source>Suspected narcotics</source><translation>Stupéfiants soupçonnés</translation></message>
    <message><source>Suspected stolen goods or vehicle</source><translation>Biens ou véhicule volés soupçonnés</translation></message>
    <message><source>Suspected tobacco</source><translation>Tabac soupçonné</translation></message>
    <message><source>The chosen reason needs a note that explains it.</source><translation>Le motif choisi demande une note qui l’explique.</translation></message>
    <message><source>The conveyance is declared empty, yet {shipment} declares goods.</source><translation>Le moyen de transport est déclaré vide, mais {shipment} déclare des marchandises.</translation></message>
    <message><source>The data of {shipment} changed to version {version} after the first look.</source><translation>Les données de {shipment} sont passées à la version {version} après le premier regard.</translation></message>
    <message><source>What belongs to {shipment} changed after the first look: conveyance or house bills.</source><translation>Ce qui se rattache à {shipment} a changé après le premier regard : moyen de transport ou connaissements internes.</translation></message>
    <message><source>The data of {shipment} differs from what the recommendation was signed on.</source><translation>Les données de {shipment} diffèrent de celles de la recommandation signée.</translation></message>
    <message><source>The description “{goods}” is too vague to compare the image with.</source><translation>La description « {goods} » est trop vague pour y comparer l’image.</translation></message>
    <message><source>The lines weigh {total} together, the shipment {gross}.</source><translation>Les lignes pèsent {total} ensemble, l’expédition {gross}.</translation></message>
    <message><source>The model gave no result for view {view}: {reason}</source><translation>Le modèle n’a rien donné pour la vue {view} : {reason}</translation></message>
    <message><source>The note is longer than {most} signs.</source><translation>La note dépasse {most} signes.</translation></message>
    <message><source>The package could not be written to {folder}: {why}</source><translation>L’envoi n’a pas pu être écrit dans {folder} : {why}</translation></message>
    <message><source>The scan store cannot be written: {why}. Check the space left on the disk.</source><translation>Le dépôt d’images ne peut être écrit : {why}. Vérifier l’espace du disque.</translation></message>
    <message><source>The scan store no longer holds {digest}. Take the original in again.</source><translation>Le dépôt d’images ne contient plus {digest}. Reprendre l’original en charge.</translation></message>
    <message><source>The scan store {path} cannot be made: {why}. Name another place with --home.</source><translation>Le dépôt d’images {path} ne peut être créé : {why}. Nommer un autre lieu avec --home.</translation></message>
    <message><source>The side-car {name} cannot be kept: {why}.</source><translation>Le fichier joint {name} ne peut être conservé : {why}.</translation></message>
    <message><source>The two passwords differ; nothing was added.</source><translation>Les deux mots de passe diffèrent ; rien n’a été ajouté.</translation></message>
    <message><source>The workspace {path} cannot be made: {why}. Name another with --home.</source><translation>L’espace {path} ne peut être créé : {why}. En nommer un autre avec --home.</translation></message>
    <message><source>Nobody can sign in yet. Make the first account with `prescreen account add NAME --role officer`, or look around with `prescreen demo`.</source><translation>Personne ne peut encore ouvrir de session. Créer le premier compte avec `prescreen account add NAME --role officer`, ou découvrir avec `prescreen demo`.</translation></message>
    <message><source>There is no display to open a window on. `prescreen demo --out DIR` runs without one.</source><translation>Il n’y a pas d’écran où ouvrir une fenêtre. `prescreen demo --out DIR` s’en passe.</translation></message>
    <message><source>There is no image to base a release recommendation on.</source><translation>Il n’y a pas d’image pour fonder une mainlevée.</translation></message>
    <message><source>There is no record in {path}. Take something in first, or name the workspace with --home.</source><translation>Il n’y a pas de registre dans {path}. Prendre d’abord quelque chose en charge, ou nommer l’espace avec --home.</translation></message>
    <message><source>This is a neural network, not a scan. Nothing was taken in.</source><translation>Ceci est un réseau de neurones, non une image. Rien n’a été pris en charge.</translation></message>
    <message><source>This is a threat detection report, not a scan. Take in the scan that it speaks of.</source><translation>Ceci est un rapport de détection, non une image. Prendre en charge l’image dont il parle.</translation></message>
    <message><source>This notice no longer stands; there is nothing to acknowledge.</source><translation>Cet avis n’est plus ; il n’y a plus d’acte à prendre.</translation></message>
    <message><source>Too dense to see through</source><translation>Trop dense pour voir à travers</translation></message>
    <message><source>Tracking number {number} fails its check digit.</source><translation>Le numéro de suivi {number} échoue à son chiffre de contrôle.</translation></message>
    <message><source>unknown</source><translation>inconnu</translation></message>
    <message><source>Unlike earlier loads of this shipper</source><translation>Autre que les chargements passés</translation></message>
    <message><source>Value unusual for the goods</source><translation>Valeur inhabituelle</translation></message>
    <message><source>View {view} has not been screened by the model.</source><translation>La vue {view} n’a pas été analysée par le modèle.</translation></message>
    <message><source>View {view} of {object} has not been seen to the end.</source><translation>La vue {view} de {object} n’a pas été vue en entier.</translation></message>
    <message><source>Weight per piece implausible</source><translation>Poids par pièce invraisemblable</translation></message>
    <message><source>Weights or pieces do not add up</source><translation>Les sommes ne concordent pas</translation></message>
    <message><source>What was measured ({digest}) is damaged; screen the scan again.</source><translation>Les mesures ({digest}) sont abîmées ; analyser l’image de nouveau.</translation></message>
    <message><source>You agree with a finding: explain the irregularity, or refer for exam.</source><translation>Vous approuvez un repérage : expliquer l’irrégularité, ou renvoyer pour examen.</translation></message>
    <message><source>Your role does not review scans.</source><translation>Votre rôle n’examine pas d’images.</translation></message>
    <message><source>Your role does not sign decisions.</source><translation>Votre rôle ne signe pas de décisions.</translation></message>
    <message><source>{code} is no reason for this decision.</source><translation>{code} n’est pas un motif de cette décision.</translation></message>
    <message><source>{count}</source><translation>{count}</translation></message>
    <message><source>{count} of {total} declared pieces imaged; no image of {numbers}.</source><translation>{count} de {total} pièces déclarées en image ; aucune de {numbers}.</translation></message>
    <message><source>{delta} g/cm²</source><translation>{delta} g/cm²</translation></message>
    <message><source>{digest} is no SHA-256 digest.</source><translation>{digest} n’est pas une empreinte SHA-256.</translation></message>
    <message><source>{figure}</source><translation>{figure}</translation></message>
    <message><source>{figure} of the area</source><translation>{figure} de la surface</translation></message>
    <message><source>{folder} is not empty. Name a folder of its own for this package.</source><translation>{folder} n’est pas vide. Nommer un dossier à part pour cet envoi.</translation></message>
    <message><source>{key} {number} contains a blank, which a control number cannot.</source><translation>{key} {number} contient une espace, ce qu’un numéro de contrôle ne peut.</translation></message>
    <message><source>{name} cannot be kept: {why}. Check the file and the space left on the disk.</source><translation>{name} ne peut être conservé : {why}. Vérifier le fichier et l’espace du disque.</translation></message>
    <message><source>{name} cannot be read: {why}.</source><translation>{name} ne peut être lu : {why}.</translation></message>
    <message><source>{name} is larger than shipment data ever is; nothing was read.</source><translation>{name} est plus grand que des données d’expédition ne le sont ; rien n’a été lu.</translation></message>
    <message><source>{name} is not UTF-8 text; have it sent again.</source><translation>{name} n’est pas du texte UTF-8 ; le faire renvoyer.</translation></message>
    <message><source>{name} is not whole JSON; have it sent again.</source><translation>{name} n’est pas du JSON entier ; le faire renvoyer.</translation></message>
    <message><source>The table is dated {dated}, which is still to come; put it in place on that day.</source><translation>La table est datée du {dated}, un jour à venir ; la mettre en place ce jour-là.</translation></message>
    <message><source>{name} is not whole JSON (line and column {where}); have it sent again.</source><translation>{name} n’est pas du JSON entier (ligne et colonne {where}) ; le faire renvoyer.</translation></message>
    <message><source>{name} says its form is {schema}; this version reads {known}.</source><translation>{name} dit être de forme {schema} ; cette version lit {known}.</translation></message>
    <message><source>{number} is no air waybill: it needs 3 and 8 digits.</source><translation>{number} n’est pas une lettre de transport aérien : il faut 3 et 8 chiffres.</translation></message>
    <message><source>{number} is no container number: it needs four letters and seven digits.</source><translation>{number} n’est pas un numéro de conteneur : il faut quatre lettres et sept chiffres.</translation></message>
    <message><source>{number} is no rail car: it needs a reporting mark and a number.</source><translation>{number} n’est pas un wagon : il faut une marque et un numéro.</translation></message>
    <message><source>{number} is no seal number: letters and digits only, 15 at most.</source><translation>{number} n’est pas un numéro de scellé : lettres et chiffres seulement, 15 au plus.</translation></message>
    <message><source>{number} is no tracking number that is known here.</source><translation>{number} n’est pas un numéro de suivi connu ici.</translation></message>
    <message><source>{number} is no trailer number: letters and digits only, 12 at most.</source><translation>{number} n’est pas un numéro de remorque : lettres et chiffres seulement, 12 au plus.</translation></message>
    <message><source>{number} is no ULD: it needs a type, a serial number and an owner.</source><translation>{number} n’est pas un ULD : il faut un type, un numéro de série et un propriétaire.</translation></message>
    <message><source>{number} is no {key}: it needs a carrier code of 4 and a reference, 25 at most.</source><translation>{number} n’est pas un {key} : il faut un code de transporteur de 4 et une référence, 25 au plus.</translation></message>
    <message><source>{path} has more than {most} entries.</source><translation>{path} a plus de {most} entrées.</translation></message>
    <message><source>{path} is longer than {most} signs.</source><translation>{path} dépasse {most} signes.</translation></message>
    <message><source>{path} is missing; it must be given.</source><translation>{path} manque ; il est requis.</translation></message>
    <message><source>{path} is {value}, which is not in its list.</source><translation>{path} vaut {value}, qui n’est pas dans sa liste.</translation></message>
    <message><source>{path} must be a list of texts.</source><translation>{path} doit être une liste de textes.</translation></message>
    <message><source>{path} must be a list.</source><translation>{path} doit être une liste.</translation></message>
    <message><source>{path} must be a number of 0 or more.</source><translation>{path} doit être un nombre de 0 ou plus.</translation></message>
    <message><source>{path} must be a number.</source><translation>{path} doit être un nombre.</translation></message>
    <message><source>{path} must be a time with its zone, as 2026-11-20T09:45:00Z.</source><translation>{path} doit être une heure avec son fuseau, comme 2026-11-20T09:45:00Z.</translation></message>
    <message><source>{path} must be a whole number of 0 or more.</source><translation>{path} doit être un entier de 0 ou plus.</translation></message>
    <message><source>{path} must be an object.</source><translation>{path} doit être un objet.</translation></message>
    <message><source>{path} must be text.</source><translation>{path} doit être un texte.</translation></message>
    <message><source>{path} must be true or false.</source><translation>{path} doit être vrai ou faux.</translation></message>
    <message><source>{path}.amount is missing; it must be given.</source><translation>{path}.amount manque ; il est requis.</translation></message>
    <message><source>{path}.kind is {kind}; it must be one of {known}.</source><translation>{path}.kind vaut {kind} ; il doit être parmi {known}.</translation></message>
    <message><source>{port} is no office code: it needs four digits.</source><translation>{port} n’est pas un code de bureau : il faut quatre chiffres.</translation></message>
    <message><source>{reason}</source><translation>{reason}</translation></message>
    <message><source>{viewed} of {total} containers viewed to the end.</source><translation>{viewed} de {total} conteneurs vus en entier.</translation></message>
    <message><source>{viewed} of {total} pieces viewed to the end.</source><translation>{viewed} de {total} pièces vues en entier.</translation></message>
    <message><source>{viewed} of {total} rail cars viewed to the end.</source><translation>{viewed} de {total} wagons vus en entier.</translation></message>
    <message><source>{viewed} of {total} trailers viewed to the end.</source><translation>{viewed} de {total} remorques vues en entier.</translation></message>
    <message><source>The form BSF673 sets {element} to {value}; that is kept as text and changes nothing.</source><translation>Le formulaire BSF673 met {element} à {value} ; cela est gardé comme texte et ne change rien.</translation></message>
    <message><source>{name} is in several items: {items}.</source><translation>{name} figure dans plusieurs dossiers : {items}.</translation></message>
    <message><source>{name} gives {field} twice in one place; which is meant cannot be told. Have it sent again.</source><translation>{name} donne {field} deux fois au même endroit ; lequel vaut ne peut être dit. Le faire renvoyer.</translation></message>
</context>
</TS>
