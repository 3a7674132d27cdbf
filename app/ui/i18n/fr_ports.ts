<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>prescreen</name>
    <message><source>The examination ended before it began. Look at its times.</source><translation>L’examen s’est terminé avant de commencer. Vérifier les heures.</translation></message>
    <message><source>The examination began at {began}, and {shipment} arrived at {arrived}: exams are made after arrival, in Canada. Look at its times; where the arrival on file is wrong, have it corrected first.</source><translation>L’examen a commencé le {began}, et {shipment} est arrivé le {arrived} : les examens se font après l’arrivée, au Canada. Vérifier les heures ; si l’arrivée au dossier est fausse, la faire corriger d’abord.</translation></message>
    <message><source>The examination began at {began}, and the image was taken at {taken}, on the way here: exams are made after arrival, in Canada. Look at its times.</source><translation>L’examen a commencé le {began}, et l’image a été prise le {taken}, en route : les examens se font après l’arrivée, au Canada. Vérifier les heures.</translation></message>
    <message><source>There is no referral {referral} that port {port} says something of. Look at the number, or ask the office that sent it.</source><translation>Il n’y a pas de renvoi {referral} dont le bureau {port} rende compte. Vérifier le numéro, ou demander au bureau qui l’a envoyé.</translation></message>
    <message><source>{name} says nothing of what was found in goods that were not referred: a port officer or a supervisor of the port does.</source><translation>{name} ne rend pas compte de ce qui a été trouvé dans des marchandises qui n’ont pas été renvoyées : un agent du port ou un surveillant du bureau le fait.</translation></message>
    <message><source>Package {package} is recalled by {officer}, who signed its referral, or by a supervisor of the port where that was signed or where the goods arrive.</source><translation>L’envoi {package} est rappelé par {officer}, qui a signé le renvoi, ou par un surveillant du bureau où il a été signé ou de celui où les marchandises arrivent.</translation></message>
    <message><source>{name} says nothing of examinations here: the role {role} does not include it.</source><translation>{name} ne rend pas compte d’examens ici : le rôle {role} ne le comprend pas.</translation></message>
    <message><source>Your role does not say what became of packages.</source><translation>Votre rôle ne permet pas de dire ce que sont devenus les dossiers.</translation></message>
    <message><source>The cargo was re-manifested: it goes on under another number.</source><translation>Le fret a été remanifesté : il continue sous un autre numéro.</translation></message>
    <message><source>now {numbers}</source><translation>maintenant {numbers}</translation></message>
    <message><source>Customs Act, ss. {number}</source><translation>Loi sur les douanes, art. {number}</translation></message>
    <message><source>Customs Act, s. {number}</source><translation>Loi sur les douanes, art. {number}</translation></message>
    <message><source>What is declared is true, accurate and complete.</source><translation>Ce qui est déclaré est véridique, exact et complet.</translation></message>
    <message><source>Persons present themselves and goods are reported on arrival.</source><translation>À l’arrivée, les personnes se présentent et les marchandises sont déclarées.</translation></message>
    <message><source>Cargo and conveyance are told of before arrival.</source><translation>Le fret et le moyen de transport sont annoncés avant l’arrivée.</translation></message>
    <message><source>Who carries or reports goods keeps their records and shows them.</source><translation>Qui transporte ou déclare des marchandises conserve les documents et les présente.</translation></message>
    <message><source>Goods are released once they are accounted for.</source><translation>La mainlevée des marchandises suit leur déclaration en détail.</translation></message>
    <message><source>The compliance list cannot be written to {path}: {why}. Name another file.</source><translation>La liste de conformité ne peut pas être écrite dans {path} : {why}. Indiquer un autre fichier.</translation></message>
    <message><source>Your role does not supervise.</source><translation>Votre rôle ne supervise pas.</translation></message>
    <message><source>Nothing on record came under {number}.</source><translation>Rien au registre n’est venu sous {number}.</translation></message>
    <message><source>What came with it</source><translation>Ce qui est venu avec</translation></message>
    <message><source>{imaged} of {count} imaged, {looked} looked at</source><translation>{imaged} sur {count} radiographiés, {looked} regardés</translation></message>
    <message><source>{release} recommended for release, {referred} referred</source><translation>Mainlevée recommandée : {release}, renvoyés : {referred}</translation></message>
    <message><source>{undecided} undecided, {other} decided otherwise</source><translation>Non décidés : {undecided}, décidés autrement : {other}</translation></message>
    <message><source>None was decided without its image.</source><translation>Aucun n’a été décidé sans son image.</translation></message>
    <message><source>{count} decided without an image on the screen</source><translation>{count} décidés sans image à l’écran</translation></message>
    <message><source>seizure</source><translation>saisie</translation></message>
    <message><source>detention</source><translation>retenue</translation></message>
    <message><source>penalty (AMPS)</source><translation>sanction (RSAP)</translation></message>
    <message><source>entry refused</source><translation>entrée refusée</translation></message>
    <message><source>released by the port</source><translation>mainlevée par le bureau</translation></message>
    <message><source>released by the port after correction</source><translation>mainlevée par le bureau après correction</translation></message>
</context>
</TS>
