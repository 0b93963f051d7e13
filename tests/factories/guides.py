"""Guides, as tests need them."""

import factory
from django.utils import timezone

from pat_logistics.portal.guides.models import Guide


class GuideFactory(factory.django.DjangoModelFactory):
    """A published guide, whose example goes from Mende to Montpellier."""

    class Meta:
        model = Guide

    slug = factory.Sequence(lambda n: f"guide-{n}")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Guide exemple {n}")
    summary = "Une phrase qui dit ce qu’on y lit."
    body = "## Commencer\n\nQuelques mots."
    example_text = "60 kg de fromage, de Mende à Montpellier."
    example_query = "origin=48095&destination=34172&family=cheese&mass_kg=60&per_month=4"
    sources = [{"date": "2009-12-21", "title": "Arrêté exemple", "url": "https://exemple.fr/arrete"}]
    published_at = factory.LazyFunction(timezone.now)
