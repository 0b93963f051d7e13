"""Numbers the French way. Units are tied to their number by a narrow no-break space."""

import math
import unicodedata
from datetime import date
from decimal import Decimal

from django.utils.dates import MONTHS

NNBSP = "\u202f"  # between thousands, and before a unit
UNKNOWN = "inconnu"


def number(value: float | None, digits: int = 0) -> str:
    """`1234.5, 2` → « 1 234,50 ». None and NaN → « inconnu »."""
    if value is None or math.isnan(value):
        return UNKNOWN
    text = f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace(",", NNBSP).replace(".", ",").replace("-", "−")


def measure(value: float | None, unit: str, digits: int = 0) -> str:
    text = number(value, digits)
    return text if text == UNKNOWN else f"{text}{NNBSP}{unit}"


def plain(value: float | None) -> str:
    """As many digits as the number needs, few decimals: « 178 », « 0,5759 », « 1,5 »."""
    if value is None or math.isnan(value):
        return UNKNOWN
    if abs(value) >= 100:
        return number(value, 0)
    digits = 4 if abs(value) < 1 else 2
    text = number(value, digits)
    return text.rstrip("0").rstrip(",") if "," in text else text


def exact(value: float | None, most: int = 12) -> str:
    """Every figure of a number somebody wrote, `most` at the very most: « 1,702 », « 495,724170429 »."""
    if value is None or math.isnan(value):
        return UNKNOWN
    shown = Decimal(f"{value:.{most}g}")
    digits = max(0, -int(shown.normalize().as_tuple().exponent))
    return f"{shown:,.{digits}f}".replace(",", NNBSP).replace(".", ",").replace("-", "−")


def euro(value: float | None) -> str:
    return measure(value, "€", 2)


def eur_per_kg(value: float | None) -> str:
    return measure(value, "€/kg", 2)


def co2(value: float | None) -> str:
    """Kilograms of CO2e, shown in grams under one kilogram."""
    if value is not None and abs(value) < 0.9995:
        return measure(value * 1000, f"g{NNBSP}CO₂e")
    return measure(value, f"kg{NNBSP}CO₂e", 2 if value is not None and abs(value) < 10 else 0)


def grams(value: float | None) -> str:
    """« 255 g », « 0,41 g »: three figures, for what is weighed in grams."""
    if value is None or math.isnan(value):
        return UNKNOWN
    return f"{exact(value, 3)}{NNBSP}g"


def co2_per_kg(value: float | None) -> str:
    text = co2(value)
    return text if text == UNKNOWN else f"{text}/kg"


def kg(value: float | None) -> str:
    if value is None or math.isnan(value):
        return UNKNOWN
    return f"{plain(value)}{NNBSP}kg"


def km(value: float | None) -> str:
    return measure(value, "km", 1 if value is not None and abs(value) < 10 else 0)


def of(name: str) -> str:
    """« d’Ispagnac », « du Malzieu-Ville », « des Salces », « de Mende »; of goods too: « d’œufs »."""
    for article, word in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return word + name.removeprefix(article)
    return f"d’{name}" if _is_elided_before(name) else f"de {name}"


def at(name: str) -> str:
    """« à Mende », « au Malzieu-Ville », « aux Salces »."""
    for article, word in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return word + name.removeprefix(article)
    return f"à {name}"


def _is_elided_before(name: str) -> bool:
    """« d’Yssingeaux » but « de yaourts »; an h is silent in most names of places."""
    start = unicodedata.normalize("NFD", name).lower()
    if start.startswith("y"):
        return start[1:2] not in "aeiou"
    return start[:1] in tuple("aeiouhœæ")


def away(value: float | None) -> str:
    """How far something is: « à 4,4 km », « sur place »."""
    return "sur place" if value is not None and abs(value) < 0.05 else f"à {km(value)}"


def share(value: float | None) -> str:
    """A share with all its figures, as a table of values gives it: `0.125` → « 12,5 % »."""
    return UNKNOWN if value is None or math.isnan(value) else f"{exact(100 * value)}{NNBSP}%"


def percent(share: float | None) -> str:
    """`0.234` → « 23 % »; one decimal under ten, where it is told apart: « 0,7 % », « 5 % »."""
    if share is None or math.isnan(share):
        return UNKNOWN
    digits = 1 if abs(share) < 0.0995 else 0
    return f"{number(share * 100, digits).removesuffix(',0')}{NNBSP}%"


def minutes(value: float | None) -> str:
    """`155` → « 2 h 35 »; under an hour « 35 min »."""
    if value is None or math.isnan(value):
        return UNKNOWN
    hours, rest = divmod(round(abs(value)), 60)
    sign = "−" if value < 0 and (hours or rest) else ""
    if not hours:
        return f"{sign}{rest}{NNBSP}min"
    return f"{sign}{hours}{NNBSP}h" + (f"{NNBSP}{rest:02d}" if rest else "")


def french_day(day: date | None) -> str:
    """A date in a sentence built outside templates: « 1er mai 2026 »."""
    if day is None:
        return UNKNOWN
    number_of_day = "1er" if day.day == 1 else str(day.day)
    return f"{number_of_day}\u00a0{MONTHS[day.month]}\u00a0{day.year}"
