"""One sentence for each verdict of the engine, and the rule of law it rests on (empty: common sense)."""

from cost_calc.engine.verdicts import Code
from pat_logistics.vocabulary import Temperature

TEMPERATURES = {
    Temperature.AMBIENT: "les produits à température ambiante",
    Temperature.CHILLED: "les produits frais (0 à +4 °C)",
    Temperature.FROZEN: "les produits surgelés (−18 °C)",
}
PLACES = {"origin": "ne vient pas dans votre commune", "destination": "ne livre pas à destination"}

# By whose vehicle, then why.
ATP = {
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
SALES = {
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
VERDICTS: dict[str, tuple[str, str]] = {
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
DROPS = {
    Code.UNDER_MIN_WEIGHT: "{drops} : en dessous de ses {min_kg} par envoi.",
    Code.OVER_MAX_WEIGHT: "{drops} : au-dessus de ses {max_kg} par envoi.",
}
# Whose vehicle holds no cold, and for which goods.
NO_COLD = {
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
