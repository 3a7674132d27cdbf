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
    <message><source>Filters, 0 to 8</source><translation>Filtres, 0 à 8</translation></message>
    <message><source>{keys} means the same for everybody and cannot be given away.</source><translation>{keys} a le même sens pour tous et ne peut être réattribuée.</translation></message>
    <message><source>This key is the same for everybody.</source><translation>Cette touche est la même pour tous.</translation></message>
    <message><source>The key {keys} that you chose is taken now; {command} has its own key again.</source><translation>La touche {keys} que vous aviez choisie est maintenant prise; « {command} » a repris la sienne.</translation></message>
</context>
</TS>
