<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.keys</name>
    <message><source>A preference needs a name of 1 to {longest} characters.</source><translation>Une préférence doit porter un nom de 1 à {longest} caractères.</translation></message>
    <message><source>The preference {name} has {size} bytes; it may have {largest}. Remove some of its entries.</source><translation>La préférence {name} compte {size} octets; elle peut en compter {largest}. Retirez-en quelques éléments.</translation></message>
    <message><source>The preference {name} is not JSON and was not kept.</source><translation>La préférence {name} n’est pas du JSON et n’a pas été conservée.</translation></message>
    <message><source>There is no account {account}, so its preference {name} was not kept.</source><translation>Il n’y a pas de compte {account}; sa préférence {name} n’a donc pas été conservée.</translation></message>
    <message><source>Kept settings cannot be read ({names}); the defaults are used. Set them again to replace what is damaged.</source><translation>Des réglages conservés sont illisibles ({names}); les valeurs par défaut s’appliquent. Réglez-les de nouveau pour remplacer ce qui est endommagé.</translation></message>
    <message><source>Your settings cannot be read: {why} The defaults are used.</source><translation>Vos réglages sont illisibles : {why} Les valeurs par défaut s’appliquent.</translation></message>
    <message><source>The setting is not kept: {why} It holds until you sign out.</source><translation>Le réglage n’est pas conservé : {why} Il vaut jusqu’à la fermeture de votre session.</translation></message>
    <message><source>Settings</source><translation>Réglages</translation></message>
    <message><source>Zoom in</source><translation>Agrandir</translation></message>
    <message><source>Zoom out</source><translation>Réduire</translation></message>
    <message><source>Filters, 0 to 9</source><translation>Filtres, 0 à 9</translation></message>
    <message><source>{keys} means the same for everybody and cannot be given away.</source><translation>{keys} a le même sens pour tous et ne peut être réattribuée.</translation></message>
    <message><source>This key is the same for everybody.</source><translation>Cette touche est la même pour tous.</translation></message>
    <message><source>The key {keys} that you chose is taken now; {command} has its own key again.</source><translation>La touche {keys} que vous aviez choisie est maintenant prise; « {command} » a repris la sienne.</translation></message>
    <message><source>There is no such command.</source><translation>Cette commande n’existe pas.</translation></message>
    <message><source>Open an item first.</source><translation>Ouvrez d’abord un dossier.</translation></message>
    <message><source>Hold the key down on the image.</source><translation>Maintenez la touche enfoncée sur l’image.</translation></message>
    <message><source>Not possible now.</source><translation>Impossible pour le moment.</translation></message>
    <message><source>Nothing waits.</source><translation>Rien n’attend.</translation></message>
    <message><source>Choose a line first.</source><translation>Choisissez d’abord une ligne.</translation></message>
    <message><source>The image is not here.</source><translation>L’image n’est pas là.</translation></message>
    <message><source>The model has no findings here.</source><translation>Le modèle n’a rien signalé ici.</translation></message>
    <message><source>Choose a mark first.</source><translation>Choisissez d’abord une marque.</translation></message>
    <message><source>This item has one view.</source><translation>Ce dossier n’a qu’une vue.</translation></message>
    <message><source>No warning waits to be acknowledged.</source><translation>Aucun avertissement n’attend d’être confirmé.</translation></message>
    <message><source>No link waits to be confirmed.</source><translation>Aucun lien n’attend d’être confirmé.</translation></message>
    <message><source>The item is decided; amend what was signed.</source><translation>Le dossier est décidé; modifiez ce qui a été signé.</translation></message>
    <message><source>Waits: {what}</source><translation>En attente : {what}</translation></message>
    <message><source>Open a decision form first.</source><translation>Ouvrez d’abord un formulaire de décision.</translation></message>
    <message><source>Something is missing in the form.</source><translation>Il manque quelque chose dans le formulaire.</translation></message>
    <message><source>Nothing is signed yet.</source><translation>Rien n’est encore signé.</translation></message>
    <message><source>Everything is saved.</source><translation>Tout est enregistré.</translation></message>
    <message><source>The chosen line is not yours.</source><translation>La ligne choisie n’est pas à vous.</translation></message>
    <message><source>Scroll</source><translation>Défilement</translation></message>
    <message><source>Keys</source><translation>Touches</translation></message>
    <message><source>{why}</source><translation>{why}</translation></message>
    <message><source>Press a new key</source><translation>Appuyer sur une nouvelle touche</translation></message>
    <message><source>Exchange the keys</source><translation>Échanger les touches</translation></message>
    <message><source>Back to its own key</source><translation>Revenir à sa propre touche</translation></message>
    <message><source>Every key back to its own</source><translation>Rétablir toutes les touches</translation></message>
    <message><source>Or click a free key</source><translation>Ou cliquer sur une touche libre</translation></message>
    <message><source>Press the new key. Esc leaves it as it is.</source><translation>Appuyez sur la nouvelle touche. Échap la laisse telle quelle.</translation></message>
    <message><source>{keys} belongs to “{command}”. Choose another key, or exchange the two.</source><translation>{keys} appartient à « {command} ». Choisissez une autre touche, ou échangez les deux.</translation></message>
    <message><source>“{command}” has the key {keys} now.</source><translation>« {command} » a maintenant la touche {keys}.</translation></message>
    <message><source>The two keys are exchanged.</source><translation>Les deux touches sont échangées.</translation></message>
    <message><source>Every command has its own key again.</source><translation>Chaque commande a repris sa propre touche.</translation></message>
    <message><source>The key stays as it was.</source><translation>La touche reste telle quelle.</translation></message>
    <message><source>Key {key}; its own key is {default}</source><translation>Touche {key}; sa propre touche est {default}</translation></message>
    <message><source>Search commands and keys</source><translation>Chercher commandes et touches</translation></message>
    <message><source>Commands and their keys</source><translation>Commandes et leurs touches</translation></message>
    <message><source>the same for everybody</source><translation>la même pour tous</translation></message>
    <message><source>Press one of its digits.</source><translation>Appuyez sur l’un de ses chiffres.</translation></message>
    <message><source>Key {key}, its own</source><translation>Touche {key}, la sienne</translation></message>
    <message><source>Parcels</source><translation>Colis</translation></message>
    <message><source>Edge to edge</source><translation>D’un bord à l’autre</translation></message>
    <message><source>Whole image</source><translation>Image entière</translation></message>
    <message><source>Whole height</source><translation>Toute la hauteur</translation></message>
    <message><source>Overview strip</source><translation>Bande d’ensemble</translation></message>
    <message><source>Overview strip on or off</source><translation>Bande d’ensemble affichée ou non</translation></message>
    <message><source>Remember this layout</source><translation>Retenir cette disposition</translation></message>
    <message><source>This layout is kept for: {mode}.</source><translation>Cette disposition est conservée pour : {mode}.</translation></message>
    <message><source>Back to the default</source><translation>Revenir à la valeur par défaut</translation></message>
    <message><source>Your own layout. It counts from the next item on.</source><translation>Votre propre disposition. Elle vaut dès le prochain dossier.</translation></message>
    <message><source>The layout that the program comes with.</source><translation>La disposition fournie avec le programme.</translation></message>
    <message><source>As before</source><translation>Comme avant</translation></message>
    <message><source>At the first look</source><translation>Au premier regard</translation></message>
    <message><source>Preset</source><translation>Préréglage</translation></message>
    <message><source>On screen</source><translation>À l’écran</translation></message>
    <message><source>Or lay an item out as you like it, then “{command}” ({key}).</source><translation>Ou disposez un dossier à votre goût, puis « {command} » ({key}).</translation></message>
    <message><source>Layout</source><translation>Disposition</translation></message>
    <message><source>Commands of the image</source><translation>Commandes de l’image</translation></message>
    <message><source>Comparison at the side</source><translation>Comparaison à côté</translation></message>
    <message><source>Backspace</source><translation>Retour arr.</translation></message>
    <message><source>PgUp</source><translation>Pg préc</translation></message>
    <message><source>PgDn</source><translation>Pg suiv</translation></message>
    <message><source>Home</source><translation>Début</translation></message>
    <message><source>End</source><translation>Fin</translation></message>
</context>
</TS>
