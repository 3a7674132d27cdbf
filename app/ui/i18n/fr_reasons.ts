<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>reasons</name>
    <message><source>as much mass as beside it, to within {error} g/cm²</source><translation>autant de masse qu’à côté, à {error} g/cm² près</translation></message>
    <message><source>at least {delta} g/cm² more than its {count} neighbours</source><translation>au moins {delta} g/cm² de plus que ses {count} voisins</translation></message>
    <message><source>at least {delta} g/cm² more than the {count} places beside it</source><translation>au moins {delta} g/cm² de plus que les {count} endroits voisins</translation></message>
    <message><source>at least {delta} g/cm² more than what is around it</source><translation>au moins {delta} g/cm² de plus que ce qui l’entoure</translation></message>
    <message><source>at least {low} kg</source><translation>au moins {low} kg</translation></message>
    <message><source>heavier than steel</source><translation>plus lourd que l’acier</translation></message>
    <message><source>lighter than steel</source><translation>plus léger que l’acier</translation></message>
    <message><source>like light metal or mineral</source><translation>aspect de métal léger ou de minéral</translation></message>
    <message><source>not in the declaration</source><translation>absent de la déclaration</translation></message>
    <message><source>nothing comes through {share} % of it</source><translation>rien ne passe sur {share} % de la surface</translation></message>
    <message><source>Of harmless scans {share} score as high</source><translation>{share} des images anodines ont une note aussi haute</translation></message>
    <message><source>Of such findings {share} were true in calibration</source><translation>{share} de ces anomalies étaient vraies à l’étalonnage</translation></message>
    <message><source>organic-like</source><translation>aspect organique</translation></message>
    <message><source>steel-like</source><translation>aspect d’acier</translation></message>
    <message><source>steel-like or heavier</source><translation>aspect d’acier ou plus lourd</translation></message>
    <message><source>{delta} ± {error} g/cm² less than its {count} neighbours</source><translation>{delta} ± {error} g/cm² de moins que ses {count} voisins</translation></message>
    <message><source>{delta} ± {error} g/cm² less than the {count} places beside it</source><translation>{delta} ± {error} g/cm² de moins que les {count} endroits voisins</translation></message>
    <message><source>{delta} ± {error} g/cm² less than what is around it</source><translation>{delta} ± {error} g/cm² de moins que ce qui l’entoure</translation></message>
    <message><source>{delta} ± {error} g/cm² more than its {count} neighbours</source><translation>{delta} ± {error} g/cm² de plus que ses {count} voisins</translation></message>
    <message><source>{delta} ± {error} g/cm² more than the {count} places beside it</source><translation>{delta} ± {error} g/cm² de plus que les {count} endroits voisins</translation></message>
    <message><source>{delta} ± {error} g/cm² more than what is around it</source><translation>{delta} ± {error} g/cm² de plus que ce qui l’entoure</translation></message>
    <message><source>{kg} kg ({low} to {high})</source><translation>{kg} kg ({low} à {high})</translation></message>
    <message><source>at least {low} kg missing</source><translation>au moins {low} kg en moins</translation></message>
</context>
</TS>
