"""One French sentence per code of the engine. The engine says what; this says it in plain words."""

from collections.abc import Mapping
from typing import Any

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.feasibility import Code, Severity, Verdict
from cost_calc.engine.lines import Component, Formula, Provenance
from pat_logistics import formats
from pat_logistics.territory.roads import Source
from producers.enums import Temperature

KINDS = {
    OptionKind.OWN_VEHICLE: "vous livrez",
    OptionKind.CARRIER: "transporteur à la ferme",
    OptionKind.DROP_POINT: "point de dépôt",
    OptionKind.PARCEL: "envoi de colis",
    OptionKind.POOLED: "tournée partagée",
    OptionKind.PLATFORM: "plateforme",
    OptionKind.LOCKER: "casiers réfrigérés",
    OptionKind.COLLECTED: "le client vient chercher",
}

SEVERITIES = {Severity.BLOCKS: "impossible", Severity.WARNS: "à vérifier", Severity.INFORMS: "à savoir"}

PROVENANCES = {
    Provenance.DECLARED: "donné par vous",
    Provenance.MEASURED: "mesuré",
    Provenance.TARIFF: "tarif",
    Provenance.REFERENCE: "valeur de référence",
    Provenance.ESTIMATED: "estimé",
}

# What a distance or a driving time is, after its name: « Distance mesurée… ».
ROAD_SOURCES: dict[Source, str] = {
    "declared": "que vous avez donnée",
    "driven": "relevée sur la route",
    "routed": "calculée par la route",
    "measured": "mesurée sur le réseau routier, à 5\u00a0% près en moyenne",
    "estimated": "estimée",
}

METHODS = {
    CarbonMethod.CONSUMPTION: "consommation × facteur du puits à la roue",
    CarbonMethod.FR_LEVEL_1: "valeurs françaises de niveau 1",
}

COMPONENTS = {
    Component.VEHICLE: "Véhicule",
    Component.VEHICLE_DAY: "Véhicule, à la journée",
    Component.ENERGY: "Carburant ou électricité",
    Component.COLD_UNIT: "Groupe froid",
    Component.DRIVING: "Temps de conduite",
    Component.DELIVERY: "Temps chez les clients et au chargement",
    Component.OTHER_WORK: "Préparer et remettre l’envoi",
    Component.RETURN_WORK: "Reprendre les emballages vides",
    Component.OTHER: "Autres dépenses",
    Component.TOLL: "Péage",
    Component.TRANSPORT: "Transport",
    Component.PICKUP: "Enlèvement",
    Component.WEIGHT_STEPS: "Paliers de poids",
    Component.MINIMUM: "Complément jusqu’au minimum facturé",
    Component.ZONE_SURCHARGE: "Supplément de zone",
    Component.TEMPERATURE_SURCHARGE: "Supplément de température",
    Component.FUEL_SURCHARGE: "Indexation sur le gazole",
    Component.RETURNS: "Reprise des emballages vides",
    Component.HANDLING: "Passage à quai",
    Component.STORAGE: "Stockage",
    Component.LOCKER: "Casiers",
    Component.CARBON: "CO₂e du transport",
    Component.CUSTOMER_TRIP: "Trajet du client",
    "appointment": "Livraison sur rendez-vous",
    "tail_lift": "Hayon",
    "weekend": "Livraison le week-end",
}

FORMULAS = {
    Formula.DISTANCE_RATE: "kilomètres × coût au kilomètre",
    Formula.DAY_RATE: "jours × coût par jour",
    Formula.HOUR_RATE: "minutes ÷ 60 × valeur de l’heure",
    Formula.COLD_HOUR_RATE: "heures de froid × coût par heure",
    Formula.ANNUAL_COST: "kilomètres × (coûts fixes de l’année ÷ km de l’année + coût variable)",
    Formula.ENERGY_USED: "kilomètres × consommation × prix de l’énergie",
    Formula.AMOUNT: "montant donné",
    Formula.PRICE_PER_PARCEL: "nombre de colis × prix de la tranche de poids",
    Formula.PRICE_PER_100KG: "poids taxé ÷ 100 × prix de la tranche, ou moins avec le payant-pour",
    Formula.PRICE_PER_PALLET: "nombre de palettes × prix",
    Formula.PRICE_PER_STOP: "prix de l’arrêt dans sa zone",
    Formula.PERCENT_OF_VALUE: "valeur des produits × part",
    Formula.FIXED_PLUS_VARIABLE: "part fixe + € par km × km + € par kg × kg",
    Formula.PICKUP_PER_LOAD: "chargements × prix de l’enlèvement",
    Formula.STARTED_STEPS: "paliers entamés × prix du palier",
    Formula.UP_TO_MINIMUM: "minimum facturé − prix calculé",
    Formula.SHARE_OF_PRICE: "prix × part, plus montant éventuel",
    Formula.FUEL_INDEXATION: "prix × (part gazole × variation de l’indice)",
    Formula.PRICE_PER_RETURN: "emballages vides × prix de la pièce",
    Formula.CONSUMPTION_WTW: "kilomètres × consommation × facteur d’émission",
    Formula.CLASS_CONSUMPTION: "km × consommation du véhicule type × (vos kilos ÷ charge moyenne) × facteur",
    Formula.LEVEL_ONE: "km × litres par km × (vos kilos ÷ charge moyenne) × facteur (niveau 1)",
    Formula.PARCEL_MODEL: "modèle de colis de l’ADEME, proportionnel au poids",
    Formula.CUSTOMER_TRIP: "trajets des clients × km × facteur de la voiture",
    Formula.CARBON_UNKNOWN: "émission non connue",
}

INPUTS = {
    "distance_km": "distance",
    "eur_per_km": "coût au kilomètre",
    "eur_per_round": "coût par tournée",
    "days": "jours",
    "eur_per_day": "coût par jour",
    "minutes": "temps",
    "eur_per_hour": "valeur de l’heure",
    "share": "part",
    "cold_share": "part du froid",
    "cold_hours": "heures de froid",
    "eur_per_cold_hour": "coût d’une heure de froid",
    "cold_energy_per_hour": "consommation du groupe froid",
    "fixed_eur_per_year": "coûts fixes par an",
    "km_per_year": "kilomètres par an",
    "other_use_share": "part des autres usages",
    "variable_eur_per_km": "coût variable",
    "energy_per_100km": "consommation",
    "energy_price_eur": "prix de l’énergie",
    "taxable_kg": "poids taxé",
    "parcels": "colis",
    "eur_per_parcel": "prix par colis",
    "pallets": "palettes",
    "kg_per_pallet": "kilos par palette",
    "goods_value_eur": "valeur des produits",
    "fixed_eur": "part fixe",
    "eur_per_kg": "prix au kilo",
    "price_eur": "prix avant supplément",
    "amount_eur": "montant",
    "minimum_eur": "minimum facturé",
    "steps": "paliers",
    "step_kg": "taille d’un palier",
    "step_eur": "prix d’un palier",
    "loads": "chargements",
    "pickup_eur": "prix de l’enlèvement",
    "pieces": "emballages vides",
    "return_eur": "prix de la pièce",
    "mass_kg": "vos kilos",
    "trips": "trajets",
    "uplift": "supplément pour le froid",
    "kg_co2e_per_km": "émission au kilomètre",
    "cold_kg_co2e_per_km": "émission du froid au kilomètre",
    "l_per_km": "consommation du véhicule type",
    "mean_load_t": "sa charge moyenne",
    "kgco2e_per_unit": "facteur d’émission",
    "co2e_kg_per_kg": "émission par kilo",
    "vat_rate": "TVA retirée",
}

_TEMPERATURES = {
    Temperature.AMBIENT: "les produits à température ambiante",
    Temperature.CHILLED: "les produits frais (0 à +4 °C)",
    Temperature.FROZEN: "les produits surgelés (−18 °C)",
}
SHORT_TEMPERATURES = {
    Temperature.AMBIENT: "à température ambiante",
    Temperature.CHILLED: "au frais",
    Temperature.FROZEN: "en surgelé",
}
_PLACES = {"origin": "ne vient pas dans votre commune", "destination": "ne livre pas à destination"}

_ATP = "Arrêté du 1ᵉʳ juillet 2008, article 3"
OWN_ATP = "Plus de {limit_km} au froid : votre fourgon doit avoir une attestation ATP (froid contrôlé)."
_CO_DELIVERY = "Code des transports, article R3211-3"
_APPROVAL = "Arrêté du 8 juin 2006"

# code → sentence, then the text it rests on.
_VERDICTS: dict[str, tuple[str, str]] = {
    Code.TEMPERATURE_NOT_OFFERED: ("Ne transporte pas {goods}.", ""),
    Code.UNDER_MIN_WEIGHT: ("Pas en dessous de {min_kg} par envoi.", ""),
    Code.OVER_MAX_WEIGHT: ("Pas au-dessus de {max_kg} par envoi.", ""),
    Code.OVER_PAYLOAD: (
        "Trop lourd pour ce véhicule, qui porte {payload_kg} : plus de {max_loads} trajets.",
        "",
    ),
    Code.OVER_VOLUME: ("Trop volumineux pour ce véhicule : plus de {max_loads} trajets.", ""),
    Code.SEVERAL_LOADS: (
        "Tout ne tient pas en une fois : {loads} trajets, {distance_km} en tout.",
        "",
    ),
    Code.PLACE_NOT_SERVED: ("Cette solution {place}.", ""),
    Code.DAY_NOT_SERVED: ("Ne passe pas les jours que vous proposez.", ""),
    Code.AFTER_CUT_OFF: ("Remis après l’heure limite : départ le lendemain.", ""),
    Code.TOO_SLOW: ("Trop lent pour la durée de vie du produit.", ""),
    Code.ATP_REQUIRED: (
        "Demandez l’attestation ATP (froid contrôlé), obligatoire au-delà de {limit_km} ou si les produits "
        "changent de véhicule.",
        _ATP,
    ),
    Code.APPROVAL_LIMIT: (
        "Vendre à un commerce ou à une cantine au-delà de {limit_km} peut demander l’agrément sanitaire. "
        "Voyez avec la DDETSPP.",
        _APPROVAL,
    ),
    Code.CO_DELIVERY_TOO_FAR: (
        "La livraison d’une ferme par une autre s’arrête à {limit_km} de la commune d’origine.",
        _CO_DELIVERY,
    ),
    Code.CO_DELIVERY_NOT_FARMER: ("La co-livraison n’est permise qu’entre agriculteurs.", _CO_DELIVERY),
    Code.CO_DELIVERY_ABOVE_COST: ("La co-livraison ne peut rien rapporter au-delà des frais.", _CO_DELIVERY),
    Code.ORGANIC_MIXING: (
        "Produits bio et non bio dans le même véhicule : gardez-les emballés et séparés.",
        "",
    ),
    Code.DIRECT_COMPETITOR: ("Un concurrent direct est dans la même tournée.", ""),
    Code.NO_INTERMEDIARY: ("Passe par un intermédiaire, ce que vous ne souhaitez pas.", ""),
    Code.ON_QUOTE: ("Prix sur devis : demandez-le.", ""),
    Code.GOODS_VALUE_NEEDED: (
        "Le prix dépend de la valeur des produits : indiquez-la dans « Préciser ».",
        "",
    ),
    Code.NO_TARIFF: ("Ses tarifs ne sont pas publiés : demandez un devis.", ""),
    Code.CARBON_UNKNOWN: ("Son CO₂ n’est pas connu.", ""),
    Code.TOO_FAR_TO_COLLECT: (
        "{distance_km} aller-retour : un client ne vient guère chercher lui-même au-delà de {limit_km}.",
        "",
    ),
    Code.CUSTOMER_TRIP_UNPAID: (
        "Le client fait le trajet : son temps et sa voiture ne sont pas comptés en euros.",
        "",
    ),
}
_UNITS = {
    "_kg": formats.kg,
    "_km": formats.km,
    "_hours": lambda hours: formats.minutes(hours * 60),
    "loads": formats.plain,
}


def _said(name: str, value: Any) -> Any:
    for suffix, write in _UNITS.items():
        if name.endswith(suffix) and value is not None:
            return write(value)
    return value


def verdict_text(verdict: Verdict, *, own: bool = False) -> tuple[str, str]:
    """The sentence of a verdict, and the legal text it rests on (empty when it is common sense).

    `own`: the producer drives the goods himself, and the duty is his.
    """
    sentence, source = _VERDICTS[verdict.code]
    if own and verdict.code == Code.ATP_REQUIRED:
        sentence = OWN_ATP
    params: Mapping[str, Any] = {name: _said(name, value) for name, value in verdict.params.items()}
    if verdict.code == Code.TEMPERATURE_NOT_OFFERED:
        params = {"goods": _TEMPERATURES[Temperature(verdict.params["temperature"])]}
    elif verdict.code == Code.PLACE_NOT_SERVED:
        params = {"place": _PLACES[verdict.params["place"]]}
    return sentence.format(**params), source


def component_text(code: str) -> str:
    return COMPONENTS[code]


def input_text(name: str) -> str:
    return INPUTS[name]
