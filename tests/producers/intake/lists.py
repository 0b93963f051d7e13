"""Lists as chambers, the register of organic farms and OpenStreetMap give them; every farm is invented."""

import json

from producers.intake import importing, services
from producers.models import Intake, IntakeMode

SIRET, OTHER_SIRET, ZERO_SIRET = "81234567800013", "81234567800021", "05520120600012"
HEADERS = ("Nom de la ferme", "SIRET", "Commune", "Téléphone", "Courriel", "Produits")
CAUSSE = ("GAEC du Causse", SIRET, "Mende", "04 66 00 00 01", "causse@exemple.fr", "fromage, miel")
VENT = ("Ferme du Vent", "", "Florac Trois Rivières", "04 66 00 00 02", "", "légumes")

AGENCE_BIO = {
    "nbTotal": 1,
    "items": [
        {
            "numeroBio": 12345,
            "siret": SIRET,
            "raisonSociale": "GAEC DU CAUSSE",
            "denominationcourante": "La ferme du Causse",
            "telephone": "0466000001",
            "email": "causse@exemple.fr",
            "codeNAF": "01.45Z",
            "categories": [{"id": 1, "nom": "Vente aux consommateurs"}],
            "adressesOperateurs": [
                {
                    "id": 1,
                    "lieu": "Le Causse",
                    "codePostal": "48000",
                    "ville": "MENDE",
                    "lat": 44.52,
                    "long": 3.5,
                    "codeCommune": "48095",
                    "active": True,
                    "typeAdresseOperateurs": ["Lieu d'activité"],
                }
            ],
            "productions": [
                {
                    "id": 1,
                    "code": "01.45.1",
                    "nom": "Ovins, caprins : lait",
                    "etatProductions": [{"id": 2, "etatProduction": "AB"}],
                }
            ],
            "sitesWeb": [{"id": 9, "url": "https://causse.exemple.fr", "active": True}],
        }
    ],
}
OVERPASS = {
    "version": 0.6,
    "elements": [
        {
            "type": "node",
            "id": 1,
            "lat": 44.52,
            "lon": 3.5,
            "tags": {
                "shop": "farm",
                "name": "Le Mas fleuri",
                "produce": "honey;eggs",
                "phone": "+33 466000003",
            },
        }
    ],
}


def csv_of(*rows, headers=HEADERS):
    return "\n".join(";".join(row) for row in (headers, *rows)).encode()


def json_of(told):
    return json.dumps(told, ensure_ascii=False).encode()


def received(owner, content, mode=IntakeMode.BY_ROW):
    return services.receive(
        owner=owner,
        name="Liste d’essai",
        source="public",
        reason="Étudier les livraisons du plateau",
        mode=mode,
        content=content,
    )


def no_progress(_done, _total):
    pass


def run(intake, *, apply=False):
    """What becomes of each record, by its number."""
    importing.run(intake, no_progress, apply=apply)
    return {row.number: row for row in intake.rows.select_related("producer")}


def written(owner, *rows, **options):
    """A list of `csv_of`, written; its rows by number, and itself."""
    intake = received(owner, csv_of(*rows), **options)
    found = run(intake, apply=True)
    Intake.objects.filter(pk=intake.pk).update(
        tried_at=intake.sent_at, applied_at=intake.sent_at, content=None
    )
    intake.refresh_from_db()
    return intake, found
