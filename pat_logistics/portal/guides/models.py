"""The guides: what a producer may want to read before, or after, a calculation."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from pat_logistics.folding import Fold
from pat_logistics.history import track
from pat_logistics.lookups import SEARCHED_WORDS, holds, resembles
from pat_logistics.portal.guides import perms
from pat_logistics.portal.guides.rules import with_rules
from pat_logistics.portal.guides.sources import date_in_words, to_lines
from pat_logistics.portal.guides.text import reading_minutes, to_html


class GuideQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(perms.visible_to(user))

    def search(self, words: list[str]):
        """Guides that hold every word in their title, summary or text; accents and capitals are ignored."""
        return self._said(words, holds)

    def resembling(self, words: list[str]):
        """Guides that hold every word, or one that looks like it: for when nothing else was found."""
        return self._said(words, resembles)

    def _said(self, words, rule):
        return self.filter(*[rule("search_text", word) for word in words[:SEARCHED_WORDS]])


@track
class Guide(models.Model):
    """A short text with its sources and one delivery to calculate.

    `example_query` is the query string of the calculator: the figures are worked out when the page is read,
    with the values in force that day, and none is kept here.
    """

    slug = models.SlugField("adresse", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField("place dans la liste")
    title = models.CharField("titre", max_length=120)
    summary = models.CharField("résumé", max_length=250, help_text="Une phrase, montrée dans la liste.")
    body = models.TextField("texte", max_length=20_000)
    example_text = models.CharField(
        "exemple", max_length=400, help_text="La livraison calculée, en une ou deux phrases, sans résultat."
    )
    example_query = models.CharField("calcul de l’exemple", max_length=500)
    sources = models.JSONField("sources")
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("mis à jour le", auto_now=True)
    search_text = models.GeneratedField(
        expression=Fold(
            Concat("title", Value(" "), "summary", Value(" "), "body", output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="texte cherché, sans accent",
    )

    objects = GuideQuerySet.as_manager()

    IN_WORDS = {"sources": to_lines}

    class Meta:
        verbose_name = "guide"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sources=[]),
                name="guide_sources_known",
                violation_error_message="Donnez au moins une source.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="guide_text_trigrams"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("guides:detail", args=[self.slug])

    def get_short_url(self):
        """To print: short enough to be copied by hand."""
        return reverse("guides:short", args=[self.pk])

    @property
    def html(self) -> str:
        return to_html(with_rules(self.body))

    @property
    def minutes(self) -> int:
        """Minutes it takes to read."""
        return reading_minutes(self.body)

    @property
    def dated_sources(self) -> list[dict[str, str]]:
        return [source | {"date": date_in_words(source["date"])} for source in self.sources]
