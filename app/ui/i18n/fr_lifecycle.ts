<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>lifecycle</name>
    <message><source>There is nothing on file under {key} that could be deleted.</source><translation>Il n’y a rien au dossier sous {key} qui puisse être supprimé.</translation></message>
    <message><source>{key} was deleted; a Change finds nothing on file. It must be sent as an Add (¶151).</source><translation>{key} a été supprimé; une modification ne trouve rien au dossier. Il faut le transmettre comme ajout (¶151).</translation></message>
    <message><source>{key} arrived before this Delete was made; after arrival nothing is deleted.</source><translation>{key} était arrivé avant cette suppression; après l’arrivée, rien n’est supprimé.</translation></message>
    <message><source>{key} is still on conveyance {crn}, which must be changed or cancelled before its cargo is.</source><translation>{key} figure encore sur le moyen de transport {crn}, qu’il faut modifier ou annuler avant sa cargaison.</translation></message>
    <message><source>{key} was released before this Change was made; form BSF673 is needed (¶157).</source><translation>{key} a reçu la mainlevée avant cette modification; le formulaire BSF673 est requis (¶157).</translation></message>
    <message><source>{element} of {key} cannot be changed by a message after arrival; form BSF673 is needed (¶155).</source><translation>L’élément {element} de {key} ne peut pas être modifié par message après l’arrivée; le formulaire BSF673 est requis (¶155).</translation></message>
    <message><source>This transmission for {key} holds no data that could be read.</source><translation>Cette transmission pour {key} ne contient aucune donnée lisible.</translation></message>
    <message><source>{name} holds no message; there is nothing to take in.</source><translation>{name} ne contient aucun message; il n’y a rien à recevoir.</translation></message>
    <message><source>{name} was turned away: {reason}</source><translation>{name} a été refusé : {reason}</translation></message>
</context>
</TS>
