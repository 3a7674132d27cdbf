<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>estimates</name>
    <message><source>A decision form is open: decide on the scan as it is stored.</source><translation>Un formulaire de décision est ouvert : décidez sur l’image telle que conservée.</translation></message>
    <message><source>blind here</source><translation>aveugle ici</translation></message>
    <message><source>Blind spots on or off</source><translation>Zones aveugles oui ou non</translation></message>
    <message><source>Blind spots: steel, organic, lead</source><translation>Zones aveugles : acier, organique, plomb</translation></message>
    <message><source>Estimate without M{number}: {mass}. Not the scan: never decide on this picture.</source><translation>Estimation sans M{number} : {mass}. Ce n’est pas l’image : ne jamais décider là-dessus.</translation></message>
    <message><source>its mass cannot be told</source><translation>masse inconnue</translation></message>
    <message><source>its mass cannot be told: nothing comes through</source><translation>masse inconnue : rien ne passe</translation></message>
    <message><source>no mass that can be told from what is around it</source><translation>aucune masse qui se distingue de ce qui l’entoure</translation></message>
    <message><source>lead</source><translation>plomb</translation></message>
    <message><source>less than {figure}</source><translation>moins de {figure}</translation></message>
    <message><source>more than {figure}</source><translation>plus de {figure}</translation></message>
    <message><source>nothing comes through</source><translation>rien ne passe</translation></message>
    <message><source>Nothing is flagged that could be removed.</source><translation>Rien n’est signalé qui puisse être retiré.</translation></message>
    <message><source>organic matter</source><translation>matière organique</translation></message>
    <message><source>Picture without the chosen finding</source><translation>Image sans l’anomalie choisie</translation></message>
    <message><source>seen from {mass} of {what}</source><translation>visible dès {mass} ({what})</translation></message>
    <message><source>Smallest mass of {what} that could be seen:</source><translation>Plus petite masse visible ({what}) :</translation></message>
    <message><source>steel</source><translation>acier</translation></message>
    <message><source>The blind spots are not shown.</source><translation>Les zones aveugles ne sont pas affichées.</translation></message>
    <message><source>The chosen finding is in another view.</source><translation>L’anomalie choisie est dans une autre vue.</translation></message>
    <message><source>The scan does not state the size of a pixel.</source><translation>L’image ne dit pas la taille d’un pixel.</translation></message>
    <message><source>The whole scan is not here yet.</source><translation>L’image entière n’est pas encore là.</translation></message>
    <message><source>This could not be worked out for the scan. The picture is as it is stored.</source><translation>Cela n’a pu être calculé pour cette image. Elle s’affiche telle que conservée.</translation></message>
    <message><source>{kg} filled in ({low} to {high})</source><translation>{kg} ajoutés ({low} à {high})</translation></message>
    <message><source>{kg} removed ({low} to {high})</source><translation>{kg} retirés ({low} à {high})</translation></message>
</context>
</TS>
