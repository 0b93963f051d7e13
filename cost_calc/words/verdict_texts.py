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
from pat_logistics import formats
from pat_logistics.vocabulary import Temperature

_TEMPERATURES = {
    Temperature.AMBIENT: "les produits à température ambiante",
    Temperature.CHILLED: "les produits frais (0 à +4 °C)",
    Temperature.FROZEN: "les produits surgelés (−18 °C)",
}
_PLACES = {"origin": "ne vient pas dans votre commune", "destination": "ne livre pas à destination"}

# By whose vehicle, then why.
_ATP = {
    ("own", "distance"): (
        "{distance_km} au froid, pour une limite de {limit_km} : votre véhicule doit avoir une "
        "attestation ATP (froid contrôlé). S’il l’a, dites-le dans « Préciser ».",
        "atp.distance",
    ),
    ("own", "doors"): (
        "Plusieurs clients dans une tournée au froid : chaque ouverture des portes rompt la charge, et "
        "votre véhicule doit avoir une attestation ATP (froid contrôlé). S’il l’a, dites-le dans "
        "« Préciser ».",
        "atp.doors",
    ),
    ("pooled", "distance"): (
        "{distance_km} au froid : demandez l’attestation ATP (froid contrôlé) du véhicule de la tournée.",
        "atp.distance",
    ),
    ("pooled", "doors"): (
        "Plusieurs clients dans une tournée au froid : demandez l’attestation ATP (froid contrôlé) du "
        "véhicule.",
        "atp.doors",
    ),
    ("service", "distance"): (
        "{distance_km} au froid, pour une limite de {limit_km} : demandez au transporteur son "
        "attestation ATP (froid contrôlé).",
        "atp.distance",
    ),
    ("service", "doors"): (
        "Plusieurs clients dans une tournée au froid : demandez au transporteur son attestation ATP (froid "
        "contrôlé).",
        "atp.doors",
    ),
    ("service", "break"): (
        "Les produits changent de véhicule en route : demandez au transporteur son attestation ATP "
        "(froid contrôlé).",
        "atp.distance",
    ),
}
# Whether the buyer is known to sell or serve the goods again.
_SALES = {
    (Code.APPROVAL_NEEDED, True): (
        "Votre client revend ou sert vos produits : il faut l’agrément sanitaire, ou sa dérogation, qui "
        "va jusqu’à {limit_km} à vol d’oiseau et {limit_kg} par semaine.{reduced}"
    ),
    (Code.APPROVAL_NEEDED, False): (
        "Si votre client revend ou sert vos produits (commerce, restaurant, cantine, plateforme), il "
        "faut l’agrément sanitaire, ou sa dérogation, qui va jusqu’à {limit_km} à vol d’oiseau et "
        "{limit_kg} par semaine.{reduced}"
    ),
    (Code.APPROVAL_LIMIT, True): (
        "Votre client revend ou sert vos produits. La dérogation à l’agrément s’arrête {limits} : il faut "
        "l’agrément sanitaire. Voyez avec la DDETSPP."
    ),
    (Code.APPROVAL_LIMIT, False): (
        "Si votre client revend ou sert vos produits, la dérogation à l’agrément s’arrête {limits} : il "
        "faut alors l’agrément sanitaire. Voyez avec la DDETSPP."
    ),
    (Code.APPROVAL_EXCLUDED, True): (
        "Votre client revend ou sert votre viande hachée : il faut l’agrément sanitaire. La dérogation ne "
        "vaut jamais pour la viande hachée, ni de près ni en petite quantité."
    ),
    (Code.APPROVAL_EXCLUDED, False): (
        "Si votre client revend ou sert votre viande hachée, il faut l’agrément sanitaire : la dérogation "
        "ne vaut jamais pour la viande hachée, ni de près ni en petite quantité."
    ),
    (Code.APPROVAL_SLAUGHTER, True): (
        "Volailles : la dérogation ne vaut pas pour celles qui ont été abattues hors d’un abattoir agréé. "
        "Si c’est le cas des vôtres, voyez avec la DDETSPP."
    ),
    (Code.APPROVAL_SLAUGHTER, False): (
        "Volailles vendues à qui les revend ou les sert : la dérogation ne vaut pas pour celles qui ont "
        "été abattues hors d’un abattoir agréé. Si c’est le cas des vôtres, voyez avec la DDETSPP."
    ),
    (Code.EGG_PACKING_CENTRE, True): (
        "Des œufs vendus à qui les revend ou les sert passent par un centre d’emballage agréé, quelle "
        "que soit la distance : à vérifier avec la DDETSPP."
    ),
    (Code.EGG_PACKING_CENTRE, False): (
        "Si votre client revend ou sert vos œufs, ils passent par un centre d’emballage agréé, quelle "
        "que soit la distance : à vérifier avec la DDETSPP."
    ),
}

# code → sentence, then the rule it rests on: its code in the table of rules, empty for common sense.
_VERDICTS: dict[str, tuple[str, str]] = {
    Code.TEMPERATURE_NOT_OFFERED: ("Ne transporte pas {goods}.", ""),
    Code.UNDER_MIN_WEIGHT: ("Pas en dessous de {min_kg} par envoi.", ""),
    Code.OVER_MAX_WEIGHT: ("Pas au-dessus de {max_kg} par envoi.", ""),
    Code.OVER_PAYLOAD: (
        "Trop lourd pour ce véhicule, qui porte {payload_kg} : plus de {max_loads} trajets.",
        "",
    ),
    Code.OVER_VOLUME: ("Trop volumineux pour ce véhicule : plus de {max_loads} trajets.", ""),
    Code.SEVERAL_LOADS: ("Tout ne tient pas en une fois : {loads} trajets, {distance_km} en tout.", ""),
    Code.UPKEEP_NOT_COUNTED: (
        "Pneus et entretien ne sont pas comptés : ajoutez-les à vos coûts fixes par an.",
        "",
    ),
    Code.NO_ROAD: (
        "La mer est entre les deux : aucune route n’y mène. Voyez quels transporteurs livrent là-bas.",
        "",
    ),
    Code.PLACE_NOT_SERVED: ("Cette solution {place}.", ""),
    Code.DAY_NOT_SERVED: ("Ne passe pas les jours que vous proposez.", ""),
    Code.TOO_OFTEN: (
        "Passe {days_served} jour{plural} par semaine, et vous livrez {per_month} fois par mois : "
        "regroupez vos livraisons, ou demandez d’autres jours.",
        "",
    ),
    Code.AFTER_CUT_OFF: ("Remis après l’heure limite : départ le lendemain.", ""),
    Code.TOO_SLOW: ("Trop lent pour la durée de vie du produit.", ""),
    Code.ATP_REQUIRED: ("", "atp.distance"),
    Code.COLD_NEEDED: (
        "Ce produit se tient d’ordinaire à {max_celsius} °C au plus, et vous l’envoyez à température "
        "ambiante : vérifiez.",
        "temperature.mixed",
    ),
    Code.COLD_NOT_HELD: (
        "Tient le frais à {holds_celsius} °C au plus ; votre produit demande {max_celsius} °C.",
        "temperature.mixed",
    ),
    Code.COLD_NOT_TOLD: (
        "Demandez à quelle température il tient le frais : votre produit demande {max_celsius} °C au plus.",
        "temperature.mixed",
    ),
    Code.OPTION_NOT_PRICED: (
        "Son tarif ne donne pas le prix de ce que vous demandez ({options}) : demandez un devis.",
        "",
    ),
    Code.LONG_DRIVE: (
        "{minutes} de conduite : après {limit_minutes}, il faut 45 minutes de pause (une obligation "
        "au-delà de 3,5 tonnes, une prudence en dessous).",
        "driving.break",
    ),
    Code.TOO_LONG_A_DAY: (
        "{trips}, {minutes} de route : plus d’une journée ; louez un camion ou demandez un devis.",
        "driving.day",
    ),
    Code.APPROVAL_NEEDED: ("", "approval.need"),
    Code.APPROVAL_LIMIT: ("", "approval.distance"),
    Code.APPROVAL_EXCLUDED: ("", "approval.excluded"),
    Code.APPROVAL_SLAUGHTER: ("", "approval.excluded"),
    Code.EGG_PACKING_CENTRE: ("", "eggs.packing_centre"),
    Code.EGG_DIRECT_LIMIT: (
        "Sans centre d’emballage, les œufs se vendent en direct à moins de {limit_km} de la ferme (ici "
        "{distance_km} à vol d’oiseau), sous 250 poules.",
        "eggs.direct",
    ),
    Code.APPROVAL_IF_ANIMAL: (
        "Si ce produit est d’origine animale (lait, poisson…) et si votre client le revend ou le sert, il "
        "faut l’agrément sanitaire, ou sa dérogation.",
        "approval.need",
    ),
    Code.CO_DELIVERY_TOO_FAR: (
        "La livraison d’une ferme par une autre s’arrête à {limit_km} à vol d’oiseau de la commune de "
        "départ (ici {distance_km}).",
        "co_delivery.radius",
    ),
    Code.CO_DELIVERY_NOT_FARMER: (
        "La co-livraison n’est permise qu’entre agriculteurs.",
        "co_delivery.farmers",
    ),
    Code.CO_DELIVERY_ABOVE_COST: (
        "La co-livraison ne peut rien rapporter au-delà des frais.",
        "co_delivery.cost",
    ),
    Code.ORGANIC_MIXING: (
        "Produits bio et non bio dans le même véhicule : gardez-les emballés et séparés.",
        "",
    ),
    Code.DIRECT_COMPETITOR: ("Un concurrent direct est dans la même tournée.", ""),
    Code.NO_INTERMEDIARY: ("Passe par un intermédiaire, ce que vous ne souhaitez pas.", ""),
    Code.ONE_ADDRESS_ONLY: (
        "Compté pour une seule adresse : pour {addresses:.0f} adresses, ajoutez vos clients un par un, ou "
        "demandez un devis.",
        "",
    ),
    Code.ON_QUOTE: ("Prix sur devis : demandez-le.", ""),
    Code.GOODS_VALUE_NEEDED: (
        "Le prix dépend de la valeur des produits : indiquez-la dans « Préciser ».",
        "",
    ),
    Code.NO_TARIFF: ("Ses tarifs ne sont pas publiés : demandez un devis.", ""),
    Code.CARBON_UNKNOWN: ("Son CO₂ n’est pas connu.", ""),
    Code.RETURNS_NOT_TAKEN: (
        "Ne reprend pas vos emballages vides.{fetch}",
        "",
    ),
    Code.RETURNS_NOT_KNOWN: (
        "Ne dit pas s’il reprend vos emballages vides : demandez-le.{fetch}",
        "",
    ),
    Code.TOO_FAR_TO_COLLECT: (
        "{distance_km} aller-retour : un client ne vient guère chercher lui-même au-delà de {limit_km}.",
        "",
    ),
    Code.COOL_BOXES: (
        "En glacières ou caisses isothermes, à moins de {limit_km} : c’est permis sans attestation, la "
        "température du produit reste due jusqu’au client. Refroidissez les produits et les caisses avant de "
        "charger, et relevez la température à chaque livraison.",
        "atp.distance",
    ),
    Code.COOL_BOXES_TOO_FAR: (
        "{distance_km} au froid, pour une limite de {limit_km} : au-delà, des glacières ne suffisent pas, il "
        "faut un véhicule attesté ATP (froid contrôlé).",
        "atp.distance",
    ),
    Code.CUSTOMER_TRIP_UNPAID: (
        "Le client fait le trajet : son temps et sa voiture ne sont pas comptés en euros.",
        "",
    ),
}
# Of a stop among several that passes a limit of the service.
_DROPS = {
    Code.UNDER_MIN_WEIGHT: "{drops} : en dessous de ses {min_kg} par envoi.",
    Code.OVER_MAX_WEIGHT: "{drops} : au-dessus de ses {max_kg} par envoi.",
}
# Whose vehicle holds no cold, and for which goods.
_NO_COLD = {
    ("own", Temperature.CHILLED): (
        "Votre véhicule n’a pas de froid{to}. Si vous avez des glacières ou des caisses isothermes, "
        "dites-le dans « Préciser »."
    ),
    ("own", Temperature.FROZEN): "Votre véhicule ne tient pas le surgelé{to}.",
    ("own", Temperature.AMBIENT): "Votre véhicule ne prend pas {goods}{to}.",
    ("shared", Temperature.CHILLED): "Le véhicule de la tournée partagée n’a pas de froid.",
    ("shared", Temperature.FROZEN): "Le véhicule de la tournée partagée ne tient pas le surgelé.",
    ("shared", Temperature.AMBIENT): "Le véhicule de la tournée partagée ne prend pas {goods}.",
}
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
    words, rule = _VERDICTS[verdict.code]
    params = {name: _written(name, value) for name, value in verdict.params.items()}
    params |= _told_apart(verdict.params, params)
    if verdict.code is Code.ATP_REQUIRED:
        words, rule = _ATP[params["vehicle"], params["reason"]]
    elif verdict.code in (Code.UNDER_MIN_WEIGHT, Code.OVER_MAX_WEIGHT) and "drops" in params:
        words = _DROPS[verdict.code]
        stops = [of.stops[number - 1] for number in verdict.params["drops"]]
        params["drops"] = _listed(
            [f"{formats.kg(stop.mass_kg)} {formats.at(stop.commune.name)}" for stop in stops]
        )
    elif "known" in params:
        words = _SALES[verdict.code, params["known"]]
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
        words = _NO_COLD.get((vehicle, temperature), words)
        params = {"goods": _TEMPERATURES[temperature], "to": _to(verdict, of)}
    elif verdict.code is Code.OPTION_NOT_PRICED:
        params = {"options": ", ".join(COMPONENTS[code].lower() for code in verdict.params["options"])}
    elif verdict.code is Code.TOO_OFTEN:
        params["plural"] = "s" if params["days_served"] > 1 else ""
    elif verdict.code is Code.PLACE_NOT_SERVED:
        names = [of.stops[number - 1].commune.name for number in verdict.params.get("drops", ())]
        towns = _listed([formats.at(name) for name in names])
        place = f"ne livre pas {towns}" if names else _PLACES[verdict.params["place"]]
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
