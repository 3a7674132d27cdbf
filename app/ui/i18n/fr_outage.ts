<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>A part of what was done while working alone cannot be read any more. The file was kept as {path}. Look through the items of that time, and tell the administrator.</source><translation>Une partie de ce qui a été fait en travaillant seul n’est plus lisible. Le fichier est gardé sous {path}. Revoyez les dossiers de cette période et avisez l’administrateur.</translation></message>
    <message><source>Acknowledged notice</source><translation>Avis dont il est pris acte</translation></message>
    <message><source>Another window of {account} works alone on this machine. Go on there.</source><translation>Une autre fenêtre de {account} travaille seule sur ce poste. Continuez là-bas.</translation></message>
    <message><source>Correct</source><translation>Corriger</translation></message>
    <message><source>Decide again</source><translation>Décider de nouveau</translation></message>
    <message><source>Decided alone, to be confirmed</source><translation>Décidé seul, à confirmer</translation></message>
    <message><source>decided {done}, received {received}</source><translation>décidé {done}, reçu {received}</translation></message>
    <message><source>Decision of {who}, who has to confirm it.</source><translation>Décision de {who}, qui doit la confirmer.</translation></message>
    <message><source>Decision {id} does not wait to be confirmed.</source><translation>La décision {id} n’attend pas de confirmation.</translation></message>
    <message><source>Decisions made alone that wait to be confirmed: {count}. See what waits.</source><translation>Décisions prises seul à confirmer : {count}. Voyez ce qui attend.</translation></message>
    <message><source>Draft</source><translation>Brouillon</translation></message>
    <message><source>Files of images that came in after the decision: {count}.</source><translation>Fichiers d’images arrivés après la décision : {count}.</translation></message>
    <message><source>Hand-back</source><translation>Remise en file</translation></message>
    <message><source>Item {item} is decided. What you signed can be corrected when the line to the record is back.</source><translation>Le dossier {item} est décidé. Ce que vous avez signé pourra être corrigé au retour de la liaison avec le registre.</translation></message>
    <message><source>Item {item} is not yours: claim it when the line to the record is back.</source><translation>Le dossier {item} n’est pas à vous : prenez-le au retour de la liaison avec le registre.</translation></message>
    <message><source>Kept here</source><translation>Gardé ici</translation></message>
    <message><source>Link of scan and shipment</source><translation>Lien entre image et expédition</translation></message>
    <message><source>Mark in the image</source><translation>Marque dans l’image</translation></message>
    <message><source>Mark {number} was changed from elsewhere meanwhile. What stands on record was left as it is.</source><translation>La marque {number} a été modifiée d’un autre poste entre-temps. Ce qui est au registre est resté tel quel.</translation></message>
    <message><source>No more can be kept while working alone: {count} acts wait for the record. Nothing of them is lost; wait for the line.</source><translation>Rien de plus ne peut être gardé en travaillant seul : {count} gestes attendent le registre. Rien n’en est perdu ; attendez la liaison.</translation></message>
    <message><source>Nothing can be claimed while the line to the record is cut: somebody else may have it. What you have claimed can be finished.</source><translation>Rien ne peut être pris pendant que la liaison est coupée : quelqu’un d’autre l’a peut-être. Ce que vous avez pris peut être terminé.</translation></message>
    <message><source>Nothing that the record knows has changed since.</source><translation>Rien de ce que le registre connaît n’a changé depuis.</translation></message>
    <message><source>Nothing waits. Everything is on record.</source><translation>Rien n’attend. Tout est au registre.</translation></message>
    <message><source>Observation</source><translation>Observation</translation></message>
    <message><source>On line, {count} refused</source><translation>En ligne, {count} refusés</translation></message>
    <message><source>On line, {count} to confirm</source><translation>En ligne, {count} à confirmer</translation></message>
    <message><source>Only {officer}, who signed it, confirms this decision.</source><translation>Seul {officer}, signataire, confirme cette décision.</translation></message>
    <message><source>Refused by the record</source><translation>Refusé par le registre</translation></message>
    <message><source>Sending, {count} left</source><translation>Envoi, reste {count}</translation></message>
    <message><source>Shipment {shipment} came in after the decision.</source><translation>L’expédition {shipment} est arrivée après la décision.</translation></message>
    <message><source>Shipment {shipment} is at version {now}; the decision rests on version {then}.</source><translation>L’expédition {shipment} en est à la version {now} ; la décision repose sur la version {then}.</translation></message>
    <message><source>Step of the review</source><translation>Étape de l’examen d’image</translation></message>
    <message><source>Taken note</source><translation>Pris acte</translation></message>
    <message><source>The act is that of {account}, not of {officer}, who signed in.</source><translation>Le geste est celui de {account}, non de {officer}, qui a ouvert la session.</translation></message>
    <message><source>The key {path} of what waits here for the record cannot be read or written: {why}. Give this account permission there.</source><translation>La clé {path} de ce qui attend ici le registre ne peut être lue ni écrite : {why}. Donnez à ce compte les droits sur ce dossier.</translation></message>
    <message><source>The line to the record broke, and it is not known whether this was recorded. Look at item {item} when the line is back.</source><translation>La liaison avec le registre s’est rompue, et on ne sait pas si ceci a été enregistré. Regardez le dossier {item} au retour de la liaison.</translation></message>
    <message><source>The line to the record is back. Refused by the record: {count}. See what waits.</source><translation>La liaison avec le registre est rétablie. Refusés par le registre : {count}. Voyez ce qui attend.</translation></message>
    <message><source>The line to the record is back. What you did alone is on record.</source><translation>La liaison avec le registre est rétablie. Ce que vous avez fait seul est au registre.</translation></message>
    <message><source>The line to the record is cut. Only who signed in at this machine in the last {hours} hours can sign in now, with the same password.</source><translation>La liaison avec le registre est coupée. Seul qui a ouvert une session sur ce poste dans les {hours} dernières heures peut le faire maintenant, avec le même mot de passe.</translation></message>
    <message><source>The line to the record is cut. What is asked for is not here; wait for the line.</source><translation>La liaison avec le registre est coupée. Ce qui est demandé n’est pas ici ; attendez la liaison.</translation></message>
    <message><source>The line to the record is cut. What you do is kept here, locked, and sent when it is back; nothing can be claimed meanwhile. {key} shows what waits.</source><translation>La liaison avec le registre est coupée. Ce que vous faites est gardé ici, chiffré, et envoyé à son retour ; rien ne peut être pris entre-temps. {key} montre ce qui attend.</translation></message>
    <message><source>The record of shipment {shipment} was deleted.</source><translation>Le dossier de l’expédition {shipment} a été supprimé.</translation></message>
    <message><source>This takes a second person, who cannot sign in while the line to the record is cut. Choose another outcome, or wait for the line.</source><translation>Il faut une deuxième personne, qui ne peut s’identifier pendant que la liaison est coupée. Choisissez une autre issue, ou attendez la liaison.</translation></message>
    <message><source>To be sent</source><translation>À envoyer</translation></message>
    <message><source>Try the line now</source><translation>Essayer la liaison</translation></message>
    <message><source>Verdict on a finding</source><translation>Avis sur une constatation</translation></message>
    <message><source>View on screen</source><translation>Vue à l’écran</translation></message>
    <message><source>View seen to its end</source><translation>Vue parcourue jusqu’au bout</translation></message>
    <message><source>What is done while working alone cannot be kept in {path}: {why}. Free some space or give this account write permission there.</source><translation>Ce qui est fait en travaillant seul ne peut être gardé dans {path} : {why}. Libérez de l’espace ou donnez à ce compte le droit d’y écrire.</translation></message>
    <message><source>What item {item} was decided on has changed, so it cannot be confirmed. Open it and decide again.</source><translation>Ce qui fondait la décision sur le dossier {item} a changé ; elle ne peut être confirmée. Ouvrez-le et décidez de nouveau.</translation></message>
    <message><source>What waits for the record</source><translation>Ce qui attend le registre</translation></message>
    <message><source>What was kept of this act cannot be read. Look at item {item} and do it again.</source><translation>Ce qui a été gardé de ce geste est illisible. Ouvrez le dossier {item} et refaites-le.</translation></message>
    <message><source>Working alone since {time}</source><translation>Travail seul depuis {time}</translation></message>
    <message><source>Working alone since {time}, {count} to send</source><translation>Travail seul depuis {time}, {count} à envoyer</translation></message>
    <message><source>{key} shows what waits.</source><translation>{key} montre ce qui attend.</translation></message>
    <message><source>It cannot be confirmed: look at it and decide again.</source><translation>Elle ne peut être confirmée : revoyez le dossier et décidez de nouveau.</translation></message>
    <message><source>You can look at it again when the line to the record is back.</source><translation>Vous pourrez revoir le dossier au retour de la liaison avec le registre.</translation></message>
    <message><source>Look at it</source><translation>Revoir</translation></message>
    <message><source>You look at what you decided alone: confirm it, or correct it.</source><translation>Vous revoyez ce que vous avez décidé en travaillant seul : confirmez ou corrigez.</translation></message>
    <message><source>Look at every view first: {count} to go.</source><translation>Voir d’abord toutes les vues : il en reste {count}.</translation></message>
    <message><source>It can be confirmed when the line to the record is back.</source><translation>La décision pourra être confirmée au retour de la liaison avec le registre.</translation></message>
    <message><source>What it rests on has changed: decide again.</source><translation>Ce qui la fonde a changé : décidez de nouveau.</translation></message>
    <message><source>Confirmed: {item}.</source><translation>Confirmé : {item}.</translation></message>
    <message><source>Next: go on with yours</source><translation>Suivant : finir le vôtre</translation></message>
    <message><source>What they say is not here.</source><translation>Leur texte n’est pas ici.</translation></message>
    <message><source>Working alone: whether a scanner has changed since is looked at when the line is back.</source><translation>Travail seul : l’état des appareils sera revu au retour de la liaison.</translation></message>
    <message><source>Decided alone: {outcome}</source><translation>Décidé seul : {outcome}</translation></message>
    <message><source>Confirm what you signed, or correct it.</source><translation>Confirmez ce que vous avez signé, ou corrigez-le.</translation></message>
    <message><source>Working alone: nothing can be claimed.</source><translation>Travail seul : rien ne peut être pris.</translation></message>
    <message><source>The line to the record is cut: the item stays yours until its time is over and somebody else takes it.</source><translation>La liaison avec le registre est coupée : le dossier reste à vous jusqu’à la fin de son délai et tant que personne d’autre ne le prend.</translation></message>
    <message><source>To be sent: {count}. That stays on this machine, locked, and is sent when you sign in here again.</source><translation>À envoyer : {count}. Cela reste sur ce poste, chiffré, et part quand vous y ouvrez de nouveau une session.</translation></message>
    <message><source>The line to the record has been cut since {time}. You have done nothing since that is to be sent. What you do from now on is kept here and stands in this place until it is on record.</source><translation>La liaison avec le registre est coupée depuis {time}. Vous n’avez rien fait depuis qui soit à envoyer. Ce que vous ferez est gardé ici et figure à cet endroit jusqu’à son inscription au registre.</translation></message>
    <message><source>Everything was sent. The record is asked what has changed meanwhile.</source><translation>Tout est envoyé. On demande au registre ce qui a changé entre-temps.</translation></message>
    <message><source>Look at item {item} first, every view of it, as it is now: nothing is confirmed unseen.</source><translation>Revoyez d’abord le dossier {item} tel qu’il est, toutes ses vues : rien ne se confirme sans être vu.</translation></message>
</context>
</TS>
