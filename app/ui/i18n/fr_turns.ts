<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>turns</name>
    <message><source>{name} may not say what people are trained for; an administrator may.</source><translation>{name} ne peut pas dire à quoi les gens sont formés; un administrateur le peut.</translation></message>
    <message><source>Name one mode at least: without any, {account} would be given nothing.</source><translation>Nommez au moins un mode : sans aucun, rien ne serait donné à {account}.</translation></message>
    <message><source>Item {item} asks for training that {account} does not have: {skills}.</source><translation>Le dossier {item} demande une formation que {account} n’a pas : {skills}.</translation></message>
    <message><source>Item {item} was passed on to {officer} by {by}; until {until} it is kept for that person.</source><translation>Le dossier {item} a été transmis à {officer} par {by}; jusqu’à {until}, il est gardé pour cette personne.</translation></message>
    <message><source>Item {item} is no longer yours: {by} has assigned it to {officer}. What you recorded before is kept.</source><translation>Le dossier {item} n’est plus à vous : {by} l’a confié à {officer}. Ce que vous avez consigné auparavant est conservé.</translation></message>
    <message><source>Item {item} is decided: there is nothing to pass on.</source><translation>Le dossier {item} est décidé : il n’y a rien à transmettre.</translation></message>
    <message><source>Only a supervisor assigns an item to somebody.</source><translation>Seul un surveillant confie un dossier à quelqu’un.</translation></message>
    <message><source>{account} cannot be given an item: nobody of that name reviews scans.</source><translation>On ne peut pas confier de dossier à {account} : personne de ce nom n’examine d’images.</translation></message>
    <message><source>A second reader is somebody else than {account}, who asks.</source><translation>Le deuxième lecteur est quelqu’un d’autre que {account}, qui le demande.</translation></message>
    <message><source>Say in a few words why: up to {most} signs.</source><translation>Dites pourquoi en quelques mots : {most} signes au plus.</translation></message>
    <message><source>Say it shorter: up to {most} signs.</source><translation>Dites-le plus brièvement : {most} signes au plus.</translation></message>
    <message><source>Say what is asked, and of whom.</source><translation>Dites ce qui est demandé, et à qui.</translation></message>
    <message><source>A hold ends within {hours} hours, and not before now.</source><translation>Une attente se termine dans les {hours} heures, et pas avant maintenant.</translation></message>
    <message><source>Hand back with a reason</source><translation>Remettre avec un motif</translation></message>
    <message><source>Ask for a second reader</source><translation>Demander un deuxième lecteur</translation></message>
    <message><source>Hold for information</source><translation>Mettre en attente d’information</translation></message>
    <message><source>Assign to an officer</source><translation>Confier à un agent</translation></message>
    <message><source>release recommended</source><translation>mainlevée recommandée</translation></message>
    <message><source>referred for exam</source><translation>renvoyé pour examen</translation></message>
    <message><source>no decision made</source><translation>aucune décision prise</translation></message>
    <message><source>data asked for</source><translation>données demandées</translation></message>
    <message><source>Decide again: {who} at {time}, {what}. Since then:</source><translation>À décider de nouveau : {who}, {time}, {what}. Depuis :</translation></message>
    <message><source>{object}: {count} new images, view {view}</source><translation>{object} : {count} nouvelles images, vue {view}</translation></message>
    <message><source>{object}: 1 new image, view {view}</source><translation>{object} : 1 nouvelle image, vue {view}</translation></message>
    <message><source>{shipment} is new here</source><translation>{shipment} est nouveau ici</translation></message>
    <message><source>1 new finding: {titles}</source><translation>1 nouvelle constatation : {titles}</translation></message>
    <message><source>{count} new findings: {titles}</source><translation>{count} nouvelles constatations : {titles}</translation></message>
    <message><source>{shipment} was deleted</source><translation>{shipment} a été supprimé</translation></message>
    <message><source>{shipment}  {change}</source><translation>{shipment}  {change}</translation></message>
    <message><source>Others are given it first for 15 minutes. Your marks stay.</source><translation>Pendant 15 minutes, il est donné d’abord aux autres. Vos marques restent.</translation></message>
    <message><source>Somebody else looks and decides. Your marks and question stay.</source><translation>Quelqu’un d’autre regarde et décide. Vos marques et votre question restent.</translation></message>
    <message><source>It waits until then, or until new data comes. Your marks stay.</source><translation>Il attend jusque-là, ou jusqu’à l’arrivée de nouvelles données. Vos marques restent.</translation></message>
    <message><source>It comes first for that person, whoever has it now.</source><translation>Il passe en premier pour cette personne, peu importe qui l’a maintenant.</translation></message>
    <message><source>Ask</source><translation>Demander</translation></message>
    <message><source>Put on hold</source><translation>Mettre en attente</translation></message>
    <message><source>Assign</source><translation>Confier</translation></message>
    <message><source>Question</source><translation>Question</translation></message>
    <message><source>Why, if it needs saying</source><translation>Pourquoi, s’il faut le dire</translation></message>
    <message><source>Say it in a few words.</source><translation>Dites-le en quelques mots.</translation></message>
    <message><source>Choose an officer.</source><translation>Choisissez un agent.</translation></message>
    <message><source>Say who is to answer.</source><translation>Dites qui doit répondre.</translation></message>
    <message><source>Asked of</source><translation>Demandé à</translation></message>
    <message><source>On hold for</source><translation>En attente pendant</translation></message>
    <message><source>Anybody else</source><translation>N’importe qui d’autre</translation></message>
    <message><source>supervisor</source><translation>surveillant</translation></message>
    <message><source>Second reader</source><translation>Deuxième lecteur</translation></message>
    <message><source>{item} is handed back; the reason stands beside it.</source><translation>{item} est remis; le motif figure à côté.</translation></message>
    <message><source>{item} waits for a second reader.</source><translation>{item} attend un deuxième lecteur.</translation></message>
    <message><source>{item} is on hold; new data ends that.</source><translation>{item} est en attente; de nouvelles données y mettent fin.</translation></message>
    <message><source>{item} is assigned to {to}.</source><translation>{item} est confié à {to}.</translation></message>
    <message><source>The item is not yours: claim it first.</source><translation>Le dossier n’est pas à vous : prenez-le d’abord.</translation></message>
    <message><source>Only a supervisor assigns items.</source><translation>Seul un surveillant confie des dossiers.</translation></message>
    <message><source>It could not be recorded: {why}.</source><translation>Cela n’a pas pu être consigné : {why}.</translation></message>
    <message><source>Port: {port}</source><translation>Bureau : {port}</translation></message>
    <message><source>Port: all</source><translation>Bureau : tous</translation></message>
    <message><source>none</source><translation>aucun</translation></message>
    <message><source>Beyond your training: {what}.</source><translation>Au-delà de votre formation : {what}.</translation></message>
    <message><source>Nothing waits for you here.</source><translation>Rien ne vous attend ici.</translation></message>
    <message><source>dangerous goods</source><translation>marchandises dangereuses</translation></message>
    <message><source>consolidated cargo</source><translation>fret groupé</translation></message>
    <message><source>Put back by you</source><translation>Remis par vous</translation></message>
    <message><source>Second reader wanted</source><translation>Deuxième lecteur voulu</translation></message>
    <message><source>{who} asked {whom} at {time}:</source><translation>{who} a demandé à {whom}, à {time} :</translation></message>
    <message><source>New since then: {what}.</source><translation>Nouveau depuis : {what}.</translation></message>
    <message><source>Beyond your training</source><translation>Hors de votre formation</translation></message>
    <message><source>New data came</source><translation>Nouvelles données</translation></message>
    <message><source>Answer overdue</source><translation>Réponse en retard</translation></message>
    <message><source>On hold, {time}</source><translation>En attente, {time}</translation></message>
    <message><source>Back from {who}</source><translation>Remis par {who}</translation></message>
    <message><source>For you, from {who}</source><translation>Pour vous, de {who}</translation></message>
    <message><source>For {who}</source><translation>Pour {who}</translation></message>
    <message><source>{who} handed this back at {time}.</source><translation>{who} l’a remis à {time}.</translation></message>
    <message><source>{count} images</source><translation>{count} images</translation></message>
    <message><source>“{text}”</source><translation>« {text} »</translation></message>
    <message><source>{who} asked for a second reader at {time}.</source><translation>{who} a demandé un deuxième lecteur à {time}.</translation></message>
    <message><source>No answer by {time}.</source><translation>Pas de réponse à {time}.</translation></message>
    <message><source>{who} assigned this to you at {time}.</source><translation>{who} vous l’a confié à {time}.</translation></message>
    <message><source>{who} assigned this to {to} at {time}.</source><translation>{who} l’a confié à {to} à {time}.</translation></message>
    <message><source>On hold until {time}.</source><translation>En attente jusqu’à {time}.</translation></message>
    <message><source>1 image</source><translation>1 image</translation></message>
    <message><source>On hold</source><translation>En attente</translation></message>
    <message><source>{time}, just changed</source><translation>{time}, vient de changer</translation></message>
    <message><source>Just now: {what}</source><translation>À l’instant : {what}</translation></message>
    <message><source>{count} new</source><translation>{count} de plus</translation></message>
    <message><source>{count} gone</source><translation>{count} de moins</translation></message>
    <message><source>{count} changed</source><translation>{count} modifiés</translation></message>
    <message><source>Nobody else here may be given this item.</source><translation>Ce dossier ne peut être confié à personne d’autre ici.</translation></message>
    <message><source>{item} is back in the queue; others are given it first.</source><translation>{item} est de retour dans la file ; il va d’abord à d’autres.</translation></message>
</context>
</TS>
