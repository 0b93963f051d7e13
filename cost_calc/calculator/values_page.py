"""The page of reference values: those that move a result most, the others by theme, a search, a file."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from pat_logistics import formats
from pat_logistics.folding import fold, words_of

FIRST = (
    "labour.eur_per_hour",
    "energy.diesel.eur",
    "energy.electricity.eur",
    "energy.diesel",
    "van.cold_uplift",
    "handling.loading_minutes",
    "handling.stop_minutes",
    "round.km_per_stop",
    "handling.carrier_minutes",
    "threshold.acceptable_share",
    "road.main_kmh",
    "parcel.cold_uplift",
)
# The first prefix that begins a code is its theme; the last theme takes what no other does.
THEMES = (
    ("Votre temps", "", ("labour.", "handling.", "round.day_hours")),
    ("Énergie et froid", "", ("energy.", "van.", "truck.")),
    ("Routes et tournées", "", ("road.", "round.")),
    ("Clients, casiers, emballages", "", ("customer.", "car.", "returns.", "crate.")),
    ("Ventes et poids de la logistique", "", ("goods.", "threshold.")),
    ("Fourchettes des résultats", "", ("range.",)),
    (
        "Courbes d’émission des colis",
        "Cinq coefficients par véhicule, à lire ensemble : c₀ + c₁·v + c₂·v² + c₃·v³ + c₄·v⁴ donne ce "
        "qu’émet un kilomètre, v étant la vitesse en kilomètres par heure. Un seul n’a pas de sens, et "
        "certains sont négatifs.",
        ("parcel.van.poly", "parcel.truck.poly"),
    ),
    ("Colis", "", ("parcel.",)),
    (
        "Transporteurs : charges moyennes du calcul de niveau 1",
        "Ce que l’arrêté du 26 avril 2017 donne par véhicule quand l’exploitant ne déclare rien.",
        ("level1.",),
    ),
    ("Transporteurs et autres valeurs", "", ("",)),
)
HEADERS = (
    "Code", "Intitulé", "Valeur utilisée", "Unité", "Valeur publiée", "TVA comprise", "En vigueur depuis",
    "Confiance", "Source", "Remarque",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """Values of one kind, each with whether nobody has checked it for a year, and how to read them."""

    title: str
    note: str
    rows: list[tuple[ReferenceValue, bool]]


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """What the page shows: everything by theme, or what answers the words of a search."""

    first: list[tuple[ReferenceValue, bool]]
    vehicles: list[tuple[VehicleType, bool]]
    themes: list[Theme]
    text: str = ""

    @property
    def found(self) -> int:
        return len(self.first) + len(self.vehicles) + sum(len(theme.rows) for theme in self.themes)


def values_page(text: str, today: datetime.date) -> ValuesPage:
    """The values in force; with words, those that hold them all in their name, source, remark or unit."""
    words = words_of(text.replace("\0", "")[:100])
    values = [(row, row.is_stale(today)) for row in ReferenceValue.objects.at(today) if _says(row, words)]
    vehicles = [(row, row.is_stale(today)) for row in VehicleType.objects.at(today) if _says(row, words)]
    ranks = {code: rank for rank, code in enumerate(FIRST)}
    first = sorted((pair for pair in values if pair[0].code in ranks), key=lambda pair: ranks[pair[0].code])
    themes = [Theme(title, note, []) for title, note, _ in THEMES]
    for row, stale in values:
        if row.code not in ranks:
            themes[_theme_of(row.code)].rows.append((row, stale))
    return ValuesPage(first, vehicles, [theme for theme in themes if theme.rows], text if words else "")


def _says(row: ReferenceValue | VehicleType, words: list[str]) -> bool:
    key = fold(f"{row.code} {row.label} {row.source} {row.note} {getattr(row, 'unit', '')}")
    return all(word in key or word.rstrip("s") in key for word in words)


def _theme_of(code: str) -> int:
    return next(rank for rank, (_, _, begins) in enumerate(THEMES) if code.startswith(begins))


# The rules of law: what they are about, then how their codes begin.
RULE_THEMES = (
    ("Agrément sanitaire et dérogation", ("approval.",)),
    ("Véhicule et froid", ("atp.",)),
    ("Température de chaque produit", ("temperature.",)),
    ("Œufs", ("eggs.",)),
    ("Livrer pour une autre ferme", ("co_delivery.", "grouping", "mutual_help")),
    ("Conduite et CO₂", ("",)),
)


def rules_by_theme(rules: Iterable[LegalRule]) -> list[tuple[str, list[LegalRule]]]:
    """The rules under what they are about; the last theme takes what no other does."""
    found: dict[str, list[LegalRule]] = {theme: [] for theme, _ in RULE_THEMES}
    for rule in rules:
        found[next(theme for theme, begins in RULE_THEMES if rule.code.startswith(begins))].append(rule)
    return [(theme, rows) for theme, rows in found.items() if rows]


def csv_rows(page: ValuesPage) -> Iterator[list[str]]:
    """The same as a file: a line a value; a vehicle has one for its cost and one for its consumption."""
    for row, _ in (*page.first, *(pair for theme in page.themes for pair in theme.rows)):
        vat = formats.exact(row.vat_rate) if row.vat_rate else ""
        published = formats.exact(row.value) if row.vat_rate else ""
        yield _line(row, row.code, row.label, row.used, row.unit, published, vat)
    for vehicle, _ in page.vehicles:
        yield _line(
            vehicle, f"{vehicle.code}.eur_per_km", f"{vehicle.label} : coût", vehicle.eur_per_km, "€/km"
        )
        used, unit = vehicle.litres_per_100km, "l/100 km"
        if not used:
            used, unit = vehicle.kwh_per_100km, "kWh/100 km"
        line = _line(vehicle, f"{vehicle.code}.consumption", f"{vehicle.label} : consommation", used, unit)
        line[7:9] = [str(vehicle.consumption_grade), vehicle.consumption_source or vehicle.source]
        yield line


def _line(
    row: ReferenceValue | VehicleType,
    code: str,
    label: str,
    used: float | None,
    unit: str,
    published: str = "",
    vat: str = "",
) -> list[str]:
    since = row.valid_from.isoformat()
    amount = _plain(formats.exact(used))
    return [code, label, amount, unit, _plain(published), vat, since, row.confidence, row.source, row.note]


def _plain(number: str) -> str:
    """A number that a spreadsheet reads: no space between thousands, an ordinary minus."""
    return number.replace(formats.NNBSP, "").replace("−", "-")
