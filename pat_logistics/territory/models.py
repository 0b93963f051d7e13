"""Communes: the places every form, flow and service area speaks of."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func

from pat_logistics.territory.fields import Located, LocatedQuerySet


class Fold(Func):
    """Lower case without accents, as the indexes store it."""

    function = "public.fold"
    output_field = models.TextField()


class Terrain(models.TextChoices):
    """How much longer and slower the road is than the straight line; the values are reference values."""

    DEFAULT = "default", "montagne"
    PLATEAU = "plateau", "axe A75 et plateaux"
    GORGES = "gorges", "gorges et Cévennes"
    LOWLAND = "lowland", "plaine"


class Commune(Located):
    """A French commune, keyed by its INSEE code. The position is its town hall, where people live."""

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    departement = models.CharField("département", max_length=3)
    postal_codes = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux")
    population = models.PositiveIntegerField("population")
    epci = models.CharField("SIREN de l’EPCI", max_length=9, blank=True)
    epci_name = models.CharField("EPCI", max_length=120, blank=True)
    terrain = models.CharField("relief", max_length=10, choices=Terrain.choices, default=Terrain.DEFAULT)
    outline = models.JSONField("contour (GeoJSON)", null=True, blank=True)

    objects = LocatedQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["name", "insee"]

    def __str__(self):
        return f"{self.name} ({self.departement})"
