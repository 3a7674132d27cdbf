<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>A reading is signed by its reader, {officer}, whose role decides.</source><translation>Une lecture est signée par son lecteur, {officer}, dont le rôle permet de décider.</translation></message>
    <message><source>A second reading of this decision was asked for already.</source><translation>Une deuxième lecture de cette décision a déjà été demandée.</translation></message>
    <message><source>No lot falls upon this: nothing was drawn.</source><translation>Aucun tirage ne désigne cela : rien n’a été tiré.</translation></message>
    <message><source>{account} cannot read this item a second time: nobody of that name reviews it.</source><translation>{account} ne peut pas faire la deuxième lecture de ce dossier : personne de ce nom ne l’examine.</translation></message>
    <message><source>Lots are drawn by the service that takes things in, and by the server when it gives an item out. Come in as that service: --home postgresql://intake@SERVER/DATABASE.</source><translation>Les tirages sont faits par le service de réception, et par le serveur lorsqu’il attribue un dossier. Entrez au nom de ce service : --home postgresql://intake@SERVEUR/BASE.</translation></message>
    <message><source>A seed has 1 to {most} signs.</source><translation>Un germe a de 1 à {most} caractères.</translation></message>
    <message><source>A share lies between 0 and 1, not at {share}.</source><translation>Une part se situe entre 0 et 1, pas à {share}.</translation></message>
    <message><source>A third person adjudicates: you made one of the two readings.</source><translation>Une troisième personne arbitre : l’une des deux lectures est la vôtre.</translation></message>
    <message><source>Agree with the decision</source><translation>Accord avec la décision</translation></message>
    <message><source>Agrees</source><translation>D’accord</translation></message>
    <message><source>All reasons</source><translation>Tous les motifs</translation></message>
    <message><source>Another examination would fit</source><translation>Un autre examen conviendrait</translation></message>
    <message><source>Another place should be examined</source><translation>Un autre endroit devrait être examiné</translation></message>
    <message><source>Approve</source><translation>Approuver</translation></message>
    <message><source>Approve the verdicts for retraining</source><translation>Approuver les avis pour l’entraînement</translation></message>
    <message><source>Approved</source><translation>Approuvé</translation></message>
    <message><source>arrives in {time}</source><translation>arrive dans {time}</translation></message>
    <message><source>Ask for a blind second reading</source><translation>Demander une lecture à l’aveugle</translation></message>
    <message><source>Asked for; nobody has taken it yet.</source><translation>Demandée ; personne ne l’a encore prise.</translation></message>
    <message><source>Blind second reading: what the first reader saw and decided is hidden until you sign yours.</source><translation>Deuxième lecture à l’aveugle : ce que le premier lecteur a vu et décidé reste masqué jusqu’à votre signature.</translation></message>
    <message><source>Both readings say the same: there is nothing to adjudicate.</source><translation>Les deux lectures disent la même chose : il n’y a rien à arbitrer.</translation></message>
    <message><source>Choose a decision at the left.</source><translation>Choisir une décision à gauche.</translation></message>
    <message><source>Confidence 1</source><translation>Confiance 1</translation></message>
    <message><source>Data changed after the decision</source><translation>Données changées après la décision</translation></message>
    <message><source>Data changed since the decision</source><translation>Données changées depuis la décision</translation></message>
    <message><source>Decided by {name}, {time}</source><translation>Décidé par {name}, {time}</translation></message>
    <message><source>Decision of {name}</source><translation>Décision de {name}</translation></message>
    <message><source>Decisions to look at again</source><translation>Décisions à revoir</translation></message>
    <message><source>Declared and seen</source><translation>Déclaré et vu</translation></message>
    <message><source>Declared, as it was decided</source><translation>Déclaré, au moment de la décision</translation></message>
    <message><source>Differ</source><translation>Désaccord</translation></message>
    <message><source>Differ from the decision</source><translation>Désaccord avec la décision</translation></message>
    <message><source>Differs</source><translation>En désaccord</translation></message>
    <message><source>Drawn by lot for a random compliance check: refer it for exam, with that reason among others.</source><translation>Tiré au sort pour une vérification aléatoire de conformité : renvoyer pour examen, avec ce motif parmi d’autres.</translation></message>
    <message><source>Examination contradicts it</source><translation>L’examen la contredit</translation></message>
    <message><source>First stands</source><translation>1re retenue</translation></message>
    <message><source>Hidden until this second reading is signed.</source><translation>Masqué jusqu’à la signature de cette deuxième lecture.</translation></message>
    <message><source>Item {item} is being read a second time: until that is signed it is not open.</source><translation>Le dossier {item} fait l’objet d’une deuxième lecture : il reste fermé jusqu’à la signature de celle-ci.</translation></message>
    <message><source>Line {line} of the record is no verdict on a finding.</source><translation>La ligne {line} du registre n’est pas un avis sur un signalement.</translation></message>
    <message><source>Line {line}, {time}</source><translation>Ligne {line}, {time}</translation></message>
    <message><source>marks and findings as they were signed</source><translation>marques et signalements tels que signés</translation></message>
    <message><source>Model first?</source><translation>Modèle avant</translation></message>
    <message><source>Neither reading stands</source><translation>Aucune des deux lectures n’est retenue</translation></message>
    <message><source>Neither: return to the officer</source><translation>Aucune : retourner à l’agent</translation></message>
    <message><source>Next to re-check</source><translation>Suivante à revoir</translation></message>
    <message><source>Next view</source><translation>Vue suivante</translation></message>
    <message><source>Next view of the decision</source><translation>Vue suivante de la décision</translation></message>
    <message><source>No</source><translation>Non</translation></message>
    <message><source>No decision chosen</source><translation>Aucune décision choisie</translation></message>
    <message><source>No verdict was given on a finding here.</source><translation>Aucun avis n’a été donné sur un signalement ici.</translation></message>
    <message><source>Note to the officer and the record</source><translation>Note à l’agent et au registre</translation></message>
    <message><source>Nothing is to be looked at again. New lines appear here by themselves.</source><translation>Rien n’est à revoir. Les nouvelles lignes paraissent ici d’elles-mêmes.</translation></message>
    <message><source>Notice overridden</source><translation>Avis écarté</translation></message>
    <message><source>Officer and model disagree</source><translation>Agent et modèle en désaccord</translation></message>
    <message><source>One reason after the other</source><translation>Un motif après l’autre</translation></message>
    <message><source>Only a supervisor looks at decisions again.</source><translation>Seul un surveillant revoit les décisions.</translation></message>
    <message><source>Other, see the comment</source><translation>Autre, voir le commentaire</translation></message>
    <message><source>Overridden: {rule}</source><translation>Écarté : {rule}</translation></message>
    <message><source>Picture</source><translation>Image</translation></message>
    <message><source>Places</source><translation>Endroits</translation></message>
    <message><source>Random sample of releases</source><translation>Échantillon de mainlevées tiré au sort</translation></message>
    <message><source>Re-check</source><translation>Revoir</translation></message>
    <message><source>Re-check list</source><translation>À revoir</translation></message>
    <message><source>Read blind by {name}</source><translation>Lue à l’aveugle par {name}</translation></message>
    <message><source>Reason</source><translation>Motif</translation></message>
    <message><source>Reasons or note do not carry the decision</source><translation>Les motifs ou la note ne justifient pas la décision</translation></message>
    <message><source>Recommended</source><translation>Recommandé</translation></message>
    <message><source>Referral</source><translation>Renvoi</translation></message>
    <message><source>Release against the model</source><translation>Mainlevée contre l’avis du modèle</translation></message>
    <message><source>Replay</source><translation>Reprise</translation></message>
    <message><source>Replay of the decision</source><translation>Reprise de la décision</translation></message>
    <message><source>Return to the officer</source><translation>Retourner à l’agent</translation></message>
    <message><source>Returned</source><translation>Retournée</translation></message>
    <message><source>Said before</source><translation>Dit auparavant</translation></message>
    <message><source>Say why you differ: choose one reason at least.</source><translation>Dire pourquoi vous êtes en désaccord : choisir au moins un motif.</translation></message>
    <message><source>Second reading</source><translation>Deuxième lecture</translation></message>
    <message><source>Second stands</source><translation>2e retenue</translation></message>
    <message><source>Show the lines of one reason only</source><translation>Ne montrer que les lignes d’un motif</translation></message>
    <message><source>Something irregular was missed</source><translation>Une irrégularité n’a pas été vue</translation></message>
    <message><source>Supervise</source><translation>Superviser</translation></message>
    <message><source>The chosen decision</source><translation>La décision choisie</translation></message>
    <message><source>The comment is longer than {most} signs.</source><translation>Le commentaire dépasse {most} caractères.</translation></message>
    <message><source>The declaration was misread or not read</source><translation>La déclaration a été mal lue ou n’a pas été lue</translation></message>
    <message><source>The first reading stands</source><translation>La première lecture est retenue</translation></message>
    <message><source>The record cannot be read: {why}</source><translation>Le registre ne peut pas être lu : {why}</translation></message>
    <message><source>The scan shows another shipment</source><translation>L’image montre une autre expédition</translation></message>
    <message><source>The second reading is not signed yet.</source><translation>La deuxième lecture n’est pas encore signée.</translation></message>
    <message><source>The second reading of item {item} is with {officer}.</source><translation>La deuxième lecture du dossier {item} est chez {officer}.</translation></message>
    <message><source>The second reading stands</source><translation>La deuxième lecture est retenue</translation></message>
    <message><source>There is no image of this decision.</source><translation>Il n’y a pas d’image de cette décision.</translation></message>
    <message><source>There is no mark {mark} in this reading.</source><translation>Il n’y a pas de marque {mark} dans cette lecture.</translation></message>
    <message><source>There is no replay of this decision.</source><translation>Il n’y a pas de reprise de cette décision.</translation></message>
    <message><source>There is no second reading of item {item} to be done.</source><translation>Il n’y a pas de deuxième lecture à faire du dossier {item}.</translation></message>
    <message><source>This decision no longer waits: somebody answered it, or it was decided again.</source><translation>Cette décision n’attend plus : quelqu’un y a répondu, ou elle a été reprise.</translation></message>
    <message><source>This decision was superseded meanwhile; look at the newest one.</source><translation>Cette décision a été remplacée entre-temps ; examiner la plus récente.</translation></message>
    <message><source>This item was drawn by lot: add the reason of a random compliance check.</source><translation>Ce dossier a été tiré au sort : ajouter le motif de la vérification aléatoire de conformité.</translation></message>
    <message><source>This second reading is not of item {item}.</source><translation>Cette deuxième lecture n’est pas celle du dossier {item}.</translation></message>
    <message><source>This second reading is signed.</source><translation>Cette deuxième lecture est signée.</translation></message>
    <message><source>Two readings differ</source><translation>Deux lectures divergent</translation></message>
    <message><source>Verdicts on findings</source><translation>Avis sur les signalements</translation></message>
    <message><source>What no message carries is noted by whoever decides the item, not in a second reading.</source><translation>Ce qu’aucun message ne transmet est noté par qui décide du dossier, pas lors d’une deuxième lecture.</translation></message>
    <message><source>What supervision found cannot be written to {path}: {why}. Name another folder.</source><translation>Les constats de la supervision ne peuvent pas être écrits dans {path} : {why}. Indiquer un autre dossier.</translation></message>
    <message><source>What was referred is not irregular</source><translation>Ce qui a été renvoyé n’est pas irrégulier</translation></message>
    <message><source>Whether this verdict may be used to train the model</source><translation>Si cet avis peut servir à entraîner le modèle</translation></message>
    <message><source>Why it is here</source><translation>Pourquoi elle est ici</translation></message>
    <message><source>With {name}; hidden until signed.</source><translation>Chez {name} ; masquée jusqu’à la signature.</translation></message>
    <message><source>Write to the officer what is to be looked at again.</source><translation>Écrire à l’agent ce qu’il faut revoir.</translation></message>
    <message><source>Yes</source><translation>Oui</translation></message>
    <message><source>You asked for this second reading and know the decision: somebody else reads.</source><translation>Vous avez demandé cette deuxième lecture et connaissez la décision : quelqu’un d’autre lit.</translation></message>
    <message><source>You gave this verdict yourself: another supervisor approves it.</source><translation>Cet avis est le vôtre : un autre surveillant l’approuve.</translation></message>
    <message><source>You read this item a second time: sign your reading first.</source><translation>Vous faites la deuxième lecture de ce dossier : signer d’abord votre lecture.</translation></message>
    <message><source>You signed this decision yourself: another supervisor looks at it.</source><translation>Vous avez signé cette décision vous-même : un autre surveillant l’examine.</translation></message>
    <message><source>Your finding</source><translation>Votre constat</translation></message>
    <message><source>{code} is no reason to differ.</source><translation>{code} n’est pas un motif de désaccord.</translation></message>
    <message><source>{count} to re-check</source><translation>{count} à revoir</translation></message>
    <message><source>{count} to re-check, oldest {age}</source><translation>{count} à revoir, {age}</translation></message>
    <message><source>{name} decided this item: the second reader is somebody else.</source><translation>{name} a décidé de ce dossier : le deuxième lecteur est quelqu’un d’autre.</translation></message>
    <message><source>{name} has adjudicated this already.</source><translation>{name} a déjà arbitré.</translation></message>
    <message><source>{name} has answered this decision already.</source><translation>{name} a déjà répondu à cette décision.</translation></message>
    <message><source>{name} may not supervise: the role {role} does not include it.</source><translation>{name} ne peut pas superviser : le rôle {role} ne le permet pas.</translation></message>
    <message><source>{name} sent this back: {comment}</source><translation>{name} a retourné ce dossier : {comment}</translation></message>
    <message><source>{seen} of {all} views to the end</source><translation>{seen} sur {all} jusqu’au bout</translation></message>
    <message><source>{shipment}: seen v{seen}, today v{now}</source><translation>{shipment} : vue v{seen}, aujourd’hui v{now}</translation></message>
    <message><source>{sure} of 5</source><translation>{sure} sur 5</translation></message>
    <message><source>Whoever is next</source><translation>Le prochain disponible</translation></message>
    <message><source>Who reads it blind</source><translation>Qui le lit à l’aveugle</translation></message>
    <message><source>Read a second time by {name}, {time}</source><translation>Seconde lecture par {name}, {time}</translation></message>
</context>
</TS>
