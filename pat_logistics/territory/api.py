"""Communes in the API, read-only."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import MAX_TEXT


class CommuneSerializer(serializers.ModelSerializer):
    """A commune. Its position is its town hall, unless `position_source` says otherwise."""

    class Meta:
        model = Commune
        fields = [
            "insee", "name", "departement", "postal_codes", "latitude", "longitude", "position_source",
            "population", "epci", "epci_name",
        ]  # fmt: skip
        extra_kwargs = {
            "insee": {"help_text": "Code INSEE, à donner aux calculs."},
            "name": {"help_text": "Nom."},
            "departement": {"help_text": "Numéro du département."},
            "postal_codes": {"help_text": "Codes postaux."},
            "latitude": {"help_text": "Latitude (WGS 84, degrés)."},
            "longitude": {"help_text": "Longitude (WGS 84, degrés)."},
            "position_source": {"help_text": "Ce que montre la position : la mairie, sauf exception."},
            "population": {"help_text": "Nombre d’habitants."},
            "epci": {"help_text": "SIREN de l’intercommunalité."},
            "epci_name": {"help_text": "Nom de l’intercommunalité."},
        }


@extend_schema_view(
    list=extend_schema(
        summary="Chercher une commune",
        description=(
            "Communes dont le nom, le code postal ou le code INSEE répond à « q », la meilleure réponse "
            "d’abord ; toutes sans « q ». Accents, tirets et majuscules ne comptent pas, "
            "« st » vaut « saint », et une faute de frappe est pardonnée."
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
        description="Une commune, par son code INSEE.",
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
    serializer_class = CommuneSerializer
    lookup_field = "insee"
    lookup_value_regex = "[0-9A-Z]{5}"

    def get_queryset(self) -> QuerySet[Commune]:
        communes = Commune.objects.all()
        text = self.request.query_params.get("q", "") if self.action == "list" else ""
        return communes.search(text) if text.strip() else communes.order_by("insee")
