"""What carriers and operators publish, as datasets: companies, solutions, areas, drop points and prices."""

from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from carriers.enums import AreaRole, GridPurpose, SolutionKind, TariffBasis
from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffBand, TariffGrid
from pat_logistics.accounts.perms import Somebody
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
from pat_logistics.territory.land import CountryPart
from pat_logistics.vocabulary import Temperature, Weekday


def _or_of_carrier(own: str, of_carrier: str) -> Combinable:
    """What the service says, that of its carrier where it is empty."""
    return Coalesce(NullIf(F(own), Value("")), F(of_carrier), Value(""), output_field=TextField())


def _of_its_place(axis: str) -> Combinable:
    return Coalesce(degrees(axis), degrees(f"commune__{axis}"), degrees(f"carrier__commune__{axis}"))


def _of_solution() -> tuple[Column, ...]:
    return (
        said("solution_id", "Numéro de la solution", Kind.INTEGER, "Numéro."),
        Column("solution", "Solution", Kind.TEXT, "Nom de la solution.", F("solution__name")),
    )


def _changed(model: Any) -> Column:
    """A row of a solution changes with itself, and with what is published of the solution."""
    return changed_at(
        latest(
            last_change(model),
            last_change(Solution, "solution_id"),
            F("solution__published_at"),
            F("solution__carrier__published_at"),
        )
    )


CARRIERS = Dataset(
    code="carriers",
    title="Transporteurs",
    doc="Entreprises qui transportent pour d’autres, et publient leur fiche.",
    file_name="transporteurs",
    rows=lambda user: Carrier.objects.visible_to(user),
    place=Place(),
    columns=(
        identifier("Numéro du transporteur."),
        said("slug", "Adresse courte", Kind.TEXT, "Nom dans l’adresse de sa page."),
        said("name", "Nom", Kind.TEXT, "Nom de l’entreprise."),
        said("siret", "SIRET", Kind.TEXT, "SIRET, ou vide."),
        *of_commune(),
        *of_position(degrees("commune__latitude"), degrees("commune__longitude"), "de la mairie"),
        said("phone", "Téléphone", Kind.TEXT, "Téléphone, ou vide.", personal=True),
        said("email", "Adresse électronique", Kind.TEXT, "Adresse électronique, ou vide.", personal=True),
        said("website", "Site", Kind.TEXT, "Site, ou vide."),
        is_example(),
        changed_at(latest(last_change(Carrier), F("published_at"))),
        Column(
            "url",
            "Page",
            Kind.TEXT,
            "Page du transporteur.",
            page_at("carriers:list", folder="transporteurs/"),
        ),
    ),
)

_AT = "du lieu, sinon de la mairie de sa commune ou de celle du transporteur"

SOLUTIONS = Dataset(
    code="solutions",
    title="Solutions",
    doc="Transporteurs, colis, co-livraison, plateformes, casiers, stockage, outils, conseil et aides.",
    file_name="solutions",
    rows=lambda user: Solution.objects.visible_to(user),
    place=Place(),
    columns=(
        identifier("Numéro de la solution."),
        said("slug", "Adresse courte", Kind.TEXT, "Nom dans l’adresse de sa page."),
        said("name", "Nom", Kind.TEXT, "Nom de la solution."),
        said("kind", "Nature", Kind.TEXT, "Nature.", choices=SolutionKind.choices),
        said("summary", "En bref", Kind.TEXT, "Ce qu’elle fait, en une ligne."),
        said("carrier_id", "Numéro du transporteur", Kind.INTEGER, "Numéro, ou vide."),
        Column("carrier", "Transporteur", Kind.TEXT, "Nom du transporteur, ou vide.", F("carrier__name")),
        said("operator", "Exploitant", Kind.TEXT, "Qui la propose, s’il n’y a pas de transporteur."),
        *of_commune(),
        *of_position(
            _of_its_place("latitude"),
            _of_its_place("longitude"),
            _AT,
        ),
        said(
            "temperatures",
            "Températures",
            Kind.SEVERAL,
            "Températures possibles.",
            choices=Temperature.choices,
        ),
        said("min_kg", "Minimum par envoi", Kind.NUMBER, "Minimum par envoi.", unit="kg"),
        said("max_kg", "Maximum par envoi", Kind.NUMBER, "Maximum par envoi.", unit="kg"),
        said("max_parcel_kg", "Maximum par colis", Kind.NUMBER, "Maximum par colis.", unit="kg"),
        said("delay_hours", "Délai habituel", Kind.INTEGER, "Délai habituel.", unit="h"),
        said("atp_attested", "Attestation ATP", Kind.YES_NO, "Véhicules attestés ATP ; vide : inconnu."),
        said("atp_expires_on", "Fin de l’attestation ATP", Kind.DAY, "Fin de l’attestation ATP."),
        said("sanitary_approval", "Agrément sanitaire", Kind.YES_NO, "Agrément ; vide : inconnu."),
        said("approval_number", "Numéro d’agrément", Kind.TEXT, "Numéro d’agrément sanitaire."),
        said("returns_empties", "Reprend les vides", Kind.YES_NO, "Reprend les emballages ; ou vide."),
        said("contact_name", "Contact", Kind.TEXT, "Service ou fonction, ou vide.", personal=True),
        Column(
            "phone",
            "Téléphone",
            Kind.TEXT,
            "Téléphone, ou vide.",
            _or_of_carrier("contact_phone", "carrier__phone"),
            personal=True,
        ),
        Column(
            "email",
            "Adresse électronique",
            Kind.TEXT,
            "Adresse électronique, ou vide.",
            _or_of_carrier("contact_email", "carrier__email"),
            personal=True,
        ),
        Column("website", "Site", Kind.TEXT, "Site de l’exploitant, ou vide.", F("url")),
        said("source", "Source", Kind.TEXT, "Origine de l’information."),
        said("source_date", "Date de la source", Kind.DAY, "Date de la source."),
        said("confirmed_on", "Vérifié le", Kind.DAY, "Dernière confirmation."),
        is_example(),
        changed_at(
            latest(
                last_change(Solution),
                last_change(Carrier, "carrier_id"),
                F("published_at"),
                F("carrier__published_at"),
            )
        ),
        Column("page", "Page", Kind.TEXT, "Page de la solution.", page_at("carriers:list")),
    ),
)

AREAS = Dataset(
    code="areas",
    title="Zones desservies",
    doc="Communes, EPCI, départements ou parties du pays où une solution enlève ou livre, et quels jours.",
    file_name="zones-desservies",
    rows=lambda user: ServiceArea.objects.visible_to(user),
    columns=(
        identifier("Numéro de la zone."),
        *_of_solution(),
        said("role", "Rôle", Kind.TEXT, "Enlèvement ou livraison.", choices=AreaRole.choices),
        Column("insee", "Code INSEE", Kind.TEXT, "Commune desservie, ou vide.", F("commune_id")),
        Column("commune", "Commune", Kind.TEXT, "Nom de la commune, ou vide.", F("commune__name")),
        said("epci", "SIREN de l’EPCI", Kind.TEXT, "Intercommunalité desservie, ou vide."),
        said("departement", "Département", Kind.TEXT, "Département desservi, ou vide."),
        said(
            "country_part",
            "Partie du pays",
            Kind.TEXT,
            "Partie du pays desservie en entier, ou vide.",
            choices=CountryPart.choices,
        ),
        said(
            "weekdays",
            "Jours",
            Kind.SEVERAL,
            "De 1 (lundi) à 7 (dimanche) ; vide : inconnus.",
            choices=Weekday.choices,
            each=Kind.INTEGER,
        ),
        said("cut_off", "Heure limite", Kind.HOUR, "Heure limite de commande."),
        said("delay_hours", "Délai", Kind.INTEGER, "Délai, s’il diffère de celui de la solution.", unit="h"),
        is_example("solution__is_example"),
        _changed(ServiceArea),
    ),
)

DROP_POINTS = Dataset(
    code="drop-points",
    title="Points de dépôt",
    doc="Où les producteurs apportent leurs produits à un transporteur.",
    file_name="points-de-depot",
    rows=lambda user: DropPoint.objects.visible_to(user),
    place=Place(),
    columns=(
        identifier("Numéro du point de dépôt."),
        *_of_solution(),
        said("name", "Nom", Kind.TEXT, "Nom du lieu."),
        *of_commune(),
        *of_position(degrees("latitude"), degrees("longitude"), "du lieu"),
        said("opening", "Ouverture", Kind.TEXT, "Quand on peut y déposer."),
        is_example("solution__is_example"),
        _changed(DropPoint),
    ),
)

GRIDS = Dataset(
    code="grids",
    title="Grilles tarifaires",
    doc="Comment le prix d’une solution se forme, et de quand à quand. Ses tranches sont une liste à part.",
    file_name="grilles",
    rows=lambda user: TariffGrid.objects.visible_to(user),
    columns=(
        identifier("Numéro de la grille."),
        *_of_solution(),
        said(
            "purpose",
            "Ce qu’elle paie",
            Kind.TEXT,
            "Ce qu’elle paie.",
            choices=GridPurpose.choices,
        ),
        said("name", "Nom", Kind.TEXT, "Nom de la grille."),
        Column("valid_from", "Du", Kind.DAY, "Premier jour.", F("valid_during__startswith")),
        Column("valid_until", "Jusqu’au", Kind.DAY, "Premier jour sans elle.", F("valid_during__endswith")),
        said(
            "basis",
            "Mode de calcul",
            Kind.TEXT,
            "Ce que le prix d’une tranche compte.",
            choices=TariffBasis.choices,
        ),
        said("vat_included", "Prix TTC", Kind.YES_NO, "Les prix comprennent la TVA."),
        said("minimum_eur", "Minimum", Kind.NUMBER, "Minimum de facturation.", unit="€"),
        said("payant_pour", "Payant-pour", Kind.YES_NO, "Le prix de la tranche suivante s’il est plus bas."),
        said("volumetric_kg_per_m3", "Poids volumétrique", Kind.NUMBER, "Poids volumétrique.", unit="kg/m³"),
        said("chilled_share", "Supplément frais", Kind.NUMBER, "Part : 0,25 pour 25 %."),
        said("frozen_share", "Supplément surgelé", Kind.NUMBER, "Part : 0,35 pour 35 %."),
        said("on_quote_above_kg", "Sur devis au-delà de", Kind.NUMBER, "Sur devis au-delà.", unit="kg"),
        said("fixed_eur", "Part fixe", Kind.NUMBER, "Part fixe.", unit="€"),
        said("eur_per_km", "Prix au kilomètre", Kind.NUMBER, "Prix au kilomètre.", unit="€/km"),
        said("eur_per_kg", "Prix au kilo", Kind.NUMBER, "Prix au kilo.", unit="€/kg"),
        said("pickup_eur", "Enlèvement", Kind.NUMBER, "Prix d’un enlèvement.", unit="€"),
        said("source", "Source", Kind.TEXT, "Origine des prix."),
        said("source_date", "Date de la source", Kind.DAY, "Date de la source."),
        is_example(),
        _changed(TariffGrid),
    ),
)


def _bands(user: Somebody) -> "QuerySet[Any]":
    return TariffBand.objects.filter(grid__in=TariffGrid.objects.visible_to(user).values("pk"))


BANDS = Dataset(
    code="bands",
    title="Tranches tarifaires",
    doc="Le prix de chaque tranche de poids d’une grille.",
    file_name="tranches",
    rows=_bands,
    columns=(
        identifier("Numéro de la tranche."),
        said("grid_id", "Numéro de la grille", Kind.INTEGER, "Numéro de la grille."),
        Column("solution_id", "Numéro de la solution", Kind.INTEGER, "Numéro.", F("grid__solution_id")),
        said("zone", "Zone", Kind.TEXT, "Code de la zone ; vide : toutes."),
        said("min_kg", "De", Kind.NUMBER, "Début de la tranche.", unit="kg"),
        said("max_kg", "À", Kind.NUMBER, "Fin de la tranche ; vide : sans limite.", unit="kg"),
        said("price_eur", "Prix", Kind.NUMBER, "Prix de ce que compte la grille.", unit="€"),
        said("flat", "Forfait", Kind.YES_NO, "Prix de tout l’envoi."),
        is_example("grid__is_example"),
        changed_at(
            latest(
                last_change(TariffBand),
                last_change(TariffGrid, "grid_id"),
                last_change(Solution, "grid__solution_id"),
                F("grid__solution__published_at"),
                F("grid__solution__carrier__published_at"),
            )
        ),
    ),
)
