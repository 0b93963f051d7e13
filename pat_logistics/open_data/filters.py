"""What every list of the API can be asked: a place, a box, a date of change."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema_field

from pat_logistics.open_data.datasets import Dataset, changed_since
from pat_logistics.territory.clusters import Box
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.filters import CommuneFilter
from pat_logistics.territory.models import Commune

DEFAULT_RADIUS_KM, MAX_RADIUS_KM = 30, 200


class BoxField(forms.CharField):
    """`west,south,east,north` in degrees, as GeoJSON and the OGC write it."""

    def clean(self, value: Any) -> Box | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Box.parse(text)
        except ValueError:
            wrong = "Écrivez ouest,sud,est,nord en degrés, par exemple 3,44.2,4,45."
            raise ValidationError(wrong, "invalid_box") from None


class BoxFilter(django_filters.Filter):
    field_class = BoxField


def _described(kind: str, asked: django_filters.Filter) -> django_filters.Filter:
    """What the description of the API says of a filter that several lists share: it stands for no column."""
    return extend_schema_field({"type": kind, "description": asked.extra["help_text"]})(asked)


class PlaceFilterSet(django_filters.FilterSet):
    """Where, and changed since when. `commune_path` leads from a row to its commune.

    A row is where its commune is: a few boxes would find the position that a farm keeps to itself.
    """

    departement = _described(
        "string",
        django_filters.ChoiceFilter(
            label="Département",
            choices=sorted(NAMES.items()),
            method="pass_by",
            help_text="Numéro du département de la commune.",
        ),
    )
    epci = _described(
        "string",
        django_filters.CharFilter(
            label="Intercommunalité",
            method="pass_by",
            max_length=9,
            help_text="SIREN de l’intercommunalité.",
        ),
    )
    near = _described(
        "string",
        CommuneFilter(
            label="Autour de",
            method="pass_by",
            help_text="Commune au centre de la recherche, par son code INSEE.",
        ),
    )
    radius_km = _described(
        "number",
        django_filters.NumberFilter(
            label="À moins de (km)",
            method="pass_by",
            min_value=1,
            max_value=MAX_RADIUS_KM,
            help_text=f"À vol d’oiseau, de mairie à mairie. Sans réponse : {DEFAULT_RADIUS_KM} km.",
        ),
    )
    bbox = _described(
        "string",
        BoxFilter(
            label="Rectangle",
            method="pass_by",
            help_text="ouest,sud,est,nord en degrés : les lignes dont la commune a sa mairie dedans.",
        ),
    )
    updated_since = _described(
        "string",
        django_filters.IsoDateTimeFilter(
            label="Modifié depuis",
            method="pass_by",
            help_text="Jour ou instant ISO 8601 : ce qui a changé, ou a été publié, depuis.",
        ),
    )

    commune_path: ClassVar[str] = "commune"
    dataset: ClassVar[Dataset]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """Those that nobody asks filter nothing, and take longer to make than the rest of the question."""
        if data is not None:
            declared: Any = self.base_filters  # type: ignore[has-type]
            self.base_filters = {name: each for name, each in declared.items() if name in data}
        super().__init__(data, *args, **kwargs)

    def pass_by(self, queryset: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
        """They are read together, below."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        return self.placed(super().filter_queryset(queryset))

    def placed(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        asked, commune = self.form.cleaned_data, f"{self.commune_path}__"
        rule = Q()
        for name in ("departement", "epci"):
            if asked.get(name) and self.filters[name].method == "pass_by":
                rule &= Q(**{commune + name: asked[name]})
        if near := asked.get("near"):
            radius_km = float(asked.get("radius_km") or DEFAULT_RADIUS_KM)
            around = Commune.objects.within_km(near.latitude, near.longitude, radius_km)
            rule &= Q(**{commune + "in": around.order_by().values("pk")})
        if box := asked.get("bbox"):
            rule &= Q(**{commune + name: value for name, value in box.inside.items()})
        if since := asked.get("updated_since"):
            rule &= changed_since(self.dataset[self.dataset.changed].value, since)
        return queryset.filter(rule)
