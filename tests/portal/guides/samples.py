"""The guides that come with the portal, and what the forms of one send."""

from django.urls import reverse

from pat_logistics.history import version
from pat_logistics.portal.guides.services import DATA_DIR

LIST = reverse("guides:list")
NEW = reverse("guides:create")

FILES = sorted(DATA_DIR.glob("*.md"))


def address(guide):
    return reverse("guides:edit", args=[guide.slug])


def typed(guide, **changes):
    """What a browser sends of an unchanged form, line ends included."""
    lines = "\r\n".join("/".join(reversed(s["date"].split("-"))) + f" | {s['title']}" for s in guide.sources)
    return {
        "opened_on": version(guide),
        "title": guide.title,
        "summary": guide.summary,
        "body": guide.body.replace("\n", "\r\n"),
        "example_text": guide.example_text,
        "example_query": guide.example_query,
        "sources": lines,
    } | changes


def written(**changes):
    return {
        "title": "Livrer l’été",
        "summary": "Garder le froid en juillet.",
        "body": "## Le matin\n\nPartez tôt.",
        "example_text": "60 kg de fromage, de Mende à Montpellier.",
        "example_query": "origin=48095&destination=34172&family=cheese&mass_kg=60",
        "sources": "2023 | Source exemple",
    } | changes
