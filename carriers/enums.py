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


class AreaRole(TextChoices):
    COLLECTION = "collection", "enlèvement"
    DELIVERY = "delivery", "livraison"


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
