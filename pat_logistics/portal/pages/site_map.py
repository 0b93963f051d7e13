"""Which pages anyone may read: one list for the site map page and for search engines."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from pat_logistics.portal.guides.models import Guide


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    pages: tuple[Page, ...]


SECTIONS = (
    (
        "Le service",
        (
            ("pages:home", "Accueil"),
            ("pages:search", "Chercher dans tout le portail"),
            ("cost_calc:compare", "Calculer le coût d’une livraison"),
            ("cost_calc:references", "Valeurs de référence du calcul"),
            ("cost_calc:rules", "Règles de droit du calcul et des guides"),
            ("pages:changes", "Ce qui a changé dans les calculs"),
            ("producers:list", "Producteurs"),
            ("carriers:list", "Solutions logistiques"),
            ("actors:list", "Qui peut aider"),
            ("pages:customers", "Ce que demande chaque type de client"),
            ("pages:market_days", "Jours de marché"),
            ("guides:list", "Guides pour livrer"),
            ("territory_page:page", "Le territoire en chiffres"),
            ("pages:advisors", "Pour ceux qui conseillent les fermes"),
            ("open_data:index", "Données ouvertes"),
            ("api:docs", "API"),
        ),
    ),
    (
        "Votre compte",
        (
            ("account_login", "Se connecter"),
            ("account_signup", "Créer un compte"),
        ),
    ),
    (
        "Le portail",
        (
            ("pages:contact", "Nous écrire"),
            ("pages:legal", "Mentions légales"),
            ("pages:privacy", "Confidentialité"),
            ("pages:accessibility", "Accessibilité"),
            ("pages:credits", "Sources et crédits"),
            ("pages:site_map", "Plan du site"),
        ),
    ),
)


def public_pages():
    """Sections of public pages, in reading order, with their addresses. One query, for the guides."""
    service, *others = (
        Section(title, tuple(Page(label, reverse(name)) for name, label in pages))
        for title, pages in SECTIONS
    )
    guides = Guide.objects.visible_to(AnonymousUser()).only("slug", "title")
    read = Section("Les guides", tuple(Page(guide.title, guide.get_absolute_url()) for guide in guides))
    return [service, *([read] if read.pages else []), *others]
