<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>replay</name>
    <message><source>A finding chosen</source><translation>Un constat choisi</translation></message>
    <message><source>A mark chosen</source><translation>Une marque choisie</translation></message>
    <message><source>A mark was not recorded</source><translation>Une marque n’a pas été consignée</translation></message>
    <message><source>A second picture beside it</source><translation>Une deuxième image à côté</translation></message>
    <message><source>All layers back</source><translation>Tous les calques de retour</translation></message>
    <message><source>Altered picture in place of the stored one</source><translation>Image modifiée à la place de l’image conservée</translation></message>
    <message><source>Another scan joined the item</source><translation>Une autre image s’est jointe au dossier</translation></message>
    <message><source>Bare image</source><translation>Image nue</translation></message>
    <message><source>Blind spots hidden</source><translation>Angles morts masqués</translation></message>
    <message><source>Blind spots shown</source><translation>Angles morts affichés</translation></message>
    <message><source>Clock held: {why}</source><translation>Chronomètre arrêté : {why}</translation></message>
    <message><source>Clock runs again</source><translation>Chronomètre relancé</translation></message>
    <message><source>Data</source><translation>Données</translation></message>
    <message><source>Data of {shipment}: version {version} came</source><translation>Données de {shipment} : version {version} reçue</translation></message>
    <message><source>Display changed</source><translation>Affichage modifié</translation></message>
    <message><source>Findings agreed with</source><translation>Constats acceptés</translation></message>
    <message><source>Findings hidden</source><translation>Constats masqués</translation></message>
    <message><source>Findings shown</source><translation>Constats affichés</translation></message>
    <message><source>First own act</source><translation>Premier acte de l’agent</translation></message>
    <message><source>First picture on screen</source><translation>Première image à l’écran</translation></message>
    <message><source>Form filled in</source><translation>Formulaire rempli</translation></message>
    <message><source>Form thrown away</source><translation>Formulaire abandonné</translation></message>
    <message><source>Goes with the model</source><translation>Suit le modèle</translation></message>
    <message><source>Heat map hidden</source><translation>Carte de chaleur masquée</translation></message>
    <message><source>Heat map shown</source><translation>Carte de chaleur affichée</translation></message>
    <message><source>Item opened</source><translation>Dossier ouvert</translation></message>
    <message><source>Link broken: {shipment}</source><translation>Lien rompu : {shipment}</translation></message>
    <message><source>Link confirmed: {shipment}</source><translation>Lien confirmé : {shipment}</translation></message>
    <message><source>Link to {shipment_id}: {link_class}</source><translation>Lien avec {shipment_id} : {link_class}</translation></message>
    <message><source>locked</source><translation>verrouillé</translation></message>
    <message><source>Loupe put down</source><translation>Loupe posée</translation></message>
    <message><source>Loupe taken up</source><translation>Loupe prise</translation></message>
    <message><source>Mark {number} changed</source><translation>Marque {number} modifiée</translation></message>
    <message><source>Mark {number} drawn</source><translation>Marque {number} tracée</translation></message>
    <message><source>Mark {number} put back</source><translation>Marque {number} remise</translation></message>
    <message><source>Mark {number} taken away</source><translation>Marque {number} retirée</translation></message>
    <message><source>Marks, verdicts</source><translation>Marques, verdicts</translation></message>
    <message><source>Model on view {view}: nothing flagged</source><translation>Modèle sur la vue {view} : aucune anomalie signalée</translation></message>
    <message><source>Model on view {view}: unknown</source><translation>Modèle sur la vue {view} : inconnu</translation></message>
    <message><source>Model on view {view}: {count} findings</source><translation>Modèle sur la vue {view} : {count} constats</translation></message>
    <message><source>More of view {view} arrived</source><translation>Autre partie de la vue {view} reçue</translation></message>
    <message><source>M{number}: agree</source><translation>M{number} : d’accord</translation></message>
    <message><source>M{number}: disagree</source><translation>M{number} : pas d’accord</translation></message>
    <message><source>M{number}: unsure</source><translation>M{number} : incertain</translation></message>
    <message><source>No file of this view had arrived.</source><translation>Aucun fichier de cette vue n’était arrivé.</translation></message>
    <message><source>No finding chosen</source><translation>Aucun constat choisi</translation></message>
    <message><source>No mark chosen</source><translation>Aucune marque choisie</translation></message>
    <message><source>no sign of life</source><translation>aucun signe d’activité</translation></message>
    <message><source>Noted of the item: {value}</source><translation>Noté au dossier : {value}</translation></message>
    <message><source>Noted: {name}</source><translation>Noté : {name}</translation></message>
    <message><source>Notice acknowledged: {rule}</source><translation>Avis pris en compte : {rule}</translation></message>
    <message><source>Notices on screen: {count}</source><translation>Avis à l’écran : {count}</translation></message>
    <message><source>Only a supervisor replays the decisions of others.</source><translation>Seul un surveillant revoit les décisions des autres.</translation></message>
    <message><source>Only a supervisor sees how others decide.</source><translation>Seul un surveillant voit comment décident les autres.</translation></message>
    <message><source>pause</source><translation>pause</translation></message>
    <message><source>Pauses</source><translation>Pauses</translation></message>
    <message><source>Picture</source><translation>Image</translation></message>
    <message><source>Picture moved</source><translation>Image déplacée</translation></message>
    <message><source>Referrals resultant</source><translation>Renvois ayant donné un résultat</translation></message>
    <message><source>Releases found later</source><translation>Mainlevées démenties ensuite</translation></message>
    <message><source>Right at confidence {level}</source><translation>Juste à la confiance {level}</translation></message>
    <message><source>Right, all levels</source><translation>Juste, tous niveaux</translation></message>
    <message><source>Second picture taken away</source><translation>Deuxième image retirée</translation></message>
    <message><source>Some of what was seen was purged after its time, and is left out.</source><translation>Une partie de ce qui a été vu a été épurée à l’échéance et est omise.</translation></message>
    <message><source>Stored picture back</source><translation>Image conservée de retour</translation></message>
    <message><source>The image was purged after its time. Its digest stays on record; its pixels are gone.</source><translation>L’image a été épurée à l’échéance. Son empreinte reste consignée; ses pixels n’existent plus.</translation></message>
    <message><source>The kept file {sha256} is not the one that was seen: its digest differs. Nothing of it is shown. Run prescreen verify, and put the file back from a backup.</source><translation>Le fichier conservé {sha256} n’est pas celui qui a été vu : son empreinte diffère. Rien n’en est montré. Lancer prescreen verify et remettre le fichier à partir d’une copie de sauvegarde.</translation></message>
    <message><source>Tool: {name}</source><translation>Outil : {name}</translation></message>
    <message><source>Tools</source><translation>Outils</translation></message>
    <message><source>View {view} cannot be shown, and the officer was told why</source><translation>La vue {view} ne peut être affichée, et l’agent a su pourquoi</translation></message>
    <message><source>View {view} on screen</source><translation>Vue {view} à l’écran</translation></message>
    <message><source>View {view} seen to the end</source><translation>Vue {view} vue jusqu’au bout</translation></message>
    <message><source>View {view} stood on screen whole</source><translation>Vue {view} affichée avec tous ses pixels</translation></message>
    <message><source>What happened here was purged after its time</source><translation>Ce qui s’est passé ici a été épuré à l’échéance</translation></message>
    <message><source>What was seen was purged after its time. What is left is who decided what, and when.</source><translation>Ce qui a été vu a été épuré à l’échéance. Il reste qui a décidé quoi, et quand.</translation></message>
</context>
</TS>
