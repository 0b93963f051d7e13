"""A solution as the API tells it, with its carrier, its place and its areas, in SQL."""

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, FloatField, OuterRef, Q, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from carriers.datasets import SOLUTIONS
from carriers.models import ServiceArea
from pat_logistics.accounts.perms import Somebody
from pat_logistics.open_data.datasets import JsonObject, degrees
from pat_logistics.open_data.json_rows import Moment, page_on_site, yes_no
from pat_logistics.prepared import given
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.land import CountryPart
from producers.freshness import is_to_confirm

_PLAIN = (
    "id", "slug", "name", "kind", "summary", "operator", "temperatures", "max_length_cm", "max_width_cm",
    "max_height_cm", "delay_hours", "holds_celsius", "atp_attested", "atp_expires_on", "sanitary_approval",
    "approval_number", "returns_empties", "returns_note", "level_one_code", "url", "source", "source_date",
    "confirmed_on", "is_example",
)  # fmt: skip
_NUMBERS = ("min_kg", "max_kg", "max_parcel_kg", "declared_kgco2e_per_tkm")


def details_for(user: Somebody) -> Mapping[str, Combinable]:
    """What a row of `Solution.objects.visible_to` says; `site` and `today` are given."""
    return {
        **{name: F(name) for name in _PLAIN},
        **{name: Cast(name, FloatField()) for name in _NUMBERS},
        "carrier": _carrier(),
        "contact": JsonObject(
            name=F("contact_name"), phone=SOLUTIONS["phone"].value, email=SOLUTIONS["email"].value
        ),
        "location": _location(),
        "areas": _areas(),
        "to_confirm": is_to_confirm(given("today")),
        "updated_at": Moment(SOLUTIONS["updated_at"].value),
        "page": page_on_site("carriers:list"),
    }


def _carrier():
    told = JsonObject(name=F("carrier__name"), slug=F("carrier__slug"))
    return Case(When(carrier__isnull=False, then=told))


def _location():
    """Its own place, else the town hall of its commune; nothing without a commune."""
    has_its_own = Q(latitude__isnull=False, longitude__isnull=False)

    def at(axis):
        return Case(When(has_its_own, then=degrees(axis)), default=degrees(f"commune__{axis}"))

    told = JsonObject(
        insee=F("commune_id"), name=F("commune__name"), latitude=at("latitude"), longitude=at("longitude")
    )
    return Case(When(commune__isnull=False, then=told))


def _areas():
    areas = ServiceArea.objects.with_places().narrowest_first().filter(solution=OuterRef("pk"))
    told = JsonObject(
        role=F("role"),
        place=_place(),
        commune=F("commune_id"),
        epci=F("epci"),
        departement=F("departement"),
        country_part=F("country_part"),
        whole_country=yes_no(Q(country_part=CountryPart.MAINLAND)),
        weekdays=F("weekdays"),
        cut_off=F("cut_off"),
        delay_hours=F("delay_hours"),
    )
    return ArraySubquery(areas.values_list(told))


def _place():
    """As `ServiceArea.place` says it."""
    parts = (
        When(country_part=code, then=Value(label[0].upper() + label[1:]))
        for code, label in CountryPart.choices
    )
    departements = (When(departement=code, then=Value(f"{name} ({code})")) for code, name in NAMES.items())
    unknown = When(~Q(departement=""), then=Concat(Value("département "), "departement"))
    of_epci = Coalesce(NullIf("epci_name", Value("")), Concat(Value("EPCI "), "epci"))
    return Case(
        *parts,
        *departements,
        unknown,
        When(~Q(epci=""), then=of_epci),
        default=Concat("commune__name", Value(" ("), "commune__departement", Value(")")),
        output_field=TextField(),
    )
