"""Closed lists of the carriers' side. Codes are stable: the API and the exports use them."""

from django.db.models import TextChoices


class SolutionKind(TextChoices):
    CARRIER = "carrier", "transporteur"
    PARCEL = "parcel", "envoi de colis"
    CO_DELIVERY = "co_delivery", "co-livraison entre producteurs"
    PLATFORM = "platform", "plateforme"
    LOCKER = "locker", "casiers réfrigérés"
    STORAGE = "storage", "stockage partagé"
    SOFTWARE = "software", "outil numérique"
    TRAINING = "training", "conseil et formation"
    SUBSIDY = "subsidy", "aide financière"


# Classes of the arrêté of 21 December 2009 for goods carried chilled.
CHILLED_CELSIUS = (2, 3, 4, 7, 8)
# What carries, stores or passes on goods, and so can be priced; the others help without touching a crate.
GOODS_KINDS = (
    SolutionKind.CARRIER,
    SolutionKind.PARCEL,
    SolutionKind.CO_DELIVERY,
    SolutionKind.PLATFORM,
    SolutionKind.LOCKER,
    SolutionKind.STORAGE,
)

# What takes goods at drop points; a platform or lockers are a place of their own.
DROP_POINT_KINDS = (SolutionKind.CARRIER, SolutionKind.PARCEL)

# What each kind is, for someone who has never used one.
KIND_EXPLANATIONS = {
    SolutionKind.CARRIER: (
        "Un professionnel vient chercher vos produits à la ferme, ou les reçoit à un point de dépôt, "
        "et les livre à votre client."
    ),
    SolutionKind.PARCEL: (
        "Vous emballez, vous étiquetez, le colis voyage seul. Le prix dépend du poids de chaque colis."
    ),
    SolutionKind.CO_DELIVERY: (
        "Plusieurs fermes chargent le même véhicule et partagent les frais de la tournée."
    ),
    SolutionKind.PLATFORM: (
        "Un entrepôt reçoit les produits de plusieurs fermes, les trie et les fait repartir vers les clients."
    ),
    SolutionKind.LOCKER: (
        "Des armoires froides en libre accès : vous déposez la commande, le client la retire quand il veut."
    ),
    SolutionKind.STORAGE: "De la place en chambre froide ou au sec, chez un voisin ou dans un lieu commun.",
    SolutionKind.SOFTWARE: "Un site ou un logiciel pour calculer, s’organiser ou trouver avec qui livrer.",
    SolutionKind.TRAINING: "Quelqu’un pour vous aider à y voir clair et à vous organiser.",
    SolutionKind.SUBSIDY: "Une aide publique pour investir ou pour essayer.",
}


class AreaRole(TextChoices):
    COLLECTION = "collection", "enlèvement"
    DELIVERY = "delivery", "livraison"


class QuoteState(TextChoices):
    """Where a grouped quote request stands."""

    OPEN = "open", "en cours"
    CLOSED = "closed", "délai passé"
    ACCEPTED = "accepted", "offre choisie"
    CANCELLED = "cancelled", "annulée"


class InvitationState(TextChoices):
    """Where one of the asked stands; what the producer reads beside its name."""

    SENT = "sent", "pas encore répondu"
    QUESTION = "question", "a posé une question"
    ANSWERED = "answered", "a proposé un prix"
    DECLINED = "declined", "a refusé"
    EXPIRED = "expired", "n’a pas répondu"
    ACCEPTED = "accepted", "choisi"
    THANKED = "thanked", "remercié"


class AnswerKind(TextChoices):
    PRICE = "price", "un prix"
    BANDS = "bands", "un prix par tranche de poids"
    REFUSAL = "refusal", "un refus"


class PriceBasis(TextChoices):
    """What one price of an answer is the price of."""

    DELIVERY = "delivery", "par livraison"
    KG = "kg", "par kilo"
    PER_100KG = "per_100kg", "aux 100 kg"
    PALLET = "pallet", "par palette"


class RefusalReason(TextChoices):
    PLACE = "place", "je ne dessers pas ces lieux"
    TEMPERATURE = "temperature", "je ne transporte pas à cette température"
    TOO_SMALL = "too_small", "trop peu de kilos"
    TOO_LARGE = "too_large", "trop de kilos"
    DAYS = "days", "ces jours ou ces délais ne conviennent pas"
    FULL = "full", "je n’ai plus de place"
    OTHER = "other", "autre raison"


class Packaging(TextChoices):
    """What goods travel in, as a carrier counts them."""

    CRATE = "crate", "caisse"
    BOX = "box", "carton"
    COOL_BOX = "cool_box", "caisse isotherme"
    ROLL = "roll", "roll"
    PALLET = "pallet", "palette"
    OTHER = "other", "colis"

    @property
    def plural(self) -> str:
        return " ".join(word if word.endswith("s") else f"{word}s" for word in str(self.label).split())


class MissReason(TextChoices):
    """Why a request could not be sent to a service, as its company reads it after a number."""

    ZONE = "zone", "sans vous : hors de vos zones"
    DAY = "day", "sans vous : pas vos jours ou vos délais"
    TEMPERATURE = "temperature", "sans vous : une température que vous ne prenez pas"
    MINIMUM = "minimum", "sans vous : sous votre minimum"
    TOO_LARGE = "too_large", "sans vous : trop de kilos"
    OTHER = "other", "sans vous : autre raison"


class Invoicing(TextChoices):
    """How often the carrier would be paid."""

    DELIVERY = "delivery", "à chaque livraison"
    WEEK = "week", "chaque semaine"
    FORTNIGHT = "fortnight", "tous les quinze jours"
    MONTH = "month", "chaque mois"


class GridPurpose(TextChoices):
    """What a grid pays for; a platform may have one for its handling and one for its round."""

    TRANSPORT = "transport", "transport"
    HANDLING = "handling", "passage à quai, casier ou stockage"


class TariffBasis(TextChoices):
    """What one price of a grid is the price of."""

    PARCEL = "parcel", "prix par colis, par tranche de poids"
    PER_100KG = "per_100kg", "prix aux 100 kg, par tranche de poids"
    PALLET = "pallet", "prix par palette"
    STOP = "stop", "prix par arrêt, avec paliers de poids"
    PERCENT = "percent", "part de la valeur des produits"
    FIXED_VARIABLE = "fixed_variable", "part fixe plus part variable"


# Bases whose prices are in weight bands; the others carry their price on the grid itself.
BANDED_BASES = (TariffBasis.PARCEL, TariffBasis.PER_100KG, TariffBasis.PALLET, TariffBasis.STOP)

# Vehicles that a service may name, by the codes of the calculator's reference values.
LEVEL_ONE_VEHICLES = {
    "van_express_mail": "fourgon de 3,5 t, courrier express",
    "van_express_parcels": "fourgon de 3,5 t, colis express",
    "rigid_7t5_general": "porteur de 7,5 t",
    "rigid_12t_general": "porteur de 12 t",
    "rigid_19t_groupage": "porteur de 19 t, groupage",
    "rigid_19t_refrigerated_groupage": "porteur de 19 t frigorifique, groupage",
    "artic_26t_volume": "ensemble de 26 t, grand volume",
    "artic_40t_groupage": "ensemble de 40 t, groupage",
    "artic_40t_refrigerated_groupage": "ensemble de 40 t frigorifique, groupage",
    "artic_40t_regional": "ensemble de 40 t, régional",
    "artic_40t_refrigerated": "ensemble de 40 t frigorifique",
    "artic_40t_long": "ensemble de 40 t, longue distance",
}
ROUND_VEHICLES = {
    "small_van": "petit fourgon, sans froid",
    "small_electric_van": "petit fourgon électrique, sans froid",
    "logicout_fourgonnette_e6": "fourgonnette frigorifique",
    "logicout_fourgon_e5": "fourgon frigorifique",
    "logicout_grand_fourgon_e6": "grand fourgon frigorifique",
    "refrigerated_van": "fourgon frigorifique, valeur moyenne",
}
