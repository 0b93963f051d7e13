"""Closed lists of the producers' side. Codes are stable: questionnaire, API and exports use them."""

from django.db.models import TextChoices


class LegalForm(TextChoices):
    """What the producer is, as question 2 of the needs questionnaire asks it."""

    SOLE = "sole", "exploitation individuelle"
    COMPANY = "company", "GAEC, EARL ou société"
    PROCESSOR = "processor", "transformateur ou artisan"
    COOPERATIVE = "cooperative", "groupement ou coopérative"
    SOCIAL_WORKSHOP = "social_workshop", "atelier d’insertion"
    CATERING = "catering", "restauration collective"
    OTHER = "other", "autre"


class StorageKind(TextChoices):
    COLD_ROOM = "cold_room", "chambre froide"
    FREEZER = "freezer", "congélateur"
    DRY = "dry", "stockage sec"


class VehicleKind(TextChoices):
    CAR = "car", "voiture"
    SMALL_VAN = "small_van", "fourgonnette, sans froid"
    SMALL_REEFER = "small_reefer", "fourgonnette frigorifique"
    VAN = "van", "fourgon, sans froid"
    REEFER = "reefer", "fourgon frigorifique"
    LARGE_REEFER = "large_reefer", "grand fourgon frigorifique"
    TRUCK = "truck", "camion"
    TRAILER = "trailer", "remorque"
    OTHER = "other", "autre véhicule"


class PublicationGroup(TextChoices):
    """What a producer publishes or keeps, one choice each. The codes name the columns `*_published_at`."""

    PROFILE = "profile", "la fiche"
    CONTACT = "contact", "les coordonnées"
    POSITION = "position", "l’adresse et la position"
    STORAGE = "storage", "le stockage proposé"
    FLOWS = "flows", "les lieux de livraison"


class EntrySource(TextChoices):
    """Where an advisor got what was entered about a producer (RGPD, article 14, 2 f)."""

    MEETING = "meeting", "un entretien avec vous"
    PHONE = "phone", "un appel téléphonique avec vous"
    SURVEY = "survey", "une réponse à une enquête"
    PUBLIC = "public", "des informations publiques (site internet, annuaire, marché)"
    PARTNER = "partner", "un organisme partenaire"


class ErasedBy(TextChoices):
    """In what quality somebody had a profile erased."""

    PRODUCER = "producer", "le producteur"
    REFUSAL = "refusal", "le producteur, qui a refusé une fiche créée pour lui"
    ADVISOR = "advisor", "un conseiller"
    ADMINISTRATOR = "administrator", "l’administration du portail"


class TransportToday(TextChoices):
    """How a flow travels now."""

    SELF = "self", "je livre moi-même"
    EMPLOYEE = "employee", "un salarié"
    FAMILY = "family", "la famille"
    OTHER_PRODUCER = "other_producer", "un autre producteur"
    CARRIER = "carrier", "un transporteur"
    CUSTOMER = "customer", "le client vient"
    PLATFORM = "platform", "une plateforme"


class Payer(TextChoices):
    """Who pays for the transport of a flow."""

    PRODUCER = "producer", "le producteur"
    CUSTOMER = "customer", "le client"
    SHARED = "shared", "partagé"


class Wish(TextChoices):
    """What a producer wants of the deliveries of others; at most one of the two."""

    POOLING = "pooling", "prêt à mutualiser ses livraisons"
    ALONE = "alone", "livre sans intermédiaire"
