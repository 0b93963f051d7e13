"""Places where producers hand their goods over."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from carriers.enums import DROP_POINT_KINDS
from carriers.perms import visible_solution
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.territory.fields import Located, LocatedQuerySet
from pat_logistics.territory.models import Commune

# "Drop points ≤ 20 km from the farms": Chambre d’agriculture de Normandie, rule of thumb.
DROP_POINT_KM = 20


class DropPointQuerySet(LocatedQuerySet):
    def visible_to(self, user):
        return self.filter(visible_solution(user, "solution__"))

    def near(self, commune: Commune):
        """Those a farm of the commune may drive to, of the kinds of solution that take goods there."""
        near = self.within_km(commune.latitude, commune.longitude, DROP_POINT_KM)
        return near.filter(solution__kind__in=DROP_POINT_KINDS)


@track
class DropPoint(Named, Located):
    """A place where producers bring their goods to a carrier."""

    solution = models.ForeignKey(
        "carriers.Solution", on_delete=models.CASCADE, related_name="drop_points", verbose_name="solution"
    )
    name = models.CharField("nom", max_length=120)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    opening = models.CharField("ouverture", max_length=200, blank=True)

    objects = DropPointQuerySet.as_manager()

    NAMES = ()
    SHORT_NAMES = ("name",)

    class Meta:
        verbose_name = "point de dépôt"
        verbose_name_plural = "points de dépôt"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "name"],
                name="drop_point_once",
                violation_error_message="Cette solution a déjà un point de dépôt de ce nom.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="drop_point_on_earth",
                violation_error_message="La latitude va de −90 à 90, la longitude de −180 à 180.",
            ),
        ]
        indexes = [GistIndex(fields=["geo"], name="drop_point_geo")]

    def __str__(self):
        return f"{self.name} – {self.commune}"
