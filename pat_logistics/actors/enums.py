"""What an actor is, what it may help with, and how far what is said of it may be believed."""

from django.db.models import TextChoices

from pat_logistics.vocabulary import CustomerType


class ActorKind(TextChoices):
    CHAMBER = "chamber", "chambre d’agriculture ou consulaire"
    INSTITUTION = "institution", "collectivité, État ou agence publique"
    PETR = "petr", "PETR (pays)"
    EPCI = "epci", "communauté de communes"
    ASSOCIATION = "association", "association ou interprofession"
    TRAINER = "trainer", "formation"
    SUBSIDY = "subsidy", "aide ou financement"
    TOOL = "tool", "outil"
    CARRIER = "carrier", "transporteur"
    STORAGE = "storage", "entrepôt"
    PLATFORM = "platform", "plateforme ou intermédiaire"
    WORKSHOP = "workshop", "abattoir ou atelier"
    LOCKER = "locker", "casiers réfrigérés"
    MARKET = "market", "marché"
    SHOP = "shop", "magasin"
    OUTLET = "outlet", "cantine, restaurant ou autre acheteur"


class Need(TextChoices):
    """What a farm may look for; each kind of actor answers one."""

    ADVICE = "advice", "Être conseillé, former un groupe"
    FUNDING = "funding", "Financer un équipement ou une étude"
    TOOLS = "tools", "Gérer les commandes, trouver avec qui livrer"
    TRANSPORT = "transport", "Faire transporter"
    COLD = "cold", "Stocker, garder au froid"
    PROCESSING = "processing", "Abattre, découper, transformer"
    CUSTOMERS = "customers", "Vendre à d’autres clients"


NEED_OF = {
    ActorKind.CHAMBER: Need.ADVICE,
    ActorKind.INSTITUTION: Need.ADVICE,
    ActorKind.PETR: Need.ADVICE,
    ActorKind.EPCI: Need.ADVICE,
    ActorKind.ASSOCIATION: Need.ADVICE,
    ActorKind.TRAINER: Need.ADVICE,
    ActorKind.SUBSIDY: Need.FUNDING,
    ActorKind.TOOL: Need.TOOLS,
    ActorKind.CARRIER: Need.TRANSPORT,
    ActorKind.STORAGE: Need.COLD,
    ActorKind.LOCKER: Need.COLD,
    ActorKind.WORKSHOP: Need.PROCESSING,
    ActorKind.PLATFORM: Need.CUSTOMERS,
    ActorKind.MARKET: Need.CUSTOMERS,
    ActorKind.SHOP: Need.CUSTOMERS,
    ActorKind.OUTLET: Need.CUSTOMERS,
}
# Private people are nobody's entry in a directory, and « hors Lozère » is no kind of customer.
OUTLET_TYPES = tuple(
    (kind.value, kind.label) for kind in CustomerType if kind not in (CustomerType.HOME, CustomerType.OUTSIDE)
)


class Origin(TextChoices):
    """Who wrote the entry."""

    SOURCE = "source", "une source publique"
    ADVISOR = "advisor", "un conseiller"
    KEEPER = "keeper", "qui s’en occupe"


class Standing(TextChoices):
    """How far an entry may be believed: told at each place where it is read."""

    CONFIRMED = "confirmed", "vérifié"
    UNCONFIRMED = "unconfirmed", "à confirmer"
    EXAMPLE = "example", "exemple inventé"


class Confidence(TextChoices):
    PRIMARY = "A", "A – site ou document de l’organisme"
    SECONDARY = "B", "B – presse ou autre source sérieuse"
