"""What producers publish, as datasets: profiles, product lines, storage offered and places delivered."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, TextField, Value, When
from django.db.models.expressions import Combinable

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
from pat_logistics.vocabulary import (
    CustomerType,
    Label,
    Month,
    Packaging,
    ProductFamily,
    SeasonLevel,
    Temperature,
    Weekday,
)
from producers.enums import StorageKind
from producers.models import Flow, Producer, ProductLine, StorageSite


def _of_lines(column: str) -> Combinable:
    """What the lines of a producer hold, each once."""
    lines = ProductLine.objects.filter(producer=OuterRef("pk")).order_by(column)
    return ArraySubquery(lines.values_list(column, flat=True).distinct())


def _of_contact(code: str, title: str, doc: str, column: str) -> Column:
    """Empty unless the producer publishes the contact."""
    value = Case(When(shows_contact=True, then=F(column)), default=Value(""), output_field=TextField())
    return Column(code, title, Kind.TEXT, f"{doc} Vide s’il n’est pas publié.", value, personal=True)


def _of_producer() -> tuple[Column, ...]:
    return (
        said("producer_id", "Numéro du producteur", Kind.INTEGER, "Numéro du producteur."),
        Column("producer", "Producteur", Kind.TEXT, "Nom du producteur.", F("producer__name")),
    )


def _changed(model: Any) -> Column:
    """A row of a producer changes with itself, and with what the producer publishes."""
    return changed_at(latest(last_change(model), F("producer__updated_at"), F("producer__published_at")))


PRODUCERS = Dataset(
    code="producers",
    title="Producteurs",
    doc="Fermes et transformateurs qui publient leur fiche.",
    file_name="producteurs",
    rows=lambda user: Producer.objects.visible_to(user),
    place=Place(),
    columns=(
        identifier("Numéro du producteur."),
        said("slug", "Adresse courte", Kind.TEXT, "Nom dans l’adresse de sa page."),
        said("name", "Nom", Kind.TEXT, "Nom du producteur."),
        *of_commune(),
        *of_position(
            degrees("shown_latitude"),
            degrees("shown_longitude"),
            "de la ferme si elle publie sa position, sinon de la mairie",
        ),
        Column(
            "families",
            "Produits",
            Kind.SEVERAL,
            "Familles de produits.",
            _of_lines("family"),
            choices=ProductFamily.choices,
        ),
        Column(
            "temperatures",
            "Températures",
            Kind.SEVERAL,
            "Températures de transport.",
            _of_lines("temperature"),
            choices=Temperature.choices,
        ),
        said(
            "labels",
            "Signes de qualité",
            Kind.SEVERAL,
            "Signes de qualité du producteur.",
            choices=Label.choices,
        ),
        said(
            "refuses_intermediaries",
            "Veut livrer lui-même",
            Kind.YES_NO,
            "Ne veut pas d’intermédiaire.",
        ),
        said(
            "open_to_pooling",
            "Prêt à mutualiser",
            Kind.YES_NO,
            "Prêt à mutualiser des livraisons.",
        ),
        _of_contact("contact_name", "Contact", "Personne à contacter.", "contact_name"),
        _of_contact("email", "Adresse électronique", "Adresse électronique.", "email"),
        _of_contact("phone", "Téléphone", "Téléphone.", "phone"),
        _of_contact("website", "Site", "Site internet.", "website"),
        said("confirmed_on", "Vérifié le", Kind.DAY, "Dernière confirmation."),
        is_example(),
        changed_at(latest(F("updated_at"), F("published_at"))),
        Column("url", "Page", Kind.TEXT, "Page du producteur.", page_at("producers:list")),
    ),
)

PRODUCT_LINES = Dataset(
    code="product-lines",
    title="Gammes de produits",
    doc="Ce que font les producteurs publiés. Volumes et prix restent chez eux.",
    file_name="gammes",
    rows=lambda user: ProductLine.objects.visible_to(user),
    columns=(
        identifier("Numéro de la gamme."),
        *_of_producer(),
        *of_commune("producer__commune"),
        said("family", "Famille", Kind.TEXT, "Famille.", choices=ProductFamily.choices),
        said("name", "Produit", Kind.TEXT, "Nom du produit ; vide si la famille suffit."),
        said(
            "temperature",
            "Température",
            Kind.TEXT,
            "Température de transport.",
            choices=Temperature.choices,
        ),
        said(
            "packagings",
            "Conditionnements",
            Kind.SEVERAL,
            "Conditionnements.",
            choices=Packaging.choices,
        ),
        said(
            "season",
            "Saison",
            Kind.SEVERAL,
            "Douze niveaux, de janvier à décembre ; vide : non précisée.",
            choices=SeasonLevel.choices,
        ),
        said(
            "shelf_life_hours",
            "Durée de vie",
            Kind.INTEGER,
            "Durée de vie du produit.",
            unit="h",
        ),
        said(
            "labels",
            "Signes de qualité",
            Kind.SEVERAL,
            "Signes de qualité de ce produit.",
            choices=Label.choices,
        ),
        is_example("producer__is_example"),
        _changed(ProductLine),
    ),
)

STORAGE = Dataset(
    code="storage",
    title="Stockage proposé",
    doc="Chambres froides, congélateurs et locaux secs que des producteurs proposent à d’autres.",
    file_name="stockage",
    rows=lambda user: StorageSite.objects.visible_to(user),
    place=Place(),
    columns=(
        identifier("Numéro du lieu de stockage."),
        *_of_producer(),
        *of_commune("producer__commune"),
        *of_position(
            degrees("producer__commune__latitude"), degrees("producer__commune__longitude"), "de la mairie"
        ),
        said("kind", "Type", Kind.TEXT, "Type de stockage.", choices=StorageKind.choices),
        said("free_m3", "Volume libre", Kind.NUMBER, "Volume libre.", unit="m³"),
        said("hgv_access", "Accès poids lourd", Kind.YES_NO, "Un poids lourd peut y venir."),
        is_example("producer__is_example"),
        _changed(StorageSite),
    ),
)

FLOWS = Dataset(
    code="flows",
    title="Lieux de livraison",
    doc="Où livrent les producteurs qui le publient : produit, client, jours et mois, sans volume ni prix.",
    file_name="lieux-de-livraison",
    rows=lambda user: Flow.objects.visible_to(user),
    columns=(
        identifier("Numéro de la livraison."),
        *_of_producer(),
        Column(
            "origin",
            "Commune du producteur",
            Kind.TEXT,
            "Code INSEE de la commune du producteur.",
            F("producer__commune_id"),
        ),
        *of_commune("destination"),
        Column(
            "family",
            "Famille",
            Kind.TEXT,
            "Famille de produits.",
            F("product_line__family"),
            choices=ProductFamily.choices,
        ),
        Column(
            "temperature",
            "Température",
            Kind.TEXT,
            "Température de transport.",
            F("product_line__temperature"),
            choices=Temperature.choices,
        ),
        said(
            "customer_type",
            "Client",
            Kind.TEXT,
            "Type de client.",
            choices=CustomerType.choices,
        ),
        said(
            "weekdays",
            "Jours",
            Kind.SEVERAL,
            "De 1 (lundi) à 7 (dimanche) ; vide : tous conviennent.",
            choices=Weekday.choices,
            each=Kind.INTEGER,
        ),
        said(
            "months",
            "Mois",
            Kind.SEVERAL,
            "De 1 (janvier) à 12 (décembre) ; vide : non précisé.",
            choices=Month.choices,
            each=Kind.INTEGER,
        ),
        is_example("producer__is_example"),
        _changed(Flow),
    ),
)
