<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen.display</name>
    <message><source>Keep the look as preset 1 to 9</source><translation>Garder l’affichage comme préréglage 1 à 9</translation></message>
    <message><source>Take every change of the look back</source><translation>Annuler toutes les modifications de l’affichage</translation></message>
    <message><source>Local contrast</source><translation>Contraste local</translation></message>
    <message><source>Edges</source><translation>Contours</translation></message>
    <message><source>Take noise off</source><translation>Enlever le bruit</translation></message>
    <message><source>Log, square root or linear</source><translation>Logarithme, racine carrée ou linéaire</translation></message>
    <message><source>Gamma down: dark spread less</source><translation>Gamma moins : sombres moins étalés</translation></message>
    <message><source>Gamma up: dark spread more</source><translation>Gamma plus : sombres plus étalés</translation></message>
    <message><source>Penetration less</source><translation>Pénétration moins</translation></message>
    <message><source>Penetration more</source><translation>Pénétration plus</translation></message>
    <message><source>High penetration</source><translation>Pénétration élevée</translation></message>
    <message><source>Low penetration</source><translation>Pénétration faible</translation></message>
    <message><source>Density ranges on or off</source><translation>Plages de densité : afficher ou non</translation></message>
    <message><source>High or low energy</source><translation>Énergie haute ou basse</translation></message>
    <message><source>Organic only</source><translation>Organique seul</translation></message>
    <message><source>Metal only</source><translation>Métal seul</translation></message>
    <message><source>Strip organic matter</source><translation>Retirer la matière organique</translation></message>
    <message><source>Strip metal</source><translation>Retirer le métal</translation></message>
    <message><source>Hatch where nothing came through</source><translation>Hachurer là où rien n’est passé</translation></message>
    <message><source>Air as white as the screen</source><translation>Air aussi blanc que l’écran</translation></message>
    <message><source>Display panel</source><translation>Panneau d’affichage</translation></message>
    <message><source>Own {number}</source><translation>Perso {number}</translation></message>
    <message><source>Log</source><translation>Log</translation></message>
    <message><source>Square root</source><translation>Racine carrée</translation></message>
    <message><source>Linear</source><translation>Linéaire</translation></message>
    <message><source>All matter</source><translation>Toute matière</translation></message>
    <message><source>Organic stripped</source><translation>Organique retiré</translation></message>
    <message><source>Metal stripped</source><translation>Métal retiré</translation></message>
    <message><source>High energy</source><translation>Haute énergie</translation></message>
    <message><source>Low energy</source><translation>Basse énergie</translation></message>
    <message><source>linac, two energies</source><translation>linac, deux énergies</translation></message>
    <message><source>linac, one energy</source><translation>linac, une énergie</translation></message>
    <message><source>X-ray tube, two energies</source><translation>tube à rayons X, deux énergies</translation></message>
    <message><source>X-ray tube, one energy</source><translation>tube à rayons X, une énergie</translation></message>
    <message><source>window {centre} / {width}</source><translation>fenêtre {centre} / {width}</translation></message>
    <message><source>gamma {value}</source><translation>gamma {value}</translation></message>
    <message><source>density ranges: {count}</source><translation>plages de densité : {count}</translation></message>
    <message><source>no signal hatched</source><translation>sans signal hachuré</translation></message>
    <message><source>full range</source><translation>pleine plage</translation></message>
    <message><source>denoise {share}</source><translation>bruit {share}</translation></message>
    <message><source>local contrast {share}</source><translation>contraste local {share}</translation></message>
    <message><source>sharpen {share}</source><translation>netteté {share}</translation></message>
    <message><source>edges {share}</source><translation>contours {share}</translation></message>
    <message><source>low energy</source><translation>basse énergie</translation></message>
    <message><source>Reset</source><translation>Rétablir</translation></message>
    <message><source>Level, per cent</source><translation>Niveau, pour cent</translation></message>
    <message><source>Width, per cent</source><translation>Largeur, pour cent</translation></message>
    <message><source>Width</source><translation>Largeur</translation></message>
    <message><source>Response</source><translation>Réponse</translation></message>
    <message><source>Gamma</source><translation>Gamma</translation></message>
    <message><source>Matter</source><translation>Matière</translation></message>
    <message><source>Energy of the grey picture</source><translation>Énergie de l’image en gris</translation></message>
    <message><source>Display</source><translation>Affichage</translation></message>
    <message><source>Inverted: dense is bright</source><translation>Inversé : le dense est clair</translation></message>
    <message><source>Name of preset {digit}</source><translation>Nom du préréglage {digit}</translation></message>
    <message><source>Take</source><translation>Prendre</translation></message>
    <message><source>Keep</source><translation>Garder</translation></message>
    <message><source>Keep the look of now here (Ctrl {digit})</source><translation>Garder ici l’affichage actuel (Ctrl {digit})</translation></message>
    <message><source>Remove</source><translation>Retirer</translation></message>
    <message><source>Keep as a new preset</source><translation>Garder comme nouveau préréglage</translation></message>
    <message><source>As delivered</source><translation>D’origine</translation></message>
    <message><source>Presets</source><translation>Préréglages</translation></message>
    <message><source>For this scanner: {kind}</source><translation>Pour cet appareil : {kind}</translation></message>
    <message><source>Name of the range</source><translation>Nom de la plage</translation></message>
    <message><source>Name</source><translation>Nom</translation></message>
    <message><source>Colour {number}</source><translation>Couleur {number}</translation></message>
    <message><source>Next colour</source><translation>Couleur suivante</translation></message>
    <message><source>Range {number}</source><translation>Plage {number}</translation></message>
    <message><source>From, mm of steel</source><translation>De, mm d’acier</translation></message>
    <message><source>To, mm of steel</source><translation>À, mm d’acier</translation></message>
    <message><source>None kept. A range paints everything of that thickness in one colour.</source><translation>Aucune. Une plage peint d’une couleur tout ce qui a cette épaisseur.</translation></message>
    <message><source>computed</source><translation>calculée</translation></message>
    <message><source>6/4 MeV assumed</source><translation>6/4 MeV supposés</translation></message>
    <message><source>fitted to the walls</source><translation>ajustée aux parois</translation></message>
    <message><source>calibrated</source><translation>étalonnée</translation></message>
    <message><source>comp.</source><translation>calc.</translation></message>
    <message><source>walls</source><translation>parois</translation></message>
    <message><source>cal.</source><translation>étal.</translation></message>
    <message><source>linear</source><translation>linéaire</translation></message>
    <message><source>organic only</source><translation>organique seul</translation></message>
    <message><source>metal only</source><translation>métal seul</translation></message>
    <message><source>no organic</source><translation>sans organique</translation></message>
    <message><source>no metal</source><translation>sans métal</translation></message>
    <message><source>pen. {share}</source><translation>pén. {share}</translation></message>
    <message><source>inv.</source><translation>inv.</translation></message>
    <message><source>ranges</source><translation>plages</translation></message>
    <message><source>hatch</source><translation>hachuré</translation></message>
    <message><source>full</source><translation>plein</translation></message>
    <message><source>noise {share}</source><translation>bruit {share}</translation></message>
    <message><source>local {share}</source><translation>local {share}</translation></message>
    <message><source>sharp {share}</source><translation>net {share}</translation></message>
    <message><source>edge {share}</source><translation>cont. {share}</translation></message>
    <message><source>low E</source><translation>basse É</translation></message>
    <message><source>classic</source><translation>classique</translation></message>
    <message><source>Add a range</source><translation>Ajouter une plage</translation></message>
    <message><source>Density ranges</source><translation>Plages de densité</translation></message>
</context>
</TS>
