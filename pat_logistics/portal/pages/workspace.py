"""Where each role finds its own pages: one landing page after signing in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from pat_logistics.accounts.models import Membership, Role, User
from pat_logistics.accounts.perms import is_administrator


@dataclass(frozen=True, slots=True)
class Door:
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """Doors of one role."""

    title: str
    doors: tuple[Door, ...]


FARM = (
    (
        "Ma ferme",
        "La fiche, les produits par saison, le stockage, les véhicules, les livraisons.",
        "farm:index",
    ),
    (
        "Mes diagnostics",
        "Ce que coûtent vos livraisons et par où commencer, d’après l’entretien avec votre conseiller.",
        "survey:index",
    ),
    (
        "Mes demandes de devis",
        "Les offres reçues, côte à côte, et celles qu’on attend.",
        "quotes:list",
    ),
    (
        "Mes résultats",
        "Les calculs gardés : en comparer deux, les refaire aux valeurs d’aujourd’hui.",
        "cost_calc:kept",
    ),
)
COMPANY = (
    (
        "Mon entreprise",
        "Les services, les zones desservies, les tarifs et leur aperçu.",
        "company:home",
    ),
    (
        "Demandes de devis reçues",
        "Les livraisons que des producteurs vous proposent, et vos réponses.",
        "quotes:received",
    ),
)
ADVICE = (
    (
        "Diagnostics des besoins",
        "Remplir le questionnaire avec un producteur, à la ferme, et reprendre ceux en cours.",
        "survey:index",
    ),
    (
        "Campagnes de diagnostics",
        "Les producteurs à visiter, qui va chez qui, où l’on en est.",
        "survey:campaigns",
    ),
    (
        "Besoins du territoire",
        "Les flux sur une carte, les volumes, les attentes, le froid à partager, en chiffres et en fichiers.",
        "needs:flows",
    ),
    (
        "Les producteurs que je suis",
        "Chercher une fiche, la corriger, en saisir une nouvelle avec son producteur.",
        "advising:index",
    ),
    ("À vérifier", "Erreurs signalées, fiches anciennes, fiches à publier.", "moderation:queue"),
    ("Demandes de rattachement", "« C’est ma ferme » : vérifier et répondre.", "advising:claims"),
    (
        "Qui peut aider",
        "Saisir, corriger et vérifier les organismes, les outils et les acheteurs.",
        "actors:list",
    ),
    ("Demandes de devis", "Celles des producteurs que je suis, à lire seulement.", "quotes:list"),
    ("Les guides", "Relire et corriger les textes que lisent les producteurs.", "guides:list"),
    ("Mes travaux", "Les gros imports : où ils en sont, ce qu’ils ont donné.", "jobs:list"),
    ("Entreprises de transport", "Corriger les fiches, les services et les prix.", "company:home"),
)
BEGINNING = (
    ("Je suis producteur", "Créer la fiche de ma ferme, ou demander celle qui existe déjà.", "farm:create"),
    ("Je transporte pour d’autres", "Inscrire mon entreprise, ses services et ses tarifs.", "company:create"),
)


def rooms_of(user: User) -> list[Room]:
    """What a user may enter, by role; how to begin for someone who has no role yet. One query."""
    roles = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    return list(_rooms(roles | ({Role.ADVISOR.value} if is_administrator(user) else set())))


def _rooms(roles: set[str]) -> Iterator[Room]:
    if Role.PRODUCER in roles:
        yield _room("Ma ferme", FARM)
    if Role.CARRIER in roles:
        yield _room("Mon entreprise de transport", COMPANY)
    if Role.ADVISOR in roles:
        yield _room("Conseil et territoire", ADVICE)
    if not roles & {Role.PRODUCER, Role.CARRIER, Role.ADVISOR}:
        yield _room("Pour commencer", BEGINNING)


def _room(title: str, doors: tuple[tuple[str, str, str], ...]) -> Room:
    return Room(title, tuple(Door(label, text, reverse(name)) for label, text, name in doors))
