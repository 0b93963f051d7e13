"""The closed lists that every app shares. Codes are stable: questionnaire, API and exports use them."""

from django.db.models import IntegerChoices, TextChoices


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
