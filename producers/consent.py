"""The sentences a producer agrees to when publishing, by version.

A version that was shown is never changed: the ledger names it. A new text is a new version, and `CURRENT`.
"""

from producers.enums import PublicationGroup

CURRENT = "2026-11-23"

_FIRST = {
    "2026-11": {
        PublicationGroup.PROFILE: (
            "J’accepte que le nom de ma ferme, sa commune, sa présentation, ses produits et leurs saisons "
            "soient visibles de tous sur ce portail, sur sa carte et dans ses données ouvertes."
        ),
        PublicationGroup.CONTACT: (
            "J’accepte que la personne à contacter, le téléphone, l’adresse électronique et le site internet "
            "de ma ferme soient visibles de tous sur ce portail et dans ses données ouvertes."
        ),
        PublicationGroup.POSITION: (
            "J’accepte que l’adresse de ma ferme et son emplacement exact soient visibles de tous sur ce "
            "portail, sur sa carte et dans ses données ouvertes. Sinon, la carte montre la mairie."
        ),
        PublicationGroup.STORAGE: (
            "J’accepte que les lieux de stockage que je propose à d’autres, et leur volume libre, soient "
            "visibles de tous sur ce portail et dans ses données ouvertes."
        ),
        PublicationGroup.FLOWS: (
            "J’accepte que les communes où je livre, le type de client, les produits, les mois et les jours "
            "soient visibles de tous sur ce portail. Les quantités et les prix restent cachés."
        ),
    },
}
WORDINGS = {
    **_FIRST,
    # Says all that the page and the open data tell.
    "2026-11-23": _FIRST["2026-11"]
    | {
        PublicationGroup.PROFILE: (
            "J’accepte que le nom de ma ferme, son statut, sa commune, sa présentation, ses signes de "
            "qualité, ses produits, leurs saisons, leur conditionnement et leur durée de vie, et ce que je "
            "souhaite pour mes livraisons (les mutualiser, ou livrer sans intermédiaire) soient visibles de "
            "tous sur ce portail, sur sa carte et dans ses données ouvertes."
        ),
        PublicationGroup.STORAGE: (
            "J’accepte que les lieux de stockage que je propose à d’autres, leur nature, leur accès et leur "
            "volume libre soient visibles de tous sur ce portail et dans ses données ouvertes."
        ),
    },
}
