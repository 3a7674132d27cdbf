"""What the card says in words."""

from __future__ import annotations

NAME = "Prescreen anomaly detector"
VERSION = "2"
LICENCE = "Same terms as Prescreen. Trained from nothing on simulated scenes."
LIMITS = {
    "en": [
        "Every figure here is of simulated scenes. None says how the model does on real cargo.",
        (
            "It points at places; an officer decides. Nothing flagged does not mean that nothing "
            "is there."
        ),
        "Goods that replace others of the same mass and material cannot be seen by any X-ray.",
        "Where the beam does not get through, the model sees as little as the officer.",
        (
            "It knows six kinds of irregularity. Weapons, pressed narcotics, batteries, missing or "
            "exchanged packages are found hardly more often than by chance; the figures say so."
        ),
        "Objects of a few centimetres inside cluttered cargo are mostly missed.",
        (
            "In parcels and air cargo it finds less than in trucks, containers and rail cars, and "
            "household goods and mixed parcels raise more false alarms than other cargo."
        ),
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
            "Des marchandises qui en remplacent d'autres de même masse et de même matière sont "
            "invisibles aux rayons X."
        ),
        "Là où le faisceau ne passe pas, le modèle ne voit pas plus que l'agent.",
        (
            "Il connaît six genres d'irrégularité. Armes, stupéfiants pressés, batteries, colis "
            "manquants ou échangés sont trouvés à peine plus souvent que par hasard; les chiffres "
            "le disent."
        ),
        (
            "Les objets de quelques centimètres dans un chargement désordonné lui échappent "
            "presque toujours."
        ),
        (
            "Dans les colis et le fret aérien il trouve moins que dans les camions, conteneurs et "
            "wagons; effets ménagers et colis mêlés donnent plus de fausses alertes."
        ),
        "La probabilité est une note, pas une fréquence.",
        "Le genre d'une anomalie est mesuré sur les pixels voisins; le réseau ne fait que montrer.",
        "Une image logarithmique, inversée, opaque, trop grossière ou trop petite est inconnue.",
    ],
}
"""By language: where the model stops."""
