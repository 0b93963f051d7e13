"""A verdict in a few words: beside an option of a list, and as what several options have in common."""

from collections.abc import Mapping
from typing import Any

from cost_calc.engine.verdicts import Code, Verdict
from pat_logistics import formats
from pat_logistics.vocabulary import Temperature

# As a line of a list says it, after the sign that tells how grave it is.
_SHORT = {
    Code.TEMPERATURE_NOT_OFFERED: "ne prend pas ce froid",
    Code.UNDER_MIN_WEIGHT: "trop peu de kilos",
    Code.OVER_MAX_WEIGHT: "trop de kilos",
    Code.OVER_PAYLOAD: "véhicule trop petit",
    Code.OVER_VOLUME: "véhicule trop petit",
    Code.UPKEEP_NOT_COUNTED: "entretien non compté",
    Code.SEVERAL_LOADS: "plusieurs trajets",
    Code.ONE_ADDRESS_ONLY: "une seule adresse",
    Code.NO_ROAD: "pas de route",
    Code.PLACE_NOT_SERVED: "commune non desservie",
    Code.DAY_NOT_SERVED: "pas ces jours-là",
    Code.TOO_OFTEN: "passe moins souvent",
    Code.AFTER_CUT_OFF: "part le lendemain",
    Code.TOO_SLOW: "trop lent",
    Code.ATP_REQUIRED: "attestation ATP",
    Code.COLD_NEEDED: "froid conseillé",
    Code.COLD_NOT_HELD: "pas assez froid",
    Code.COLD_NOT_TOLD: "froid à demander",
    Code.OPTION_NOT_PRICED: "prix à demander",
    Code.LONG_DRIVE: "longue route, pause",
    Code.TOO_LONG_A_DAY: "plus d’une journée",
    Code.APPROVAL_NEEDED: "agrément sanitaire",
    Code.APPROVAL_LIMIT: "agrément sanitaire",
    Code.APPROVAL_EXCLUDED: "agrément sanitaire",
    Code.APPROVAL_SLAUGHTER: "agrément sanitaire",
    Code.APPROVAL_IF_ANIMAL: "agrément sanitaire",
    Code.EGG_DIRECT_LIMIT: "vente d’œufs",
    Code.EGG_PACKING_CENTRE: "centre d’emballage",
    Code.CO_DELIVERY_TOO_FAR: "trop loin pour co-livrer",
    Code.CO_DELIVERY_NOT_FARMER: "pas entre agriculteurs",
    Code.CO_DELIVERY_ABOVE_COST: "au-dessus des frais",
    Code.ORGANIC_MIXING: "bio et non bio ensemble",
    Code.DIRECT_COMPETITOR: "concurrent à bord",
    Code.NO_INTERMEDIARY: "passe par un intermédiaire",
    Code.CUSTOMER_TRIP_UNPAID: "le client se déplace",
    Code.RETURNS_NOT_TAKEN: "vides non repris",
    Code.RETURNS_NOT_KNOWN: "vides : à demander",
    Code.TOO_FAR_TO_COLLECT: "trop loin",
    Code.ON_QUOTE: "sur devis",
    Code.GOODS_VALUE_NEEDED: "valeur à donner",
    Code.NO_TARIFF: "tarif non publié",
    Code.CARBON_UNKNOWN: "CO₂ inconnu",
    Code.COOL_BOXES: "glacières, avec soin",
    Code.COOL_BOXES_TOO_FAR: "trop loin en glacières",
}

# Why something does not fit, as said of one and of several.
_REASONS = {
    Code.TEMPERATURE_NOT_OFFERED: ("ne prend pas {goods}", "ne prennent pas {goods}"),
    Code.UNDER_MIN_WEIGHT: ("demande plus de kilos", "demandent plus de kilos"),
    Code.OVER_MAX_WEIGHT: ("ne prend pas autant de kilos", "ne prennent pas autant de kilos"),
    Code.OVER_PAYLOAD: ("est trop petit pour ce poids", "sont trop petits pour ce poids"),
    Code.OVER_VOLUME: ("est trop petit pour ce volume", "sont trop petits pour ce volume"),
    Code.ONE_ADDRESS_ONLY: ("est compté pour une seule adresse", "sont comptés pour une seule adresse"),
    Code.NO_ROAD: ("n’y va pas par la route", "n’y vont pas par la route"),
    Code.DAY_NOT_SERVED: ("ne passe pas les jours proposés", "ne passent pas les jours proposés"),
    Code.TOO_SLOW: ("est trop lent pour ce produit", "sont trop lents pour ce produit"),
    Code.COLD_NOT_HELD: ("ne tient pas assez froid", "ne tiennent pas assez froid"),
    Code.OPTION_NOT_PRICED: (
        "ne dit pas le prix de ce que vous demandez",
        "ne disent pas le prix de ce que vous demandez",
    ),
    Code.CO_DELIVERY_TOO_FAR: ("est trop loin pour co-livrer", "sont trop loin pour co-livrer"),
    Code.CO_DELIVERY_NOT_FARMER: ("n’est pas entre agriculteurs", "ne sont pas entre agriculteurs"),
    Code.CO_DELIVERY_ABOVE_COST: ("est vendu au-dessus des frais", "sont vendus au-dessus des frais"),
    Code.COOL_BOXES_TOO_FAR: ("est trop loin pour des glacières", "sont trop loin pour des glacières"),
    Code.TOO_FAR_TO_COLLECT: ("est trop loin pour que le client vienne",) * 2,
    Code.ON_QUOTE: ("est sur devis", "sont sur devis"),
    Code.GOODS_VALUE_NEEDED: (
        "se paie selon la valeur des produits, à donner dans « Préciser »",
        "se paient selon la valeur des produits, à donner dans « Préciser »",
    ),
    Code.NO_TARIFF: ("ne publie pas ses tarifs", "ne publient pas leurs tarifs"),
}
_PLACES = {
    "origin": ("ne vient pas {place}", "ne viennent pas {place}"),
    "destination": ("ne livre pas {place}", "ne livrent pas {place}"),
}
_GOODS = {
    Temperature.AMBIENT: "l’ambiant",
    Temperature.CHILLED: "le frais",
    Temperature.FROZEN: "le surgelé",
}


def short(verdict: Verdict) -> str:
    """« attestation ATP »."""
    return _SHORT[verdict.code]


def reason(verdict: Verdict, *, count: int, places: Mapping[str, str]) -> str:
    """« ne livrent pas à Florac », said of `count` options.

    Parameters
    ----------
    places
        What to call the start and the end of the delivery, by "origin" and "destination".
    """
    several = count > 1
    params: Mapping[str, Any] = verdict.params
    if verdict.code is Code.PLACE_NOT_SERVED:
        place = str(params["place"])
        return _PLACES[place][several].format(place=formats.at(places[place]))
    if verdict.code is Code.TEMPERATURE_NOT_OFFERED and params.get("vehicle") == "own":
        return f"{'partent' if several else 'part'} dans votre véhicule, qui ne tient pas ce froid"
    if verdict.code is Code.TEMPERATURE_NOT_OFFERED:
        return _REASONS[verdict.code][several].format(goods=_GOODS[Temperature(params["temperature"])])
    return _REASONS[verdict.code][several] if verdict.code in _REASONS else _SHORT[verdict.code]
