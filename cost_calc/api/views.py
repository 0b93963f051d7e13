"""Vehicles and calculations of the API. Calculations read the database and never write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from cost_calc.api.examples import COMPARE_REQUEST, ROUND_REQUEST, ROUND_RESPONSE
from cost_calc.api.question_serializers import CompareSerializer
from cost_calc.api.round_serializers import RoundResultSerializer, RoundSerializer, VehicleTypeSerializer
from cost_calc.api.rounds import price_round
from cost_calc.api.serializers import ComparisonSerializer
from cost_calc.engine.errors import InvalidInput
from cost_calc.models import Energy, VehicleType
from cost_calc.pricing.comparison import CalculatorError, compare_shipment
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from pat_logistics.tokens.authentication import TokenAuthentication
from pat_logistics.vocabulary import Temperature


class VehicleFilter(filters.FilterSet):
    temperature = filters.ChoiceFilter(
        method="filter_temperature",
        choices=Temperature.choices,
        help_text="Véhicules qui tiennent cette température.",
    )
    energy = filters.ChoiceFilter(choices=Energy.choices, help_text="Véhicules de cette énergie.")

    class Meta:
        model = VehicleType
        fields = ["temperature", "energy"]

    def filter_temperature(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(temperatures__contains=[value])


@extend_schema_view(
    list=extend_schema(
        summary="Lister les véhicules de référence",
        description="Véhicules en vigueur aujourd’hui, avec leur coût, leur consommation et leur source.",
    ),
    retrieve=extend_schema(
        summary="Lire un véhicule de référence",
        description="Un véhicule, par son code.",
        parameters=[
            OpenApiParameter(
                "code",
                str,
                "path",
                description="Code du véhicule.",
                examples=[OpenApiExample("Fourgon", value="logicout_fourgon_e5")],
            )
        ],
    ),
)
class VehicleViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    serializer_class = VehicleTypeSerializer
    filterset_class = VehicleFilter
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9_]+"

    def get_queryset(self) -> QuerySet[VehicleType]:
        in_force = VehicleType.objects.at(timezone.localdate())
        return VehicleType.objects.filter(pk__in=in_force.values("pk")).order_by("code")


REASONS = {
    "unknown": "Cette valeur est inconnue.",
    "not_held": "Ce véhicule ne tient pas cette température.",
    "too_large": "Cette valeur est trop grande.",
    "too_small": "Cette valeur est trop petite.",
}


class Unavailable(APIException):
    """Our own reference values are at fault."""

    status_code = 503
    default_code = "calculator_unavailable"
    default_detail = (
        "Une valeur de référence manque ou n’a pas de sens : l’erreur est de notre côté. Réessayez plus tard."
    )


@contextmanager
def faults_at_their_field() -> Iterator[None]:
    """What the engine refuses, told at the field it names."""
    try:
        yield
    except (CalculatorError, MissingReferenceError) as error:
        raise Unavailable from error
    except InvalidInput as error:
        message = REASONS.get(error.reason, "Cette valeur n’a pas de sens ici.")
        detail: Any = [serializers.ErrorDetail(message, error.reason)]
        for name in reversed(error.field.split(".")):
            detail = {name: detail}
        raise serializers.ValidationError(detail) from error


class CalculationView(APIView):
    """Open to all, without a session: nothing is stored, so there is nothing to protect from forgery."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]
    throttle_scope = "calculate"
    request_serializer: type[serializers.Serializer]

    def read(self, request: Request) -> Any:
        """The valid serializer of the body."""
        serializer = self.request_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return serializer


class RoundView(CalculationView):
    request_serializer = RoundSerializer

    @extend_schema(
        operation_id="calculate_round",
        tags=["calculations"],
        summary="Calculer une tournée",
        description=(
            "Coût, temps et CO₂e d’une tournée faite avec son véhicule, selon la méthode de Logicoût : "
            "kilomètres × coût au kilomètre + heures × valeur de l’heure + autres dépenses."
        ),
        request=RoundSerializer,
        responses=RoundResultSerializer,
        examples=[
            OpenApiExample("Tournée de 84,2 km", request_only=True, value=ROUND_REQUEST),
            OpenApiExample("Son coût", response_only=True, value=ROUND_RESPONSE),
        ],
    )
    def post(self, request: Request) -> Response:
        with faults_at_their_field():
            result = price_round(**self.read(request).validated_data, at=timezone.localdate())
        return Response(RoundResultSerializer(result).data)


class CompareView(CalculationView):
    request_serializer = CompareSerializer

    @extend_schema(
        operation_id="calculate_compare",
        tags=["calculations"],
        summary="Comparer les façons de livrer",
        description=(
            "Coût, temps du producteur, CO₂e et conditions d’une livraison, par chaque solution du "
            "territoire. Les options possibles viennent d’abord, la moins chère par kilo en tête ; les "
            "impossibles viennent à la fin, avec leur raison."
        ),
        request=CompareSerializer,
        responses=ComparisonSerializer,
        examples=[
            OpenApiExample(
                "60 kg de fromage de Mende à Montpellier", request_only=True, value=COMPARE_REQUEST
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        refs = ReferenceSet.at(timezone.localdate())
        with faults_at_their_field():
            result = compare_shipment(self.read(request).question(refs), at=refs.date, refs=refs)
        return Response(ComparisonSerializer(result).data)
