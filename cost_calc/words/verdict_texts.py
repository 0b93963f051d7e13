"""What the calculator says of an option: a sentence per verdict of the engine, and its text of law."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.models import LegalRule
from cost_calc.pricing.question import Question, Stop
from cost_calc.pricing.ways import Step, Way
from cost_calc.words.texts import COMPONENTS
from cost_calc.words.verdict_sentences import ATP, DROPS, NO_COLD, PLACES, SALES, TEMPERATURES, VERDICTS
from pat_logistics import formats
from pat_logistics.vocabulary import Temperature

_NAMES_ITS_LEG = {Code.TEMPERATURE_NOT_OFFERED}
_UNITS = {
    "_kg": formats.kg,
    "_km": formats.km,
    "_hours": lambda hours: formats.minutes(hours * 60),
    "minutes": formats.minutes,
    "loads": formats.plain,
    "per_month": formats.plain,
    "_eur": formats.euro,
    "_celsius": lambda degrees: f"{degrees:+.0f}".replace("-", "−"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A number of a verdict said of several options at once: from the least to the most of theirs."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Span":
        found = list(values)
        return cls(min(found), max(found))


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict in words, with the text of law it rests on and its address (empty: common sense)."""

    severity: Severity
    message: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Of which option a verdict is told: its legs by name, and its stops as « 4 kg à Ispagnac »."""

    steps: tuple[Step, ...] = ()
    stops: tuple[Stop, ...] = ()


ALONE = Told()


def told(way: Way, question: Question) -> Told:
    """What words need of an option; its legs have a name to say where there are several trips."""
    return Told(way.steps if len(way.trips) > 1 else (), question.stops)


def said(verdict: Verdict, rules: Mapping[str, LegalRule], of: Told = ALONE) -> Said:
    """The verdict in words; `rules` are those in force, by code."""
    message, code = sentence(verdict, of)
    rule = rules.get(code)
    return Said(verdict.severity, message, rule.source if rule else "", rule.url if rule else "")


def all_said(verdicts: Iterable[Verdict], rules: Mapping[str, LegalRule], of: Told = ALONE) -> list[Said]:
    """The verdicts in words, the gravest first."""
    order = list(Severity)
    ordered = sorted(verdicts, key=lambda verdict: order.index(verdict.severity))
    return [said(verdict, rules, of) for verdict in ordered]


def sentence(verdict: Verdict, of: Told = ALONE) -> tuple[str, str]:
    """The sentence of a verdict, and the code of the rule of law it rests on (empty: common sense).

    It names the leg it speaks of where the option has several, and the stops that pass a limit.
    """
    words, rule = _worded(verdict, of)
    legs = [of.steps[number - 1] for number in verdict.legs] if of.steps else []
    if not legs or verdict.code in _NAMES_ITS_LEG:
        return words, rule
    names = _listed([step.name for step in legs])
    return f"{names} : {words[0].lower()}{words[1:]}", rule


def _worded(verdict: Verdict, of: Told) -> tuple[str, str]:
    words, rule = VERDICTS[verdict.code]
    params = {name: _written(name, value) for name, value in verdict.params.items()}
    params |= _told_apart(verdict.params, params)
    if verdict.code is Code.ATP_REQUIRED:
        words, rule = ATP[params["vehicle"], params["reason"]]
    elif verdict.code in (Code.UNDER_MIN_WEIGHT, Code.OVER_MAX_WEIGHT) and "drops" in params:
        words = DROPS[verdict.code]
        stops = [of.stops[number - 1] for number in verdict.params["drops"]]
        params["drops"] = _listed(
            [f"{formats.kg(stop.mass_kg)} {formats.at(stop.commune.name)}" for stop in stops]
        )
    elif "known" in params:
        words = SALES[verdict.code, params["known"]]
        reduced = params.get("reduced_kg")
        params["reduced"] = f" Au-delà de 30 % de votre production, c’est {reduced}." if reduced else ""
        params["limits"] = _limits(verdict.params, params) if "limit_km" in params else ""
    elif "fetch_eur" in params:
        cost = params["fetch_eur"]
        params["fetch"] = f" Aller les chercher vous-même coûterait {cost}." if cost else ""
    elif verdict.code is Code.TOO_LONG_A_DAY:
        loads = verdict.params["loads"]
        params["trips"] = f"{params['loads']} trajet{'s' if loads > 1 else ''}"
    elif verdict.code is Code.TEMPERATURE_NOT_OFFERED:
        temperature, vehicle = Temperature(verdict.params["temperature"]), verdict.params.get("vehicle", "")
        words = NO_COLD.get((vehicle, temperature), words)
        params = {"goods": TEMPERATURES[temperature], "to": _to(verdict, of)}
    elif verdict.code is Code.OPTION_NOT_PRICED:
        params = {"options": ", ".join(COMPONENTS[code].lower() for code in verdict.params["options"])}
    elif verdict.code is Code.TOO_OFTEN:
        params["plural"] = "s" if params["days_served"] > 1 else ""
    elif verdict.code is Code.PLACE_NOT_SERVED:
        names = [of.stops[number - 1].commune.name for number in verdict.params.get("drops", ())]
        towns = _listed([formats.at(name) for name in names])
        place = f"ne livre pas {towns}" if names else PLACES[verdict.params["place"]]
        params = {"place": place}
    return words.format(**params), rule


def _to(verdict: Verdict, of: Told) -> str:
    """« pour aller jusqu’au dépôt (Mende) », where the vehicle only goes that far."""
    wheres = [of.steps[number - 1].where for number in verdict.legs] if of.steps else []
    return "".join(f" pour aller {where}" for where in wheres if where)


def _listed(names: list[str]) -> str:
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _limits(facts: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """The limits of the derogation that this sale goes beyond, and no other."""
    found = []
    distance = facts.get("distance_km")
    if distance is not None and distance > facts["limit_km"]:
        extended = distance <= facts.get("extended_km", 0.0)
        prefect = f" ; le préfet peut l’étendre, jusqu’à {words['extended_km']}" if extended else ""
        found.append(f"à {words['limit_km']} à vol d’oiseau (ici {words['distance_km']}{prefect})")
    if facts["weekly_kg"] > facts["limit_kg"]:
        found.append(f"à {words['limit_kg']} par semaine (vous : {words['weekly_kg']})")
    return " et ".join(found)


def _told_apart(facts: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, str]:
    """A distance just past its limit, with a decimal that shows it: « 80,1 km, pour une limite de 80 km »."""
    if "limit_km" not in words or words.get("distance_km") != words["limit_km"]:
        return {}
    km = facts["distance_km"]
    past = not isinstance(km, Span) and km > facts["limit_km"]
    return {"distance_km": formats.measure(math.ceil(km * 10) / 10, "km", 1)} if past else {}


def _written(name: str, value: Any) -> Any:
    if isinstance(value, Span):
        low, high = _written(name, value.low), _written(name, value.high)
        _, space, unit = high.rpartition(formats.NNBSP)
        return high if low == high else f"{low.removesuffix(space + unit)} à {high}"
    for suffix, write in _UNITS.items():
        if name.endswith(suffix) and value is not None:
            return write(value)
    return value
