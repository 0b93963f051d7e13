"""Who can help, as a dataset: the list, its files, its dictionary."""

from django.db.models import F

from pat_logistics.actors.enums import OUTLET_TYPES, ActorKind, Confidence, Origin, Standing
from pat_logistics.actors.models import Actor
from pat_logistics.open_data.datasets import (
    Column,
    Dataset,
    Kind,
    Place,
    changed_at,
    degrees,
    identifier,
    is_example,
    last_change,
    latest,
    of_commune,
    of_position,
    page_at,
    said,
)
from pat_logistics.vocabulary import Temperature, Weekday

ACTORS = Dataset(
    code="actors",
    title="Qui peut aider",
    doc=(
        "Organismes, aides, outils, ateliers, plateformes, marchés et acheteurs : ce que chacun fait pour "
        "vendre et livrer, et la source qui le dit. « À confirmer » : lu dans une source publique, vérifié "
        "par personne."
    ),
    file_name="qui-peut-aider",
    rows=lambda user: Actor.objects.visible_to(user).with_standing(),
    place=Place(),
    columns=(
        identifier("Numéro de la fiche."),
        said("slug", "Adresse courte", Kind.TEXT, "Nom dans l’adresse de sa page."),
        said("name", "Nom", Kind.TEXT, "Nom de l’organisme, du lieu ou de l’outil."),
        said("kind", "Nature", Kind.TEXT, "Nature.", choices=ActorKind.choices),
        said("what_it_does", "Ce qu’il fait", Kind.TEXT, "Ce qu’il fait pour vendre ou livrer."),
        *of_commune(),
        *of_position(degrees("commune__latitude"), degrees("commune__longitude"), "de la mairie"),
        said("address", "Adresse", Kind.TEXT, "Adresse, ou vide."),
        said("area", "Où et quand", Kind.TEXT, "Où et quand il agit, en quelques mots."),
        said("everywhere", "Toute la France", Kind.YES_NO, "Il agit dans toute la France."),
        said(
            "departements", "Départements", Kind.SEVERAL, "Numéros des départements où il agit, s’il le dit."
        ),
        said("phone", "Téléphone", Kind.TEXT, "Téléphone public, ou vide.", personal=True),
        said("email", "Adresse électronique", Kind.TEXT, "Adresse publique, ou vide.", personal=True),
        said("website", "Site", Kind.TEXT, "Site, ou vide."),
        said(
            "customer_type",
            "Type de client",
            Kind.TEXT,
            "S’il achète ou reçoit les produits des fermes ; sinon vide.",
            choices=OUTLET_TYPES,
        ),
        said(
            "weekdays",
            "Jours",
            Kind.SEVERAL,
            "Jours de livraison ou de marché, de 1 (lundi) à 7 ; vide : inconnus.",
            choices=Weekday.choices,
            each=Kind.INTEGER,
        ),
        said("not_before", "Livrer à partir de", Kind.HOUR, "Heure de début."),
        said("not_after", "Livrer avant", Kind.HOUR, "Heure de fin."),
        said(
            "lead_time_hours",
            "Délai de commande",
            Kind.INTEGER,
            "Entre la commande et la livraison.",
            unit="h",
        ),
        said("minimum_kg", "Minimum par livraison", Kind.NUMBER, "Poids minimum.", unit="kg"),
        said("minimum_eur", "Minimum par commande", Kind.NUMBER, "Montant minimum.", unit="€"),
        said(
            "temperatures",
            "Températures reçues",
            Kind.SEVERAL,
            "Vide : inconnues.",
            choices=Temperature.choices,
        ),
        said(
            "asks_approval",
            "Demande l’agrément sanitaire",
            Kind.YES_NO,
            "Pour les produits animaux ; vide : inconnu.",
        ),
        said("asks", "Demande aussi", Kind.TEXT, "Ce qu’il demande d’autre, ou vide."),
        Column(
            "standing",
            "Vérification",
            Kind.TEXT,
            "Vérifié, à confirmer, ou exemple inventé.",
            F("is_at"),
            choices=Standing.choices,
        ),
        said("confirmed_on", "Vérifié le", Kind.DAY, "Dernière vérification."),
        said("origin", "Écrit d’après", Kind.TEXT, "Qui a écrit la fiche.", choices=Origin.choices),
        said("source_url", "Source", Kind.TEXT, "Page publique où c’est écrit, ou vide."),
        said("source_date", "Date de la source", Kind.TEXT, "Année, mois ou jour de cette page, ou vide."),
        said("confidence", "Confiance", Kind.TEXT, "A ou B, ou vide.", choices=Confidence.choices),
        is_example(),
        changed_at(latest(last_change(Actor), F("published_at"))),
        Column("url", "Page", Kind.TEXT, "Page de la fiche.", page_at("actors:list")),
    ),
)
