<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.marks</name>
    <message><source>No class</source><translation>Sans catégorie</translation></message>
    <message><source>Dense object</source><translation>Objet dense</translation></message>
    <message><source>Organic mass</source><translation>Masse organique</translation></message>
    <message><source>Possible weapon</source><translation>Arme possible</translation></message>
    <message><source>Possible narcotics</source><translation>Stupéfiants possibles</translation></message>
    <message><source>Possible currency</source><translation>Espèces possibles</translation></message>
    <message><source>Possible tobacco</source><translation>Tabac possible</translation></message>
    <message><source>Food, plant or animal product</source><translation>Aliment, plante, animal</translation></message>
    <message><source>Person or animal</source><translation>Personne ou animal</translation></message>
    <message><source>Seal or door</source><translation>Scellé ou porte</translation></message>
    <message><source>Image fault</source><translation>Défaut d’image</translation></message>
    <message><source>Something else</source><translation>Autre chose</translation></message>
    <message><source>Polygon</source><translation>Polygone</translation></message>
    <message><source>Mark: box, ellipse, polygon, freehand, arrow, text</source><translation>Marque : rectangle, ellipse, polygone, main levée, flèche, texte</translation></message>
    <message><source>Class and note of the chosen mark</source><translation>Catégorie et note de la marque choisie</translation></message>
    <message><source>Take the last step back</source><translation>Annuler la dernière action</translation></message>
    <message><source>Do it again</source><translation>Rétablir</translation></message>
    <message><source>Class and note of the mark</source><translation>Catégorie et note de la marque</translation></message>
    <message><source>Note of the mark</source><translation>Note de la marque</translation></message>
    <message><source>Words on the image</source><translation>Texte sur l’image</translation></message>
    <message><source>Mark {number}</source><translation>Marque {number}</translation></message>
    <message><source>Kept as you type. Enter closes.</source><translation>Enregistré à la frappe. Entrée ferme.</translation></message>
    <message><source>There is no removed mark {mark} on item {item}.</source><translation>Il n’y a pas de marque retirée {mark} au dossier {item}.</translation></message>
    <message><source>Mark {number} on record differs from the screen ({what}). It stays on screen and is saved again.</source><translation>La marque {number} au registre diffère de l’écran ({what}). Elle reste à l’écran et est enregistrée de nouveau.</translation></message>
    <message><source>Mark {number} on record differs from the screen. It stays on screen and is saved again.</source><translation>La marque {number} au registre diffère de l’écran. Elle reste à l’écran et est enregistrée de nouveau.</translation></message>
    <message><source>Mark {number} is not on record yet: {why}. It is tried again.</source><translation>Marque {number} pas encore au registre : {why}. Nouvel essai en cours.</translation></message>
    <message><source>The safety copy of this mark could not be written beside the record: {why}. Wait until all is saved before you go on.</source><translation>La copie de sûreté de cette marque n’a pu être écrite à côté du registre : {why}. Attendre que tout soit enregistré avant de continuer.</translation></message>
    <message><source>{count} marks that were not saved when the program ended are on record now.</source><translation>Marques non enregistrées à la fermeture du programme et maintenant au registre : {count}.</translation></message>
    <message><source>An unsaved mark of an earlier session is not on record. {why}</source><translation>Une marque non enregistrée d’une session précédente n’est pas au registre. {why}</translation></message>
    <message><source>Marks are not kept beside the record until they are saved: {why} Wait until all is saved before you go on.</source><translation>Les marques ne sont pas gardées à côté du registre avant d’être enregistrées : {why} Attendez que tout soit enregistré avant de continuer.</translation></message>
    <message><source>Some marks that an earlier session had not saved cannot be read: their file is damaged, or was locked with another key. It was kept as {path}. Look through the items of that time, and tell the administrator.</source><translation>Des marques qu’une session précédente n’avait pas enregistrées sont illisibles : leur fichier est endommagé, ou verrouillé avec une autre clé. Il a été gardé sous {path}. Revoyez les dossiers de ce moment et prévenez l’administrateur.</translation></message>
    <message><source>The notes of an earlier session cannot be read: {why}.</source><translation>Les notes d’une session précédente sont illisibles : {why}.</translation></message>
    <message><source>Mark {number} of item {item}: {why}</source><translation>Marque {number} du dossier {item} : {why}</translation></message>
    <message><source>Scan {scan}, which these marks were drawn on, is not on record here.</source><translation>L’image {scan}, sur laquelle ces marques ont été tracées, n’est pas à ce registre.</translation></message>
    <message><source>These marks were drawn on other pixels than scan {scan} has on record. Nothing was taken over.</source><translation>Ces marques ont été tracées sur d’autres pixels que ceux de l’image {scan} au registre. Rien n’a été repris.</translation></message>
    <message><source>Mark {number} lies on the view {view}, which scan {scan} does not have.</source><translation>La marque {number} est sur la vue {view}, que l’image {scan} n’a pas.</translation></message>
    <message><source>Mark {number} cannot be read: {why}.</source><translation>La marque {number} est illisible : {why}.</translation></message>
    <message><source>The marks could not be written to {folder}: {why}</source><translation>Les marques n’ont pu être écrites dans {folder} : {why}</translation></message>
    <message><source>{path} is there already. Name another folder.</source><translation>{path} existe déjà. Indiquer un autre dossier.</translation></message>
    <message><source>{path}: {why}</source><translation>{path} : {why}</translation></message>
    <message><source>Item {item} has no marks.</source><translation>Le dossier {item} n’a pas de marque.</translation></message>
    <message><source>Show marks from a file</source><translation>Afficher les marques d’un fichier</translation></message>
    <message><source>Marks of others on or off</source><translation>Marques d’autrui affichées ou non</translation></message>
    <message><source>Marks</source><translation>Marques</translation></message>
    <message><source>All files</source><translation>Tous les fichiers</translation></message>
    <message><source>Marks of {source}: {count}.</source><translation>Marques de {source} : {count}.</translation></message>
    <message><source>Show marks from a file first.</source><translation>Affichez d’abord les marques d’un fichier.</translation></message>
    <message><source>Dotted, not recorded: marks of {source}.</source><translation>En pointillé, non enregistrées : marques de {source}.</translation></message>
    <message><source>Folder:</source><translation>Dossier :</translation></message>
    <message><source>Kind of file:</source><translation>Type de fichier :</translation></message>
    <message><source>The marks cannot be read: {why}</source><translation>Les marques ne peuvent pas être lues : {why}</translation></message>
    <message><source>{path}: these marks were drawn on other pictures than this item shows.</source><translation>{path} : ces marques ont été tracées sur d’autres images que celles de ce dossier.</translation></message>
</context>
</TS>
