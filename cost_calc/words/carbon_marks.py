"""What the CO₂ of a line is: that of a real trip, or a share of a vehicle loaded as usual."""

from collections.abc import Iterable
from enum import StrEnum

from cost_calc.engine.lines import Formula, Line


class Mark(StrEnum):
    """A few words beside a carbon figure; their explanation is said once a page."""

    REAL = "trajet réel"
    MEAN = "charge moyenne"
    PARCEL = "colis moyen"
    FIGURE = "chiffre donné"
    UNKNOWN = "non connu"


EXPLAINED = {
    Mark.REAL: "les kilomètres roulés pour cette livraison, retour à vide compris, partagés avec ce qui est "
    "à bord",
    Mark.MEAN: "votre part d’un camion chargé comme ils le sont d’ordinaire, que le vôtre le soit ou non",
    Mark.PARCEL: "le colis moyen de l’ADEME, le même pour toutes les distances",
    Mark.FIGURE: "ce que le transporteur dit lui-même de ses véhicules",
}
MARKS = {
    Formula.CONSUMPTION_WTW: Mark.REAL,
    Formula.CUSTOMER_TRIP: Mark.REAL,
    Formula.CLASS_CONSUMPTION: Mark.MEAN,
    Formula.LEVEL_ONE: Mark.MEAN,
    Formula.PARCEL_MODEL: Mark.PARCEL,
    Formula.CARRIER_FIGURE: Mark.FIGURE,
    Formula.AMOUNT: Mark.FIGURE,  # of a place, by the kilo
    Formula.CARBON_UNKNOWN: Mark.UNKNOWN,
}


# The same for a program to read.
BASES = {found.name.lower(): str(found) for found in Mark}


def basis(line: Line) -> str | None:
    """The code of the mark of a line; None where nothing is emitted."""
    return Mark(found).name.lower() if (found := mark(line)) else None


def mark(line: Line) -> str:
    """That of a line; empty where nothing is emitted."""
    emits = line.co2e_kg or line.formula == Formula.CARBON_UNKNOWN
    return str(MARKS[Formula(line.formula)]) if emits else ""


def marks(lines: Iterable[Line]) -> list[Mark]:
    """Those of an option, the one that weighs most first."""
    weights: dict[Mark, float] = {}
    for line in lines:
        if found := mark(line):
            weights[Mark(found)] = weights.get(Mark(found), 0.0) + float(line.co2e_kg)
    return sorted(weights, key=lambda found: -weights[found])


def explained(options: Iterable[list[Mark]]) -> list[tuple[str, str]]:
    """Each mark that the options bear, once, with what it means."""
    borne = {found for option in options for found in option}
    return [(str(found), words) for found, words in EXPLAINED.items() if found in borne]


def difference(options: Iterable[list[Mark]]) -> str:
    """What to tell of a list whose options are not counted in one way; empty where they all are."""
    firsts = [found[0] for found in options if found and found[0] is not Mark.UNKNOWN]
    if len(set(firsts)) < 2:
        return ""
    return "CO₂ compté de plusieurs façons, dites à chaque ligne\u00a0: ne comparez que les grands écarts."
