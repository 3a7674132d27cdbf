<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>archives</name>
    <message><source>{archive} cannot be reached ({why}). It is tried again by itself; if it lasts, tell who runs it.</source><translation>{archive} est injoignable ({why}). Un nouvel essai se fait de lui-même; si cela dure, prévenez son exploitant.</translation></message>
    <message><source>The line to {archive} was cut ({why}). What is here stays; the rest is asked for again.</source><translation>La liaison avec {archive} a été coupée ({why}). Ce qui est ici reste; le reste est redemandé.</translation></message>
    <message><source>{archive} is busy ({why}). It is tried again by itself.</source><translation>{archive} est occupé ({why}). Un nouvel essai se fait de lui-même.</translation></message>
    <message><source>{archive} failed over {what} ({why}). It is tried again; if it lasts, tell who runs it.</source><translation>{archive} a échoué pour {what} ({why}). Un nouvel essai se fait; si cela dure, prévenez son exploitant.</translation></message>
    <message><source>{archive} cannot prove that it is the right one ({why}). Nothing was sent or fetched. Ask who runs it for the certificate to trust (root_certificate in the settings).</source><translation>{archive} ne peut pas prouver son identité ({why}). Rien n'a été envoyé ni reçu. Demandez à son exploitant le certificat de confiance (root_certificate dans les réglages).</translation></message>
    <message><source>The certificate of {archive} is not valid at this machine's time ({why}). Look at this machine's clock first; if it is right, tell who runs the archive.</source><translation>Le certificat de {archive} n'est pas valable à l'heure de ce poste ({why}). Vérifiez d'abord l'horloge du poste; si elle est juste, prévenez l'exploitant de l'archive.</translation></message>
    <message><source>{archive} does not know this user or password ({why}). Give the password anew.</source><translation>{archive} ne reconnaît pas cet utilisateur ou ce mot de passe ({why}). Donnez de nouveau le mot de passe.</translation></message>
    <message><source>{archive} does not let this user have {what} ({why}). Ask who runs it for the right.</source><translation>{archive} ne donne pas {what} à cet utilisateur ({why}). Demandez ce droit à son exploitant.</translation></message>
    <message><source>{archive} has no {what} ({why}). Ask the scanner's site to send the scan again.</source><translation>{archive} n'a pas {what} ({why}). Demandez au site du scanner de renvoyer l'image.</translation></message>
    <message><source>{archive} refuses {what} ({why}). Tell who runs it.</source><translation>{archive} refuse {what} ({why}). Prévenez son exploitant.</translation></message>
    <message><source>{archive} answered for {what} with nothing, as if all were well. Ask again later; if it lasts, tell who runs it.</source><translation>{archive} a répondu pour {what} par une réponse vide, comme si tout allait bien. Redemandez plus tard; si cela dure, prévenez son exploitant.</translation></message>
    <message><source>What {archive} sent of {what} is not what it was ({why}). It was thrown away; ask for it again, and tell who runs the archive if it happens twice.</source><translation>Ce que {archive} a envoyé de {what} n'est pas l'original ({why}). Cela a été rejeté; redemandez-le et, si cela se répète, prévenez l'exploitant de l'archive.</translation></message>
    <message><source>{url} is no address of an archive. Write https://SERVER/PATH.</source><translation>{url} n'est pas l'adresse d'une archive. Écrivez https://SERVEUR/CHEMIN.</translation></message>
    <message><source>The way to an archive is always encrypted: write https:// in {url}. Only on this machine itself may it be http://.</source><translation>La liaison avec une archive est toujours chiffrée : écrivez https:// dans {url}. Seul ce poste lui-même peut se nommer http://.</translation></message>
    <message><source>The address of an archive holds no password: it would be seen in lists of programs and in logs. Leave it out of {url}; it is asked for.</source><translation>L'adresse d'une archive ne contient pas de mot de passe : il se verrait dans les listes de programmes et les journaux. Retirez-le de {url}; il est demandé.</translation></message>
</context>
</TS>
