"""Closed lists of the producers' side. Codes are stable: questionnaire, API and exports use them."""

from django.db.models import IntegerChoices, TextChoices


class LegalForm(TextChoices):
    """What the producer is, as question 2 of the needs questionnaire asks it."""

    SOLE = "sole", "exploitation individuelle"
    COMPANY = "company", "GAEC, EARL ou société"
    PROCESSOR = "processor", "transformateur ou artisan"
    COOPERATIVE = "cooperative", "groupement ou coopérative"
    SOCIAL_WORKSHOP = "social_workshop", "atelier d’insertion"
    CATERING = "catering", "restauration collective"
    OTHER = "other", "autre"


class Temperature(TextChoices):
    """Regime at which goods travel; the codes are those of the cost engine."""

    AMBIENT = "ambient", "ambiante"
    CHILLED = "chilled", "frais (0 à +4 °C)"
    FROZEN = "frozen", "surgelé (−18 °C)"


class ProductFamily(TextChoices):
    FRESH_MEAT = "fresh_meat", "viande fraîche"
    FROZEN_MEAT = "frozen_meat", "viande surgelée"
    CHARCUTERIE = "charcuterie", "charcuterie"
    CHEESE = "cheese", "fromage et produits laitiers"
    YOGURT = "yogurt", "yaourts"
    EGGS = "eggs", "œufs"
    VEGETABLES = "vegetables", "légumes"
    FRUITS = "fruits", "fruits"
    CHESTNUT = "chestnut", "châtaigne"
    HONEY = "honey", "miel"
    BREAD_FLOUR = "bread_flour", "pain et farine"
    DRY_GROCERY = "dry_grocery", "plantes aromatiques et épicerie sèche"
    DRINKS = "drinks", "boissons"
    READY_MEALS = "ready_meals", "plats cuisinés"
    OTHER = "other", "autre produit"


# What a family travels at unless the producer says otherwise (arrêté du 21 décembre 2009, annexe I).
DEFAULT_TEMPERATURE = dict.fromkeys(ProductFamily, Temperature.AMBIENT) | {
    ProductFamily.FRESH_MEAT: Temperature.CHILLED,
    ProductFamily.FROZEN_MEAT: Temperature.FROZEN,
    ProductFamily.CHARCUTERIE: Temperature.CHILLED,
    ProductFamily.CHEESE: Temperature.CHILLED,
    ProductFamily.YOGURT: Temperature.CHILLED,
    ProductFamily.READY_MEALS: Temperature.CHILLED,
}


class SeasonLevel(TextChoices):
    NONE = "none", "rien"
    LOW = "low", "un peu"
    NORMAL = "normal", "normal"
    PEAK = "peak", "pleine saison"


class Label(TextChoices):
    ORGANIC = "organic", "Agriculture biologique"
    AOP_IGP = "aop_igp", "AOP ou IGP"
    LABEL_ROUGE = "label_rouge", "Label Rouge"
    DE_LOZERE = "de_lozere", "De Lozère"
    SUD_DE_FRANCE = "sud_de_france", "Sud de France"
    BIENVENUE_A_LA_FERME = "bienvenue_a_la_ferme", "Bienvenue à la ferme"


class Packaging(TextChoices):
    BULK = "bulk", "vrac"
    CRATE = "crate", "cagette"
    CARTON = "carton", "carton"
    RETURNABLE_BIN = "returnable_bin", "bac consigné"
    RETURNABLE_JAR = "returnable_jar", "bocaux consignés"
    INSULATED_BOX = "insulated_box", "caissette isotherme"
    PALLET = "pallet", "palette"


class CustomerType(TextChoices):
    HOME = "home", "particuliers à domicile"
    PICKUP_POINT = "pickup_point", "point relais, AMAP ou drive"
    MARKET = "market", "marché"
    PRODUCER_SHOP = "producer_shop", "magasin de producteurs"
    GROCERY = "grocery", "épicerie"
    SUPERMARKET = "supermarket", "grande ou moyenne surface"
    RESTAURANT = "restaurant", "restaurant"
    SCHOOL_CANTEEN = "school_canteen", "cantine scolaire"
    COLLEGE = "college", "collège ou lycée"
    CARE_HOME = "care_home", "EHPAD ou hôpital"
    WHOLESALER = "wholesaler", "plateforme ou grossiste"
    OUTSIDE = "outside", "hors Lozère"


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


class Month(IntegerChoices):
    JANUARY = 1, "janvier"
    FEBRUARY = 2, "février"
    MARCH = 3, "mars"
    APRIL = 4, "avril"
    MAY = 5, "mai"
    JUNE = 6, "juin"
    JULY = 7, "juillet"
    AUGUST = 8, "août"
    SEPTEMBER = 9, "septembre"
    OCTOBER = 10, "octobre"
    NOVEMBER = 11, "novembre"
    DECEMBER = 12, "décembre"


class Weekday(IntegerChoices):
    """ISO days: Monday is 1."""

    MONDAY = 1, "lundi"
    TUESDAY = 2, "mardi"
    WEDNESDAY = 3, "mercredi"
    THURSDAY = 4, "jeudi"
    FRIDAY = 5, "vendredi"
    SATURDAY = 6, "samedi"
    SUNDAY = 7, "dimanche"


class Wish(TextChoices):
    """What a producer wants of the deliveries of others; at most one of the two."""

    POOLING = "pooling", "prêt à mutualiser ses livraisons"
    ALONE = "alone", "livre sans intermédiaire"
