<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>replay</name>
    <message><source>(acknowledged)</source><translation>(pris en compte)</translation></message>
    <message><source>A coarse picture stood here while the whole one was read.</source><translation>Une image grossière se trouvait ici pendant la lecture de l’image entière.</translation></message>
    <message><source>A finding chosen</source><translation>Un constat choisi</translation></message>
    <message><source>A mark chosen</source><translation>Une marque choisie</translation></message>
    <message><source>A mark was not recorded</source><translation>Une marque n’a pas été consignée</translation></message>
    <message><source>A second picture beside it</source><translation>Une deuxième image à côté</translation></message>
    <message><source>Agreed</source><translation>Acceptés</translation></message>
    <message><source>All layers back</source><translation>Tous les calques de retour</translation></message>
    <message><source>All officers</source><translation>Tous les agents</translation></message>
    <message><source>Altered picture in place of the stored one</source><translation>Image modifiée à la place de l’image conservée</translation></message>
    <message><source>An altered picture stood here, which is not kept: {words}</source><translation>Une image modifiée se trouvait ici et n’est pas conservée : {words}</translation></message>
    <message><source>Another picture stood beside it, which is not kept.</source><translation>Une autre image se trouvait à côté et n’est pas conservée.</translation></message>
    <message><source>Another scan joined the item</source><translation>Une autre image s’est jointe au dossier</translation></message>
    <message><source>As {name} saw it, {time} after opening</source><translation>Telle que {name} l’a vue, {time} après l’ouverture</translation></message>
    <message><source>Bare image</source><translation>Image nue</translation></message>
    <message><source>Blind spots hidden</source><translation>Angles morts masqués</translation></message>
    <message><source>Blind spots lay over it, which are not kept.</source><translation>Des angles morts s’y superposaient et ne sont pas conservés.</translation></message>
    <message><source>Blind spots shown</source><translation>Angles morts affichés</translation></message>
    <message><source>Choose a decided item first.</source><translation>Choisir d’abord un dossier décidé.</translation></message>
    <message><source>Clock held: {why}</source><translation>Chronomètre arrêté : {why}</translation></message>
    <message><source>Clock runs again</source><translation>Chronomètre relancé</translation></message>
    <message><source>Data</source><translation>Données</translation></message>
    <message><source>Data of {shipment}: version {version} came</source><translation>Données de {shipment} : version {version} reçue</translation></message>
    <message><source>Decided</source><translation>Décidé</translation></message>
    <message><source>Display changed</source><translation>Affichage modifié</translation></message>
    <message><source>Findings agreed with</source><translation>Constats acceptés</translation></message>
    <message><source>Findings hidden</source><translation>Constats masqués</translation></message>
    <message><source>Findings shown</source><translation>Constats affichés</translation></message>
    <message><source>First own act</source><translation>Premier acte de l’agent</translation></message>
    <message><source>First picture on screen</source><translation>Première image à l’écran</translation></message>
    <message><source>Form as it was filled in</source><translation>Formulaire tel que rempli</translation></message>
    <message><source>Form filled in</source><translation>Formulaire rempli</translation></message>
    <message><source>Form thrown away</source><translation>Formulaire abandonné</translation></message>
    <message><source>Found later</source><translation>Trouvé après</translation></message>
    <message><source>Goes with the model</source><translation>Suit le modèle</translation></message>
    <message><source>Heat map hidden</source><translation>Carte de chaleur masquée</translation></message>
    <message><source>Heat map shown</source><translation>Carte de chaleur affichée</translation></message>
    <message><source>Item opened</source><translation>Dossier ouvert</translation></message>
    <message><source>Known</source><translation>Connu</translation></message>
    <message><source>line {seq}</source><translation>ligne {seq}</translation></message>
    <message><source>Link broken: {shipment}</source><translation>Lien rompu : {shipment}</translation></message>
    <message><source>Link confirmed: {shipment}</source><translation>Lien confirmé : {shipment}</translation></message>
    <message><source>Link to {shipment_id}: {link_class}</source><translation>Lien avec {shipment_id} : {link_class}</translation></message>
    <message><source>locked</source><translation>verrouillé</translation></message>
    <message><source>Locked: no image stood on screen.</source><translation>Verrouillé : aucune image à l’écran.</translation></message>
    <message><source>Loupe put down</source><translation>Loupe posée</translation></message>
    <message><source>Loupe taken up</source><translation>Loupe prise</translation></message>
    <message><source>Mark {number} changed</source><translation>Marque {number} modifiée</translation></message>
    <message><source>Mark {number} drawn</source><translation>Marque {number} tracée</translation></message>
    <message><source>Mark {number} put back</source><translation>Marque {number} remise</translation></message>
    <message><source>Mark {number} taken away</source><translation>Marque {number} retirée</translation></message>
    <message><source>Marks from a file lay over it, which are not kept: {names}</source><translation>Des marques d’un fichier s’y superposaient et ne sont pas conservées : {names}</translation></message>
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
    <message><source>No picture on screen yet.</source><translation>Pas encore d’image à l’écran.</translation></message>
    <message><source>No report was here yet.</source><translation>Aucun rapport n’était encore là.</translation></message>
    <message><source>no sign of life</source><translation>aucun signe d’activité</translation></message>
    <message><source>no verdict yet</source><translation>pas encore de verdict</translation></message>
    <message><source>None was on screen.</source><translation>Aucune n’était à l’écran.</translation></message>
    <message><source>None.</source><translation>Aucun.</translation></message>
    <message><source>Not by the officer: {by}</source><translation>Pas de l’agent : {by}</translation></message>
    <message><source>Not on record.</source><translation>Non consignés.</translation></message>
    <message><source>Noted of the item: {value}</source><translation>Noté au dossier : {value}</translation></message>
    <message><source>Noted: {name}</source><translation>Noté : {name}</translation></message>
    <message><source>Notice acknowledged: {rule}</source><translation>Avis pris en compte : {rule}</translation></message>
    <message><source>Notices on screen</source><translation>Avis à l’écran</translation></message>
    <message><source>Notices on screen: {count}</source><translation>Avis à l’écran : {count}</translation></message>
    <message><source>Officer</source><translation>Agent</translation></message>
    <message><source>Officers against outcomes</source><translation>Agents face aux résultats</translation></message>
    <message><source>Only a supervisor replays the decisions of others.</source><translation>Seul un surveillant revoit les décisions des autres.</translation></message>
    <message><source>Only a supervisor sees how others decide.</source><translation>Seul un surveillant voit comment décident les autres.</translation></message>
    <message><source>pause</source><translation>pause</translation></message>
    <message><source>Pauses</source><translation>Pauses</translation></message>
    <message><source>Picture</source><translation>Image</translation></message>
    <message><source>Picture as it was seen</source><translation>Image telle qu’elle a été vue</translation></message>
    <message><source>Picture moved</source><translation>Image déplacée</translation></message>
    <message><source>Play</source><translation>Lire</translation></message>
    <message><source>Play a replay, or stand still</source><translation>Lire une reprise ou l’arrêter</translation></message>
    <message><source>Rates with their 95 % interval (Wilson) from {least} cases on; below, counts alone. By name, never by rank. Examinations follow referrals: what was missed among releases is known only where a port examined all the same, so Found later is no rate of all releases.</source><translation>Taux avec leur intervalle à 95 % (Wilson) à partir de {least} cas; en deçà, les nombres seuls. Par nom, jamais par rang. Les examens suivent les renvois : ce qui a échappé parmi les mainlevées n’est connu que si un point d’entrée a examiné malgré tout; Trouvé après n’est donc pas un taux de toutes les mainlevées.</translation></message>
    <message><source>Read again</source><translation>Relues</translation></message>
    <message><source>Recommended</source><translation>Recommandé</translation></message>
    <message><source>Referrals resultant</source><translation>Renvois ayant donné un résultat</translation></message>
    <message><source>Releases found later</source><translation>Mainlevées démenties ensuite</translation></message>
    <message><source>REPLAY</source><translation>REPRISE</translation></message>
    <message><source>Replay the decision as it was seen</source><translation>Revoir la décision telle qu’elle a été vue</translation></message>
    <message><source>Right at confidence {level}</source><translation>Juste à la confiance {level}</translation></message>
    <message><source>Right at {level}</source><translation>Juste à {level}</translation></message>
    <message><source>Right, all</source><translation>Juste, tous</translation></message>
    <message><source>Right, all levels</source><translation>Juste, tous niveaux</translation></message>
    <message><source>Second picture taken away</source><translation>Deuxième image retirée</translation></message>
    <message><source>Second readings agree</source><translation>Deuxièmes lectures concordantes</translation></message>
    <message><source>Seen in another theme or language: tags and lines differ, pixels may.</source><translation>Autre thème ou autre langue : étiquettes et traits diffèrent, pixels peut-être.</translation></message>
    <message><source>Seen with version {version}.</source><translation>Vue avec la version {version}.</translation></message>
    <message><source>Seen, v{version}</source><translation>Vu, v{version}</translation></message>
    <message><source>Shipment data</source><translation>Données d’expédition</translation></message>
    <message><source>Shown at {share} % of its size.</source><translation>Montrée à {share} % de sa taille.</translation></message>
    <message><source>Some of what was seen was purged after its time, and is left out.</source><translation>Une partie de ce qui a été vu a été épurée à l’échéance et est omise.</translation></message>
    <message><source>Speed</source><translation>Vitesse</translation></message>
    <message><source>Stand still</source><translation>Arrêter</translation></message>
    <message><source>Step {number} of {count}</source><translation>Étape {number} de {count}</translation></message>
    <message><source>Stored picture back</source><translation>Image conservée de retour</translation></message>
    <message><source>The colours rest on another material scale now than then.</source><translation>Les couleurs reposent aujourd’hui sur une autre échelle de matière.</translation></message>
    <message><source>The image lies in the archive and is not on this machine. Open the item until its image is whole, then replay. A machine that keeps no images of the archive cannot replay it.</source><translation>L’image se trouve dans l’archive et n’est pas sur ce poste. Ouvrez le dossier jusqu’à ce que l’image soit complète, puis revoyez la décision. Un poste qui ne conserve pas d’images de l’archive ne peut pas la revoir.</translation></message>
    <message><source>The image was purged after its time. Its digest stays on record; its pixels are gone.</source><translation>L’image a été épurée à l’échéance. Son empreinte reste consignée; ses pixels n’existent plus.</translation></message>
    <message><source>The kept file {sha256} is not the one that was seen: its digest differs. Nothing of it is shown. Run prescreen verify, and put the file back from a backup.</source><translation>Le fichier conservé {sha256} n’est pas celui qui a été vu : son empreinte diffère. Rien n’en est montré. Lancer prescreen verify et remettre le fichier à partir d’une copie de sauvegarde.</translation></message>
    <message><source>The loupe was up; where it lay is not kept.</source><translation>La loupe était levée; sa position n’est pas conservée.</translation></message>
    <message><source>The picture is read and its digest checked.</source><translation>L’image est lue et son empreinte vérifiée.</translation></message>
    <message><source>The screen on record cannot be read here: {why}</source><translation>L’écran consigné ne peut être lu ici : {why}</translation></message>
    <message><source>There is nothing to replay here.</source><translation>Il n’y a rien à revoir ici.</translation></message>
    <message><source>This decision is not shown to you now.</source><translation>Cette décision ne vous est pas montrée pour l’instant.</translation></message>
    <message><source>Time line</source><translation>Ligne du temps</translation></message>
    <message><source>Today, v{version}</source><translation>Actuel, v{version}</translation></message>
    <message><source>Today: not linked</source><translation>Aujourd’hui : sans lien</translation></message>
    <message><source>Tool: {name}</source><translation>Outil : {name}</translation></message>
    <message><source>Tools</source><translation>Outils</translation></message>
    <message><source>View {view} cannot be shown, and the officer was told why</source><translation>La vue {view} ne peut être affichée, et l’agent a su pourquoi</translation></message>
    <message><source>View {view} on screen</source><translation>Vue {view} à l’écran</translation></message>
    <message><source>View {view} seen to the end</source><translation>Vue {view} vue jusqu’au bout</translation></message>
    <message><source>View {view} stood on screen whole</source><translation>Vue {view} affichée avec tous ses pixels</translation></message>
    <message><source>What changed in this step</source><translation>Ce qui a changé à cette étape</translation></message>
    <message><source>What happened here was purged after its time</source><translation>Ce qui s’est passé ici a été épuré à l’échéance</translation></message>
    <message><source>What stood beside the picture</source><translation>Ce qui se trouvait à côté de l’image</translation></message>
    <message><source>What was seen was purged after its time. What is left is who decided what, and when.</source><translation>Ce qui a été vu a été épuré à l’échéance. Il reste qui a décidé quoi, et quand.</translation></message>
    <message><source>Where the window stood is not on record: all of the picture is shown.</source><translation>La position de la fenêtre n’est pas consignée : toute l’image est montrée.</translation></message>
    <message><source>With model</source><translation>Avec modèle</translation></message>
    <message><source>{level} of 5</source><translation>{level} sur 5</translation></message>
    <message><source>{now} of {all}</source><translation>{now} sur {all}</translation></message>
</context>
</TS>
