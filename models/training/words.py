"""What the card says in words."""

from __future__ import annotations

NAME = "Prescreen anomaly detector"
VERSION = "4"
MEANING = (
    "Where something may not belong, what it adds, what everything weighs, and what goods it is."
)
LICENCE = "Same terms as Prescreen. Trained from nothing on simulated scenes."
LIMITS = {
    "en": [
        "Every figure here is of simulated scenes. None says how the model does on real cargo.",
        (
            "It points at places; an officer decides. Nothing flagged does not mean that nothing "
            "is there."
        ),
        (
            "On scenes of a second simulator it finds less, and marks three times as many harmless "
            "ones: calibrate on harmless scans of the site before relying on it. What it learns "
            "from was chosen after looking at other scenes of that simulator."
        ),
        "Goods that replace others of the same mass and material cannot be seen by any X-ray.",
        "Where the beam does not get through, the model sees as little as the officer.",
        (
            "It was taught eleven kinds of irregularity and bodies of any shape. Weapons and a "
            "package exchanged for another are mostly missed; kinds that nobody taught it are "
            "found less often still. The figures say how often."
        ),
        "Objects of a few centimetres inside cluttered cargo are mostly missed.",
        "In parcels and air cargo it finds less than in trucks, containers and rail cars.",
        "The probability is a score, not a frequency.",
        "The kind of a finding is measured from the pixels around it; the network only points.",
        "A scan that is logarithmic, inverse, opaque, too coarse or too small is unknown.",
    ],
    "fr": [
        (
            "Tous les chiffres viennent de scènes simulées. Aucun ne dit ce que vaut le modèle sur "
            "du fret réel."
        ),
        (
            "Il montre des endroits; l'agent décide. Rien de signalé ne veut pas dire qu'il n'y a "
            "rien."
        ),
        (
            "Sur des scènes d'un second simulateur il trouve moins et signale trois fois plus de "
            "scènes anodines: étalonner sur les images anodines du site avant de s'y fier. Ce "
            "dont il apprend a été choisi après avoir vu d'autres scènes de ce simulateur."
        ),
        (
            "Des marchandises qui en remplacent d'autres de même masse et de même matière sont "
            "invisibles aux rayons X."
        ),
        "Là où le faisceau ne passe pas, le modèle ne voit pas plus que l'agent.",
        (
            "Onze genres d'irrégularité et des corps de toute forme lui ont été enseignés. Armes "
            "et colis échangés lui échappent le plus souvent; ce que personne ne lui a enseigné, "
            "plus souvent encore. Les chiffres disent combien."
        ),
        (
            "Les objets de quelques centimètres dans un chargement désordonné lui échappent "
            "presque toujours."
        ),
        (
            "Dans les colis et le fret aérien il trouve moins que dans les camions, conteneurs et "
            "wagons."
        ),
        "La probabilité est une note, pas une fréquence.",
        "Le genre d'une anomalie est mesuré sur les pixels voisins; le réseau ne fait que montrer.",
        "Une image logarithmique, inversée, opaque, trop grossière ou trop petite est inconnue.",
    ],
}
"""By language: where the model stops."""
