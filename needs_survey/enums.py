"""Closed lists of the diagnosis."""

from django.db.models import TextChoices


class QuestionType(TextChoices):
    """How a question is answered. The codes stand in the published questionnaires."""

    TEXT = "text", "texte court"
    LONG_TEXT = "long_text", "texte"
    INTEGER = "integer", "nombre entier"
    DECIMAL = "decimal", "nombre"
    ONE = "one", "un choix"
    MANY = "many", "plusieurs choix"
    MONTHS = "months", "un niveau par mois"
    COMMUNE = "commune", "commune"
    PHONE = "phone", "téléphone"
    EMAIL = "email", "adresse électronique"
    SIRET = "siret", "SIRET"
    CONSENT = "consent", "accord"
    TABLE = "table", "tableau"


class Length(TextChoices):
    """Which questions are asked: those of ten minutes, or all of them."""

    SHORT = "short", "courte (dix minutes)"
    LONG = "long", "complète"


class ResponseState(TextChoices):
    DRAFT = "draft", "en cours"
    VALIDATED = "validated", "validée"


class RowKind(TextChoices):
    """What a validated response writes on a farm."""

    PRODUCER = "producer", "fiche"
    PRODUCT_LINE = "product_line", "produit"
    STORAGE_SITE = "storage_site", "lieu de stockage"
    VEHICLE = "vehicle", "véhicule"
    FLOW = "flow", "livraison"


class VisitState(TextChoices):
    """What an advisor notes of a visit to make. That it was made is read from the responses, never noted."""

    TO_CONTACT = "to_contact", "à contacter"
    PLANNED = "planned", "rendez-vous pris"
    REFUSED = "refused", "refusé"
    UNREACHABLE = "unreachable", "injoignable"


VISITED = "visited"
# How a visit stands: as noted, unless a response was validated within the campaign.
OUTCOMES = {VISITED: "visité"} | dict(VisitState.choices)
