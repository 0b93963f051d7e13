"""Communes in the API, read-only, and how a request names one."""

from collections.abc import Iterable
from typing import Any

from django_filters import CharFilter, FilterSet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.viewsets import ReadOnlyModelViewSet

from pat_logistics.prepared import AmongKeys, Prepared, given
from pat_logistics.refusals import Choice, refusal
from pat_logistics.territory.finding import Match, resolve_commune
from pat_logistics.territory.models import Commune, CommuneQuerySet, FormerKind
from pat_logistics.territory.words import MAX_TEXT

NAMED = (
    "Code INSEE de la commune, d’aujourd’hui ou d’autrefois ; à défaut son nom ou son code postal, s’il ne "
    "désigne qu’elle."
)


_OF_TODAY = Prepared(lambda: Commune.objects.filter(AmongKeys(given("codes"))))


def named_communes(texts: Iterable[str]) -> dict[str, Match | Choice]:
    """The commune that each text of a request means, or why there is no single one.

    One query when they are INSEE codes of today.
    """
    texts = set(texts)
    known = {commune.pk: commune for commune in _OF_TODAY(codes=sorted(texts))}
    return {text: Match(known[text]) if text in known else _named(text) for text in texts}


def _named(text: str) -> Match | Choice:
    resolution = resolve_commune(text)
    if resolution.match:
        return resolution.match
    candidates = [match.as_json() for match in resolution.candidates]
    if not candidates:
        return Choice("Aucune commune n’a ce code INSEE, ce code postal ou ce nom.", "unknown")
    if resolution.alike:
        return Choice("Aucune commune n’a ce nom. Est-ce l’une de « candidates » ?", "alike", candidates)
    if resolution.partial:
        message = "Ce code n’a pas ses cinq chiffres. Est-ce l’une de « candidates » ?"
        return Choice(message, "partial", candidates)
    message = "Plusieurs communes répondent : donnez le code INSEE de la vôtre. Voyez « candidates »."
    return Choice(message, "ambiguous", candidates)


class FormerCommuneSerializer(serializers.Serializer):
    """A name or a code that a part of the commune bore."""

    code = serializers.CharField(help_text="Code INSEE d’alors.")
    name = serializers.CharField(help_text="Nom d’alors ; vide quand le code seul est connu.")
    kind = serializers.ChoiceField(FormerKind.choices, help_text="Ce que c’était.")


class DegreesField(serializers.FloatField):
    """A latitude or a longitude (WGS 84), to a tenth of a metre: more digits say nothing of a town hall."""

    def to_representation(self, value: Any) -> Any:
        return round(float(value), 6)


class CommuneSerializer(serializers.ModelSerializer):
    """A commune. Its position is its town hall, unless `position_source` says otherwise."""

    latitude = DegreesField(help_text="Latitude (WGS 84, degrés).")
    longitude = DegreesField(help_text="Longitude (WGS 84, degrés).")
    former = FormerCommuneSerializer(many=True, help_text="Communes et codes d’autrefois.")

    class Meta:
        model = Commune
        fields = [
            "insee", "name", "departement", "postal_codes", "latitude", "longitude", "position_source",
            "population", "epci", "epci_name", "former",
        ]  # fmt: skip
        extra_kwargs = {
            "insee": {"help_text": "Code INSEE, à donner aux calculs."},
            "name": {"help_text": "Nom."},
            "departement": {"help_text": "Numéro du département."},
            "postal_codes": {"help_text": "Codes postaux."},
            "position_source": {"help_text": "Ce que montre la position : la mairie, sauf exception."},
            "population": {"help_text": "Nombre d’habitants."},
            "epci": {"help_text": "SIREN de l’intercommunalité."},
            "epci_name": {"help_text": "Nom de l’intercommunalité."},
        }


class CommuneFilterSet(FilterSet):
    q = CharFilter(method="search", max_length=MAX_TEXT)

    def search(self, queryset: CommuneQuerySet, name: str, value: str) -> CommuneQuerySet:
        return queryset.search(value)


@extend_schema_view(
    list=extend_schema(
        summary="Chercher une commune",
        description=(
            "Communes dont le nom, le code postal ou le code INSEE, d’aujourd’hui ou d’autrefois, répond à "
            "« q », la meilleure réponse d’abord ; toutes sans « q ». Accents, tirets et majuscules ne "
            "comptent pas, « st » vaut « saint », et une faute de frappe est pardonnée."
        ),
        parameters=[
            OpenApiParameter(
                "q",
                {"type": "string", "maxLength": MAX_TEXT},
                description="Nom ou code.",
                examples=[OpenApiExample("Début d’un nom", value="st chely")],
            )
        ],
    ),
    retrieve=extend_schema(
        summary="Lire une commune",
        description=(
            "Une commune, par son code INSEE ; celle d’aujourd’hui, quand ce code est d’autrefois. Un code "
            "postal qui en désigne plusieurs répond 404, et les liste dans « candidates »."
        ),
        parameters=[
            OpenApiParameter(
                "insee",
                str,
                "path",
                description="Code INSEE.",
                examples=[OpenApiExample("Mende", value="48095")],
            )
        ],
    ),
)
class CommuneViewSet(ReadOnlyModelViewSet):
    filterset_class = CommuneFilterSet
    serializer_class = CommuneSerializer
    lookup_field = "insee"
    lookup_value_regex = "[0-9A-Za-z]{5}"

    queryset = Commune.objects.order_by("insee")

    def get_object(self) -> Commune:
        code = self.kwargs["insee"].upper()
        found = named_communes([code])[code]
        if isinstance(found, Match):
            return found.commune
        if not found.candidates:
            raise NotFound
        error = refusal({"insee": [found]})
        error.status_code = NotFound.status_code
        raise error
