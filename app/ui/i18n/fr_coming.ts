<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>coming</name>
    <message><source>{detail}; {share} here</source><translation>{detail}; {share} reçus</translation></message>
    <message><source>{detail}, not checked yet; {share} here</source><translation>{detail}, pas encore vérifié; {share} reçus</translation></message>
    <message><source>In sight {sharp}, elsewhere {detail}; {share} here</source><translation>À l’écran {sharp}, ailleurs {detail}; {share} reçus</translation></message>
    <message><source>{detail}; the whole image is being read</source><translation>{detail}; lecture de l’image entière en cours</translation></message>
    <message><source>full detail</source><translation>tout le détail</translation></message>
    <message><source>1/{count} of the detail</source><translation>1/{count} du détail</translation></message>
    <message><source>{share} of the image here</source><translation>{share} de l’image reçus</translation></message>
    <message><source>Not here yet</source><translation>Pas encore reçue</translation></message>
    <message><source>drawn on {detail}</source><translation>tracé sur {detail}</translation></message>
    <message><source>View {view} of {object} is not here in full detail yet: a release waits for it, a referral does not.</source><translation>La vue {view} de {object} n’est pas encore ici dans tout son détail : une mainlevée l’attend, un renvoi ne l’attend pas.</translation></message>
    <message><source>The image is here in full detail</source><translation>L’image est ici dans tout son détail</translation></message>
    <message><source>{count} images are here in full detail</source><translation>{count} images sont ici dans tout leur détail</translation></message>
    <message><source>There is not enough memory for this image.</source><translation>La mémoire ne suffit pas pour cette image.</translation></message>
    <message><source>The image could not be brought, for a reason that the program does not know ({why}). It is tried again by itself; if it lasts, tell who looks after the program.</source><translation>L’image n’a pas pu être apportée, pour une raison que le programme ne connaît pas ({why}). Un nouvel essai se fait de lui-même; si cela dure, prévenez qui s’occupe du programme.</translation></message>
</context>
</TS>
