<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>Result of an exam</source><translation>Résultat d’un examen</translation></message>
    <message><source>Look up</source><translation>Chercher</translation></message>
    <message><source>Keep the result</source><translation>Consigner le résultat</translation></message>
    <message><source>Referral, package or item</source><translation>Renvoi, envoi ou dossier</translation></message>
    <message><source>What came of it</source><translation>Ce qui en est sorti</translation></message>
    <message><source>At the places of the referral</source><translation>Aux endroits du renvoi</translation></message>
    <message><source>What was found</source><translation>Ce qui a été trouvé</translation></message>
    <message><source>Who examined</source><translation>Qui a examiné</translation></message>
    <message><source>Why nothing was examined</source><translation>Pourquoi rien n’a été examiné</translation></message>
    <message><source>In words</source><translation>En mots</translation></message>
    <message><source>When it ended ({zone})</source><translation>Fin de l’examen ({zone})</translation></message>
    <message><source>{item}: {kind}, signed {time} by {officer}</source><translation>{item} : {kind}, signé le {time} par {officer}</translation></message>
    <message><source>referral</source><translation>renvoi</translation></message>
    <message><source>no referral, so this was found later</source><translation>pas un renvoi : ceci a été trouvé plus tard</translation></message>
    <message><source>Say what came of it.</source><translation>Dites ce qui en est sorti.</translation></message>
    <message><source>Say who examined.</source><translation>Dites qui a examiné.</translation></message>
    <message><source>Write when it ended like this: 2026-03-01 16:30.</source><translation>Écrivez la fin ainsi : 2026-03-01 16:30.</translation></message>
    <message><source>Say why nothing was examined.</source><translation>Dites pourquoi rien n’a été examiné.</translation></message>
    <message><source>This result was on record already.</source><translation>Ce résultat était déjà consigné.</translation></message>
    <message><source>The result is on record.</source><translation>Le résultat est consigné.</translation></message>
    <message><source>The number stands on the paper, in referral.json and in the queue.</source><translation>Le numéro figure sur le papier, dans referral.json et dans la file.</translation></message>
    <message><source>Administrative</source><translation>Administratif</translation></message>
    <message><source>By {who}, {when}.</source><translation>Par {who}, {when}.</translation></message>
    <message><source>Contravention for another department</source><translation>Infraction d’un autre ministère</translation></message>
    <message><source>Currency</source><translation>Espèces</translation></message>
    <message><source>Elsewhere</source><translation>Ailleurs</translation></message>
    <message><source>Empty that was not empty</source><translation>Vide qui ne l’était pas</translation></message>
    <message><source>Exam, corrected: {outcome}, {who}, {time}</source><translation>Examen, corrigé : {outcome}, {who}, {time}</translation></message>
    <message><source>Exam: {outcome}, {who}, {time}</source><translation>Examen : {outcome}, {who}, {time}</translation></message>
    <message><source>expired</source><translation>expiré</translation></message>
    <message><source>Expired: do not act on this package.</source><translation>Expiré : ne pas donner suite à cet envoi.</translation></message>
    <message><source>Misclassified</source><translation>Mal classées</translation></message>
    <message><source>Misdescribed goods</source><translation>Marchandises mal décrites</translation></message>
    <message><source>Narcotics</source><translation>Stupéfiants</translation></message>
    <message><source>Near</source><translation>Tout près</translation></message>
    <message><source>No package takes its place.</source><translation>Aucun envoi ne prend sa place.</translation></message>
    <message><source>Not examined</source><translation>Non examiné</translation></message>
    <message><source>Nothing</source><translation>Rien</translation></message>
    <message><source>Nothing found</source><translation>Rien trouvé</translation></message>
    <message><source>Overage</source><translation>Excédent</translation></message>
    <message><source>Package to {port}: {standing}, {time}</source><translation>Envoi au {port} : {standing}, {time}</translation></message>
    <message><source>Package {package} is {standing} since {at} UTC; nothing more happens to it.</source><translation>L’envoi {package} est {standing} depuis {at} UTC ; plus rien ne s’y ajoute.</translation></message>
    <message><source>Package {package} takes its place.</source><translation>L’envoi {package} prend sa place.</translation></message>
    <message><source>Package {package} was acknowledged by {by} already.</source><translation>La réception de l’envoi {package} a déjà été confirmée par {by}.</translation></message>
    <message><source>Package {package} was sent already.</source><translation>L’envoi {package} est déjà parti.</translation></message>
    <message><source>Package: not sent yet</source><translation>Envoi : pas encore parti</translation></message>
    <message><source>Prohibited goods</source><translation>Marchandises prohibées</translation></message>
    <message><source>Reason: {why}</source><translation>Motif : {why}</translation></message>
    <message><source>recalled</source><translation>rappelé</translation></message>
    <message><source>Recalled: do not act on this package.</source><translation>Rappelé : ne pas donner suite à cet envoi.</translation></message>
    <message><source>Referral expired</source><translation>Renvoi expiré</translation></message>
    <message><source>Referral recalled</source><translation>Renvoi rappelé</translation></message>
    <message><source>Referral superseded</source><translation>Renvoi remplacé</translation></message>
    <message><source>Referral {referral} points to no place {label}; it has {labels}.</source><translation>Le renvoi {referral} n’indique pas d’endroit {label} ; il a {labels}.</translation></message>
    <message><source>Referred, acknowledged</source><translation>Renvoyé, reçu confirmé</translation></message>
    <message><source>Referred, not presented</source><translation>Renvoyé, non présenté</translation></message>
    <message><source>Referred, sent</source><translation>Renvoyé, envoyé</translation></message>
    <message><source>Resultant</source><translation>Concluant</translation></message>
    <message><source>Seal</source><translation>Scellé</translation></message>
    <message><source>Shortage</source><translation>Manquant</translation></message>
    <message><source>Something else found</source><translation>Autre chose trouvé</translation></message>
    <message><source>superseded</source><translation>remplacé</translation></message>
    <message><source>Superseded: do not act on this package.</source><translation>Remplacé : ne pas donner suite à cet envoi.</translation></message>
    <message><source>The decision was corrected.</source><translation>La décision a été corrigée.</translation></message>
    <message><source>The decision was corrected: the goods are no longer referred.</source><translation>La décision a été corrigée : les marchandises ne sont plus renvoyées.</translation></message>
    <message><source>The examination ended before the referral was signed. Look at its times.</source><translation>L’examen s’est terminé avant la signature du renvoi. Vérifier les heures.</translation></message>
    <message><source>The referral says no time to which it is valid, so no port is told to act on it. Decide the item again if the goods are to be examined.</source><translation>Le renvoi ne dit pas jusqu’à quand il vaut : aucun bureau n’est prié d’y donner suite. Décidez de nouveau du dossier si les marchandises doivent être examinées.</translation></message>
    <message><source>The notice of package {package} could not be written: {why}. It is on record; tell the port by telephone.</source><translation>L’avis de l’envoi {package} n’a pas pu être écrit : {why}. C’est au registre ; prévenir le bureau par téléphone.</translation></message>
    <message><source>The port of arrival has changed, or a warehouse has the goods now.</source><translation>Le bureau d’arrivée a changé, ou un entrepôt détient maintenant les marchandises.</translation></message>
    <message><source>The time in which the port may act on it is over.</source><translation>Le délai pendant lequel le bureau peut y donner suite est écoulé.</translation></message>
    <message><source>There</source><translation>Là</translation></message>
    <message><source>There is no decision {decision} on record.</source><translation>Il n’y a pas de décision {decision} au registre.</translation></message>
    <message><source>There is no package {package} on record.</source><translation>Il n’y a pas d’envoi {package} au registre.</translation></message>
    <message><source>There is no referral {referral} on record here. Look at the number, or ask the office that sent it.</source><translation>Il n’y a pas de renvoi {referral} au registre ici. Vérifier le numéro, ou demander au bureau qui l’a envoyé.</translation></message>
    <message><source>Tobacco</source><translation>Tabac</translation></message>
    <message><source>Undeclared goods</source><translation>Marchandises non déclarées</translation></message>
    <message><source>Undervalued</source><translation>Sous-évaluées</translation></message>
    <message><source>Waits for the laboratory</source><translation>En attente du laboratoire</translation></message>
    <message><source>Weapon</source><translation>Arme</translation></message>
    <message><source>Your role does not recall packages.</source><translation>Votre rôle ne permet pas de rappeler un envoi.</translation></message>
    <message><source>{file} cannot be read: {why}.</source><translation>{file} ne peut pas être lu : {why}.</translation></message>
    <message><source>{file} is too large for results: {most} MB at most.</source><translation>{file} est trop grand pour des résultats : {most} Mo au plus.</translation></message>
    <message><source>{file}, result {number}: say in `reason` why nothing was examined.</source><translation>{file}, résultat {number} : dire dans `reason` pourquoi rien n’a été examiné.</translation></message>
    <message><source>{file}, result {number}: the form is {schema}, not {known}.</source><translation>{file}, résultat {number} : la forme est {schema}, non {known}.</translation></message>
    <message><source>{file}, result {number}: there is no field {field}.</source><translation>{file}, résultat {number} : il n’y a pas de champ {field}.</translation></message>
    <message><source>{file}, result {number}: {field} cannot be {value}.</source><translation>{file}, résultat {number} : {field} ne peut pas être {value}.</translation></message>
    <message><source>{file}, result {number}: {field} is missing.</source><translation>{file}, résultat {number} : {field} manque.</translation></message>
    <message><source>When it began ({zone})</source><translation>Début de l’examen ({zone})</translation></message>
    <message><source>Write when it began like this: 2026-03-01 15:10, or nothing.</source><translation>Écrivez le début ainsi : 2026-03-01 15:10, ou rien.</translation></message>
    <message><source>{file}, result {number}: {field} cannot be {value}. A time has its zone with it, such as 2026-03-01T12:00:00-05:00.</source><translation>{file}, résultat {number} : {field} ne peut pas être {value}. Une heure porte son fuseau, comme 2026-03-01T12:00:00-05:00.</translation></message>
    <message><source>{file}, result {number}: {field} cannot be {value}. A share lies between 0 and 1.</source><translation>{file}, résultat {number} : {field} ne peut pas être {value}. Une part se situe entre 0 et 1.</translation></message>
    <message><source>{file} is no text in UTF-8. Save it as such, and take it in again.</source><translation>{file} n’est pas du texte en UTF-8. Enregistrez-le ainsi, et reprenez-le.</translation></message>
    <message><source>{file}, line {line}, sign {column}: from here on this is no JSON. Put it right and take the file in again; nothing of it was taken in. Results as rows need a name that ends with .csv.</source><translation>{file}, ligne {line}, signe {column} : à partir d’ici, ce n’est pas du JSON. Corrigez-le et reprenez le fichier; rien n’en a été repris. Des résultats en rangées exigent un nom qui se termine par .csv.</translation></message>
    <message><source>{file}, line {line}: this is no row of a CSV. Put its quotation marks right and take the file in again; nothing of it was taken in.</source><translation>{file}, ligne {line} : ce n’est pas une rangée de CSV. Corrigez ses guillemets et reprenez le fichier; rien n’en a été repris.</translation></message>
    <message><source>{file} has {written} where a number belongs. Put it right and take the file in again; nothing of it was taken in.</source><translation>{file} contient {written} là où il faut un nombre. Corrigez-le et reprenez le fichier; rien n’en a été repris.</translation></message>
    <message><source>{file} is nested too deep to be results.</source><translation>{file} est trop imbriqué pour être des résultats.</translation></message>
    <message><source>{file}, result {number}: {field} cannot be {value}. One of: {known}.</source><translation>{file}, résultat {number} : {field} ne peut pas être {value}. Au choix : {known}.</translation></message>
    <message><source>{file}, result {number}: {field} is a list, in square brackets, and not {value} alone.</source><translation>{file}, résultat {number} : {field} est une liste, entre crochets, et non {value} seul.</translation></message>
</context>
</TS>
