"""The rows that the answers to a questionnaire describe, in the columns of the portal. No database here.

What was not answered is left out, so that it never empties a column. Where a question is coarser than the
column, the value chosen is the careful one, and a note says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from needs_survey.answers import Answers, codes_of, decimal_of, levels_of, rows_of
from needs_survey.applying.hours import read_hours
from needs_survey.entry import KNOWN
from needs_survey.enums import RowKind
from needs_survey.fields import YES
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, Month, ProductFamily, SeasonLevel, Temperature
from producers.enums import StorageKind, TransportToday, VehicleKind
from producers.seasons import season_of

# Deliveries a year when the goods are there all year round: five days a week for a daily customer, and for
# « à la demande » one a month, the least that is still regular.
DELIVERIES_PER_YEAR = {
    "daily": 260,
    "several_a_week": 130,
    "weekly": 52,
    "fortnightly": 26,
    "monthly": 12,
    "seasonal": 52,
    "on_demand": 12,
}
TEMPERATURES = {
    "ambient": Temperature.AMBIENT,
    "chilled": Temperature.CHILLED,
    "cool": Temperature.CHILLED,
    "frozen": Temperature.FROZEN,
    "live": Temperature.AMBIENT,
}
# The shortest of each range: a delivery that suits it suits the others.
SHELF_LIFE_HOURS = {"under_3_days": 24, "days_3_to_7": 72, "weeks_1_to_4": 168, "over_a_month": 720}
LEAD_TIME_HOURS = {"under_24_h": 24, "h_24_to_48": 48, "days_3_to_6": 72, "week_or_more": 168}
# By vehicle: without a cold unit, with one.
VEHICLES = {
    "car": (VehicleKind.CAR, VehicleKind.CAR),
    "small_van": (VehicleKind.SMALL_VAN, VehicleKind.SMALL_REEFER),
    "van": (VehicleKind.VAN, VehicleKind.REEFER),
    "large_van": (VehicleKind.VAN, VehicleKind.LARGE_REEFER),
    "trailer": (VehicleKind.TRAILER, VehicleKind.TRAILER),
    "truck": (VehicleKind.TRUCK, VehicleKind.TRUCK),
    "bike": (VehicleKind.OTHER, VehicleKind.OTHER),
}
COLD_UNIT = "unit"
FAMILIES = dict(ProductFamily.choices)
DEFAULT_TEMPERATURES = {family.value: regime for family, regime in DEFAULT_TEMPERATURE.items()}
# Years over which a purchase is spread: the usual accounting life of a van.
PURCHASE_YEARS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: its columns, what finds it among those that exist, and what to say of it.

    `goods` is the family that a flow carries; a new row without the columns of `needs` is not written, and
    `notes` say so. `known` is the key of the row of the farm that the answers came from, 0 when they came
    from none. `allowed`: an answer given once for all rows agrees with any of these, by column.
    """

    kind: RowKind
    values: dict[str, Any]
    same: tuple[str, ...] = ()
    goods: str = ""
    needs: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    known: int = 0
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def agrees(self, name: str, value: Any) -> bool:
        """What a row holds already is among what was answered."""
        return value in self.allowed.get(name, ())


def _known(row: Answers) -> int:
    """Of a row that its form carried the identity of."""
    key = row.get(KNOWN)
    return key if isinstance(key, int) else 0


def wanted_rows(answers: Answers) -> list[Wanted]:
    """Profile first, then products, storage, vehicles and flows, in the order of the answers."""
    lines = list(_lines(answers))
    return [_profile(answers), *lines, *_sites(answers), *_vehicles(answers), *_flows(answers, lines)]


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _profile(answers: Answers) -> Wanted:
    plain = ("name", "contact_name", "phone", "email", "legal_form", "siret")
    values = _given(**{name: answers.get(name) for name in plain}, commune_id=answers.get("commune"))
    if "labels" in answers:
        values["labels"] = [code for code in codes_of(answers, "labels") if code != "none"]
    if "refuses_intermediaries" in answers:
        values["refuses_intermediaries"] = answers["refuses_intermediaries"] == YES
    ready = set(codes_of(answers, "ready_to")) - {"nothing"}
    notes: tuple[str, ...] = ()
    if "ready_to" in answers:
        # The two wishes exclude each other: keeping one's own deliveries is the stronger one.
        values["open_to_pooling"] = bool(ready) and not values.get("refuses_intermediaries")
        if ready and values.get("refuses_intermediaries"):
            notes = (
                "Le producteur refuse tout intermédiaire : il n’est pas noté comme prêt à mutualiser, "
                "malgré ses réponses à la question 35.",
            )
    if any(row.get("kind") == "dock" for row in rows_of(answers, "storage")):
        notes += ("Le quai reste dans les réponses : la fiche n’a pas de rubrique pour lui.",)
    return Wanted(RowKind.PRODUCER, values, notes=notes)


def _lines(answers: Answers) -> Iterator[Wanted]:
    for row in rows_of(answers, "products"):
        notes = []
        values = _given(
            family=row.get("family"),
            temperature=TEMPERATURES.get(row.get("temperature", "")),
            packagings=codes_of(row, "packaging"),
            parcel_kg=decimal_of(row.get("parcel_kg")),
            kg_per_year=decimal_of(row.get("kg_per_year")),
            eur_per_kg=decimal_of(row.get("eur_per_kg")),
            shelf_life_hours=SHELF_LIFE_HOURS.get(row.get("shelf_life", "")),
        ) | {"name": row.get("label", "")}
        if season := season_of(levels_of(row, "season")):
            values["season"] = season
        if row.get("temperature") == "cool":
            notes.append("« 0 à +8 °C » est noté en frais (0 à +4 °C) : qui tient le froid tient les deux.")
        if row.get("temperature") == "live":
            notes.append("Le vivant est noté à température ambiante : parlez-en au transporteur.")
        yield Wanted(
            RowKind.PRODUCT_LINE, values, same=("family", "name"), notes=tuple(notes), known=_known(row)
        )


def _sites(answers: Answers) -> Iterator[Wanted]:
    for row in rows_of(answers, "storage"):
        values = _given(kind=row.get("kind"), volume_m3=decimal_of(row.get("m3")))
        if "free_m3" in row:
            values["free_m3"] = decimal_of(row["free_m3"])
            values["offered"] = bool(values["free_m3"])
        if "lorry_access" in row:
            values["hgv_access"] = row["lorry_access"] == YES
        if row.get("kind") in StorageKind.values:
            yield Wanted(
                RowKind.STORAGE_SITE, values, same=("kind",), needs=("volume_m3",), known=_known(row)
            )


def _vehicles(answers: Answers) -> Iterator[Wanted]:
    rows = rows_of(answers, "vehicles")
    for row in rows:
        bare, cold = VEHICLES.get(row.get("kind", ""), (VehicleKind.OTHER, VehicleKind.OTHER))
        has_unit = row.get("cold") == COLD_UNIT
        values = _given(
            kind=cold if has_unit else bare,
            km_per_year=row.get("km_per_year") or None,
            temperatures=[Temperature.AMBIENT, Temperature.CHILLED] if has_unit else None,
            name="vélo" if row.get("kind") == "bike" else "",
        )
        notes: list[str] = []
        if len(rows) == 1:
            values |= _given(litres_per_100km=decimal_of(answers.get("litres_per_100km")))
            fixed, notes = _fixed_costs(answers)
            if fixed is not None and values.get("km_per_year"):
                values["fixed_eur_per_year"] = fixed
            else:
                notes = []
        yield Wanted(RowKind.VEHICLE, values, same=("kind",), notes=tuple(notes), known=_known(row))


def _fixed_costs(answers: Answers) -> tuple[Decimal | None, list[str]]:
    """EUR a year: the rent, or the purchase spread, and the insurance."""
    rent, purchase, insurance = (
        decimal_of(answers.get(name))
        for name in ("rent_eur_per_month", "purchase_eur", "insurance_eur_per_year")
    )
    parts = [part for part in (rent and rent * 12, insurance) if part is not None]
    notes = []
    if purchase and not rent:
        parts.append(purchase / PURCHASE_YEARS)
        notes.append(f"L’achat est étalé sur {PURCHASE_YEARS} ans, durée d’usage courante d’un fourgon.")
    return (sum(parts, Decimal(0)) if parts else None), notes


def _flows(answers: Answers, lines: Sequence[Wanted]) -> Iterator[Wanted]:
    by_family = {line.values["family"]: line for line in lines if "family" in line.values}
    biggest = max(lines, key=lambda line: line.values.get("kg_per_year", Decimal(0)), default=None)
    for row in rows_of(answers, "deliveries"):
        notes: list[str] = []
        goods = row.get("family") or (biggest.values.get("family", "") if biggest else "")
        if not row.get("family") and len(by_family) > 1:
            notes.append(f"Produit non précisé : noté « {FAMILIES.get(goods, goods)} », le plus gros volume.")
        months = _months(by_family.get(goods))
        values = _given(
            destination_id=row.get("commune"),
            customer_type=row.get("customer_type"),
            kg_per_delivery=decimal_of(row.get("kg_per_delivery")),
            goods_value_eur=decimal_of(row.get("eur_per_delivery")),
            lead_time_hours=LEAD_TIME_HOURS.get(row.get("order_delay", "")),
            weekdays=sorted(int(day) for day in codes_of(row, "weekdays") if day.isdigit()),
            paid_by=row.get("payer"),
            transport_today=_transport(answers),
            months=months,
        )
        if rate := DELIVERIES_PER_YEAR.get(row.get("frequency", "")):
            values["deliveries_per_year"] = max(round(rate * (len(months) or len(Month)) / len(Month)), 1)
            if row["frequency"] in {"seasonal", "on_demand"}:
                count = values["deliveries_per_year"]
                notes.append(f"Fréquence irrégulière : comptée {count} fois par an, à corriger si besoin.")
        if hours := row.get("hours"):
            read = read_hours(hours)
            if read:
                values |= _given(not_before=read[0], not_after=read[1])
            else:
                notes.append(f"Heures « {hours} » : pas comprises, à reporter sur la livraison.")
        yield Wanted(
            RowKind.FLOW,
            values,
            same=("destination_id", "customer_type"),
            goods=goods,
            notes=tuple(notes),
            known=_known(row),
            allowed={"transport_today": frozenset(codes_of(answers, "delivered_by"))},
        )


def added_line(family: str) -> Wanted:
    """The line that a delivery needs when its goods are in no line."""
    return Wanted(
        RowKind.PRODUCT_LINE,
        {"family": family, "name": "", "temperature": DEFAULT_TEMPERATURES.get(family, "")},
        same=("family", "name"),
        notes=("Livré, mais absent des produits : ajouté avec la température courante de cette famille.",),
    )


def _months(line: Wanted | None) -> list[int]:
    """Months when there is some of it; none, which says « non précisés », while its season is unknown."""
    season = line.values.get("season", []) if line else []
    return [month for month, level in zip(Month.values, season, strict=False) if level != SeasonLevel.NONE]


def _transport(answers: Answers) -> str | None:
    """How the deliveries travel: oneself, where one is among those who do."""
    ways = codes_of(answers, "delivered_by")
    if TransportToday.SELF in ways:
        return TransportToday.SELF
    return next((way for way in ways if way in TransportToday.values), None)
