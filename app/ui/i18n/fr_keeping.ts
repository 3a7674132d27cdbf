<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>keeping</name>
    <message><source>Item {item} was purged after its time: its pictures and its data are gone. What is left is who decided what, and when.</source><translation>Le dossier {item} a été purgé une fois son temps passé : ses images et ses données ont disparu. Il reste qui a décidé quoi, et quand.</translation></message>
    <message><source>What referral {referral} said was purged after its time; no result is taken in of it.</source><translation>Ce que disait le renvoi {referral} a été purgé une fois son temps passé; aucun résultat n’en est repris.</translation></message>
    <message><source>What was decided of item {item} was purged after its time. What is left is who decided what, and when: `prescreen show` and `prescreen export` tell it.</source><translation>Ce qui a été décidé du dossier {item} a été purgé une fois son temps passé. Il reste qui a décidé quoi, et quand : `prescreen show` et `prescreen export` le disent.</translation></message>
    <message><source>The copy {path} holds no record that can be read.</source><translation>La copie {path} ne contient aucun registre lisible.</translation></message>
    <message><source>Line {known} of this record was sealed already, and the backup ends at line {length}: what came after would be lost. Take a later backup, or say --accept-loss; the loss goes on record.</source><translation>La ligne {known} de ce registre était déjà scellée, et la sauvegarde s’arrête à la ligne {length} : ce qui a suivi serait perdu. Prenez une sauvegarde plus récente, ou indiquez --accept-loss; la perte est portée au registre.</translation></message>
    <message><source>The backup is not a copy of the record that the seal's anchor knows.</source><translation>La sauvegarde n’est pas une copie du registre que connaît l’ancre du sceau.</translation></message>
    <message><source>The workspace {path} still holds this record. Two of one record would part ways.</source><translation>L’espace de travail {path} contient encore ce registre. Deux exemplaires d’un même registre divergeraient.</translation></message>
    <message><source>{path} is no backup that was finished: its list {name} is missing or cannot be read.</source><translation>{path} n’est pas une sauvegarde terminée : sa liste {name} est absente ou illisible.</translation></message>
    <message><source>The list of the backup {path} was not signed with the key of this workspace. Put the key from its own backup into {keys}, or look for the right backup.</source><translation>La liste de la sauvegarde {path} n’a pas été signée avec la clé de cet espace de travail. Remettez la clé, à partir de sa propre sauvegarde, dans {keys}, ou cherchez la bonne sauvegarde.</translation></message>
    <message><source>The list of the backup names {name}, which is no place of a workspace.</source><translation>La liste de la sauvegarde nomme {name}, qui n’a pas sa place dans un espace de travail.</translation></message>
    <message><source>{name} in the backup is not the file that was put there. Nothing was restored.</source><translation>{name} dans la sauvegarde n’est pas le fichier qui y a été mis. Rien n’a été restauré.</translation></message>
    <message><source>{path} cannot be used: {why}.</source><translation>{path} est inutilisable : {why}.</translation></message>
    <message><source>{path} holds something already. A folder of its own is needed, and empty.</source><translation>{path} contient déjà quelque chose. Il faut un dossier à part, vide.</translation></message>
    <message><source>{path} lies in the workspace itself. A backup belongs on another disk.</source><translation>{path} se trouve dans l’espace de travail même. Une sauvegarde va sur un autre disque.</translation></message>
    <message><source>The copy of the record does not verify, so no backup was made: {reason}</source><translation>La copie du registre ne se vérifie pas; aucune sauvegarde n’a été faite : {reason}</translation></message>
    <message><source>The record in the backup does not verify, so nothing was restored: {reason}</source><translation>Le registre de la sauvegarde ne se vérifie pas; rien n’a été restauré : {reason}</translation></message>
    <message><source>The record in the backup is not the one that its list names.</source><translation>Le registre de la sauvegarde n’est pas celui que nomme sa liste.</translation></message>
    <message><source>The backup lacks the kept file {digest}, which its list does not tell. Nothing was restored.</source><translation>Il manque à la sauvegarde le fichier conservé {digest}, ce que sa liste ne dit pas. Rien n’a été restauré.</translation></message>
    <message><source>{name} may not put or lift a legal hold: the role {role} does not include it.</source><translation>{name} ne peut ni imposer ni lever une mise en suspens juridique : le rôle {role} ne le permet pas.</translation></message>
    <message><source>A legal hold needs a reason of up to {most} signs, and so does lifting it.</source><translation>Une mise en suspens juridique exige un motif d’au plus {most} signes, et sa levée aussi.</translation></message>
    <message><source>There is neither an item nor a shipment {subject} on record.</source><translation>Il n’y a au registre ni dossier ni expédition {subject}.</translation></message>
    <message><source>{subject} is under no legal hold.</source><translation>{subject} ne fait l’objet d’aucune mise en suspens juridique.</translation></message>
    <message><source>{name} may not purge: the role {role} does not include it.</source><translation>{name} ne peut pas purger : le rôle {role} ne le permet pas.</translation></message>
    <message><source>Nothing is due, so nothing was purged.</source><translation>Rien n’est échu; rien n’a été purgé.</translation></message>
</context>
</TS>
