"""One French sentence per code of the engine. The engine says what; this says it in plain words."""

from collections.abc import Iterable, Mapping

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.feasibility import Severity
from cost_calc.engine.legs import Mover
from cost_calc.engine.lines import Component, Formula, Line, Provenance
from cost_calc.pricing.priced import Held
from cost_calc.pricing.references import HOUR, INDEXED_HOUR
from pat_logistics import formats
from pat_logistics.territory.roads import Source
from pat_logistics.vocabulary import Temperature

KINDS = {
    OptionKind.OWN_VEHICLE: "vous livrez",
    OptionKind.CARRIER: "transporteur à la ferme",
    OptionKind.DROP_POINT: "point de dépôt",
    OptionKind.PARCEL: "envoi de colis",
    OptionKind.POOLED: "tournée partagée",
    OptionKind.PLATFORM: "plateforme",
    OptionKind.LOCKER: "casiers réfrigérés",
    OptionKind.COLLECTED: "le client vient chercher",
    OptionKind.MIXED: "une partie par vous",
}

SEVERITIES = {Severity.BLOCKS: "impossible", Severity.WARNS: "à vérifier", Severity.INFORMS: "à savoir"}

PROVENANCES = {
    Provenance.DECLARED: "donné par vous",
    Provenance.MEASURED: "mesuré",
    Provenance.TARIFF: "tarif",
    Provenance.REFERENCE: "valeur de référence",
    Provenance.ESTIMATED: "estimé",
    Provenance.COMPUTED: "calculé",
}

# What a distance or a driving time is, after its name: « Distance mesurée… ».
ROAD_SOURCES: dict[Source, str] = {
    "declared": "que vous avez donnée",
    "driven": "relevée sur la route",
    "routed": "calculée par la route",
    "measured": "mesurée sur le réseau routier, à 5\u00a0% près en moyenne",
    "estimated": "estimée",
    "sea": "à vol d’oiseau, par-delà la mer",
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
    Component.PACKAGING: "Emballages",
    Component.PACKING_WORK: "Emballer",
    Component.ORDERS: "Prendre la commande et facturer",
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
    Component.CARBON_COLLECTION: "CO₂e de la collecte jusqu’au quai",
    Component.CARBON_LAST_LEG: "CO₂e de la livraison finale",
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
    Formula.ANNUAL_FIXED: "kilomètres × coûts fixes de l’année ÷ km de l’année",
    Formula.ENERGY_USED: "kilomètres × consommation × prix de l’énergie",
    Formula.COLD_ENERGY: "kilomètres × consommation × supplément pour le froid × prix de l’énergie",
    Formula.AMOUNT: "montant donné",
    Formula.PER_PACKAGE: "emballages × prix d’un emballage",
    Formula.PRICE_PER_PARCEL: "nombre de colis × prix de la tranche de poids",
    Formula.PRICE_PER_100KG: "poids taxé ÷ 100 × prix de la tranche",
    Formula.FLAT_PRICE: "prix de la tranche de poids, pour tout l’envoi",
    Formula.PAYANT_POUR: (
        "payant-pour : kilos payés ÷ 100 × prix de la tranche suivante, moins cher que la vôtre"
    ),
    Formula.PAYANT_POUR_PALLETS: (
        "payant-pour : palettes payées × prix de la tranche suivante, moins cher que la vôtre"
    ),
    Formula.PAYANT_POUR_FLAT: "payant-pour : prix de la tranche suivante, moins cher que la vôtre",
    Formula.PRICE_PER_PALLET: "nombre de palettes × prix d’une palette dans cette tranche",
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
    Formula.CARRIER_FIGURE: "tonnes × km × chiffre donné par le transporteur",
    Formula.LEVEL_ONE: "km × litres par km × (vos kilos ÷ charge moyenne) × facteur (niveau 1)",
    Formula.PARCEL_MODEL: "colis moyen de l’ADEME, proportionnel au poids, quelle que soit la distance",
    Formula.CUSTOMER_TRIP: "trajets des clients × km × facteur de la voiture",
    Formula.CARBON_UNKNOWN: "émission non connue",
}

# What a line is also multiplied by or freed of, said after its formula where an input says how much.
_AFTER = {"share": " × part", "addresses": " × adresses", "vat_rate": " ÷ (1 + TVA)"}
_OWN_SHARE = {Formula.PERCENT_OF_VALUE, Formula.SHARE_OF_PRICE, Formula.FUEL_INDEXATION}


def formula_text(line: Line) -> str:
    """The formula of a line, with all that its inputs add to it."""
    formula, names = Formula(line.formula), {item.name for item in line.inputs}
    after = [
        words
        for name, words in _AFTER.items()
        if name in names and not (name == "share" and formula in _OWN_SHARE)
    ]
    return FORMULAS[formula] + "".join(after)


INPUTS = {
    "distance_km": "distance",
    "eur_per_km": "coût au kilomètre",
    "eur_per_round": "coût par tournée",
    "service_hours": "heures de service (conduite et arrêts)",
    "day_hours": "heures d’une journée de travail",
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
    "volume_m3": "volume",
    "kg_per_m3": "un mètre cube compte pour",
    "linear_m": "longueur de plancher",
    "kg_per_m": "un mètre de plancher compte pour",
    "paid_kg": "kilos payés",
    "paid_pallets": "palettes payées",
    "eur_per_100kg": "prix de la tranche",
    "flat_eur": "prix de la tranche",
    "eur_per_pallet": "prix d’une palette",
    "eur_per_stop": "prix de l’arrêt",
    "from_kg": "au-delà de",
    "parcels": "colis",
    "addresses": "adresses",
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
    "packages": "emballages (caisses ou colis)",
    "eur_per_package": "prix d’un emballage",
    "pieces": "emballages vides",
    "return_eur": "prix de la pièce",
    "mass_kg": "vos kilos",
    "trips": "trajets",
    "uplift": "supplément pour le froid",
    "kg_co2e_per_km": "émission au kilomètre",
    "l_per_km": "consommation du véhicule type",
    "model_km": "trajet du colis moyen",
    "kgco2e_per_tkm": "son chiffre",
    "mean_load_t": "sa charge moyenne",
    "kgco2e_per_unit": "facteur d’émission",
    "co2e_kg_per_kg": "émission par kilo",
    "vat_rate": "TVA retirée",
}

# Whose kilometres, and which part of them: they do not compare with each other.
MOVERS = {
    Mover.OWN: "avec votre véhicule (votre part du trajet)",
    Mover.SHARED: "de tournée partagée (votre part)",
    Mover.CARRIER: "par le transporteur (trajet de la marchandise)",
    Mover.CUSTOMER: "par les clients",
}

# What a range holds, and how far each thing is supposed to go.
HELD = {
    Held.ROADS: "la route",
    Held.FILLING: "le remplissage de votre fourgon",
    Held.HOUR: "la valeur de votre heure",
    Held.EUR_PER_KM: "le coût au kilomètre",
}


def held_text(held: Iterable[Held]) -> str:
    """« la route, la valeur de votre heure et le coût au kilomètre »."""
    names = [HELD[name] for name in held]
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


SHORT_TEMPERATURES = {
    Temperature.AMBIENT: "à température ambiante",
    Temperature.CHILLED: "au frais",
    Temperature.FROZEN: "en surgelé",
}


# Said once above the options: what the CO₂ of each kind of option holds.
CARBON_NOTES = {
    CarbonMethod.CONSUMPTION: (
        "Le CO₂ compte le carburant brûlé en route et celui qu’il a fallu pour le produire. Un transporteur "
        "est compté avec un camion chargé comme d’habitude, sauf s’il a donné son propre chiffre ; un "
        "colis, comme le colis moyen de l’ADEME, le même pour toutes les distances."
    ),
    CarbonMethod.FR_LEVEL_1: (
        "Le CO₂ suit les valeurs officielles françaises dites « de niveau 1 » : chaque véhicule y est "
        "compté avec son chargement moyen, non avec le vôtre."
    ),
}
_MEAN_LOAD = {Formula.CLASS_CONSUMPTION, Formula.LEVEL_ONE}


def carbon_note(lines: Iterable[Line]) -> str:
    """By which one method the emission of an option is counted, and whose load is only a mean."""
    lines = list(lines)
    method = next((line.carbon_method for line in lines if line.carbon_method), None)
    if method is None:
        return ""
    said = f"Carbone : {METHODS[method]}."
    formulas = {line.formula for line in lines}
    loads = [
        item.value
        for line in lines
        if line.formula in _MEAN_LOAD
        for item in line.inputs
        if item.name == "mean_load_t"
    ]
    if method is CarbonMethod.FR_LEVEL_1 and loads:
        said += " Chaque véhicule est compté à sa charge moyenne, non à la vôtre."
    elif loads:
        several = ", un véhicule après l’autre" if len(loads) > 1 else ""
        said += (
            f" Le transporteur est compté à la charge moyenne de son véhicule{several} : demandez-lui son "
            "chiffre."
        )
    if Formula.CARRIER_FIGURE in formulas:
        said += " Le transporteur a donné son chiffre."
    if Formula.PARCEL_MODEL in formulas:
        said += " Le colis est le colis moyen de l’ADEME, le même pour toutes les distances."
    return said


def hour_help(values: Mapping[str, float]) -> str:
    """What an hour left blank is worth, and the other value a producer may choose; "" when not known."""
    if not {HOUR, INDEXED_HOUR} <= values.keys():
        return ""
    usual, indexed = (f"{formats.exact(values[code])}{formats.NNBSP}€" for code in (HOUR, INDEXED_HOUR))
    return (
        f"Sans réponse : {usual}, la convention de 2012 (Logicoût, La France Agricole) ; elle ferait "
        f"{indexed} aujourd’hui si elle avait suivi le SMIC. Mettez 0 pour ne compter que l’argent dépensé."
    )


def component_text(code: str) -> str:
    return COMPONENTS[code]


def input_text(name: str) -> str:
    return INPUTS[name]
