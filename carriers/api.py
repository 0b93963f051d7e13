"""Solutions of the API: what is published, read only, with the filters of the catalogue."""

import django_filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from carriers.datasets import AREAS, BANDS, CARRIERS, DROP_POINTS, GRIDS, SOLUTIONS
from carriers.details import details_for
from carriers.enums import AreaRole
from carriers.filters import SolutionFilterSet
from carriers.models import Carrier, ServiceArea, Solution
from pat_logistics.open_data.api import DetailedListOfDataset, ListOfDataset, described
from pat_logistics.open_data.filters import PlaceFilterSet
from pat_logistics.territory.api import DegreesField
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.land import CountryPart
from pat_logistics.vocabulary import Temperature


class SolutionCarrierSerializer(serializers.ModelSerializer):
    class Meta:
        model = Carrier
        fields = ["name", "slug"]
        extra_kwargs = {
            "name": {"help_text": "Nom du transporteur."},
            "slug": {"help_text": "Nom du transporteur dans l’adresse de sa page."},
        }


class SolutionLocationSerializer(serializers.Serializer):
    insee = serializers.CharField(help_text="Code INSEE de la commune du lieu.")
    name = serializers.CharField(help_text="Nom de la commune.")
    latitude = DegreesField(help_text="Latitude du lieu, sinon de la mairie.")
    longitude = DegreesField(help_text="Longitude du lieu, sinon de la mairie.")


class SolutionContactSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="Service ou personne, ou vide.")
    phone = serializers.CharField(help_text="Téléphone, ou vide.")
    email = serializers.CharField(help_text="Adresse électronique, ou vide.")


class ServiceAreaSerializer(serializers.ModelSerializer):
    place = serializers.CharField(help_text="Nom de la zone.")
    commune = serializers.CharField(source="commune_id", allow_null=True, help_text="Code INSEE, ou nul.")
    whole_country = serializers.SerializerMethodField(
        help_text="Ancien nom de country_part = mainland, gardé jusqu’en décembre 2027."
    )
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7),
        help_text="Jours, de 1 (lundi) à 7 (dimanche). Vide : inconnus.",
    )

    class Meta:
        model = ServiceArea
        fields = [
            "role",
            "place",
            "commune",
            "epci",
            "departement",
            "country_part",
            "whole_country",
            "weekdays",
            "cut_off",
            "delay_hours",
        ]
        extra_kwargs = {
            "role": {"help_text": "Enlèvement (ou producteurs accueillis), ou livraison."},
            "epci": {"help_text": "SIREN de l’EPCI, ou vide."},
            "departement": {"help_text": "Code du département, ou vide."},
            "country_part": {"help_text": "Partie du pays desservie en entier, ou vide."},
            "cut_off": {"help_text": "Heure limite de commande."},
            "delay_hours": {"help_text": "Délai en heures, s’il diffère de celui de la solution."},
        }

    def get_whole_country(self, area: ServiceArea) -> bool:
        return area.country_part == CountryPart.MAINLAND


class SolutionSerializer(serializers.ModelSerializer):
    carrier = SolutionCarrierSerializer(allow_null=True, help_text="Transporteur, ou nul.")
    temperatures = serializers.ListField(
        child=serializers.ChoiceField(Temperature.choices), help_text="Températures possibles."
    )
    min_kg = serializers.FloatField(allow_null=True, help_text="Minimum par envoi, en kg.")
    max_kg = serializers.FloatField(allow_null=True, help_text="Maximum par envoi, en kg.")
    max_parcel_kg = serializers.FloatField(allow_null=True, help_text="Maximum par colis, en kg.")
    declared_kgco2e_per_tkm = serializers.FloatField(
        allow_null=True, help_text="CO₂e déclaré par l’exploitant, en kg par tonne-kilomètre."
    )
    to_confirm = serializers.BooleanField(
        read_only=True, help_text="Ni publiée ni confirmée depuis six mois : à vérifier avant de s’y fier."
    )
    updated_at = serializers.DateTimeField(
        source="changed", help_text="Dernier changement, ou publication si elle le suit."
    )
    contact = serializers.SerializerMethodField(help_text="Qui appeler pour ce service.")
    location = serializers.SerializerMethodField(help_text="Lieu de la solution, ou nul.")
    areas = ServiceAreaSerializer(many=True, help_text="Zones desservies.")
    page = serializers.SerializerMethodField(help_text="Page de la solution sur ce site.")

    class Meta:
        model = Solution
        fields = [
            "id",
            "slug",
            "name",
            "kind",
            "summary",
            "operator",
            "carrier",
            "temperatures",
            "min_kg",
            "max_kg",
            "max_parcel_kg",
            "max_length_cm",
            "max_width_cm",
            "max_height_cm",
            "delay_hours",
            "holds_celsius",
            "atp_attested",
            "atp_expires_on",
            "sanitary_approval",
            "approval_number",
            "returns_empties",
            "returns_note",
            "level_one_code",
            "declared_kgco2e_per_tkm",
            "contact",
            "location",
            "areas",
            "url",
            "source",
            "source_date",
            "confirmed_on",
            "to_confirm",
            "is_example",
            "updated_at",
            "page",
        ]
        extra_kwargs = {
            "id": {"help_text": "Numéro de la solution."},
            "slug": {"help_text": "Nom de la solution dans l’adresse de sa page."},
            "name": {"help_text": "Nom de la solution."},
            "kind": {"help_text": "Nature de la solution."},
            "summary": {"help_text": "Ce qu’elle fait, en une ligne."},
            "operator": {"help_text": "Qui la propose, s’il n’y a pas de transporteur."},
            "delay_hours": {"help_text": "Délai habituel, en heures."},
            "max_length_cm": {"help_text": "Longueur maximale d’un colis, en cm."},
            "max_width_cm": {"help_text": "Largeur maximale d’un colis, en cm."},
            "max_height_cm": {"help_text": "Hauteur maximale d’un colis, en cm."},
            "holds_celsius": {"help_text": "Produits frais tenus à tant de °C au plus ; nul : inconnu."},
            "atp_attested": {"help_text": "Véhicules attestés ATP ; nul : inconnu."},
            "atp_expires_on": {"help_text": "Fin de l’attestation ATP."},
            "sanitary_approval": {"help_text": "Agrément sanitaire ; nul : inconnu."},
            "approval_number": {"help_text": "Numéro d’agrément sanitaire."},
            "returns_empties": {"help_text": "Reprend les emballages vides ; nul : inconnu."},
            "returns_note": {"help_text": "Comment les emballages vides sont repris."},
            "level_one_code": {"help_text": "Véhicule type du calcul de CO₂ de niveau 1, ou vide."},
            "url": {"help_text": "Site de l’exploitant."},
            "source": {"help_text": "Origine de l’information."},
            "source_date": {"help_text": "Date de la source."},
            "confirmed_on": {"help_text": "Dernière confirmation par l’exploitant."},
            "is_example": {"help_text": "Exemple inventé : cette solution n’existe pas."},
        }

    @extend_schema_field(SolutionContactSerializer)
    def get_contact(self, solution):
        return SolutionContactSerializer(solution.contact).data

    @extend_schema_field(SolutionLocationSerializer(allow_null=True))
    def get_location(self, solution):
        if solution.commune is None:
            return None
        latitude, longitude = solution.position
        place = {"insee": solution.commune_id, "name": solution.commune.name}
        return SolutionLocationSerializer({**place, "latitude": latitude, "longitude": longitude}).data

    def get_page(self, solution) -> str:
        return self.context["request"].build_absolute_uri(solution.get_absolute_url())


class SolutionApiFilterSet(PlaceFilterSet, SolutionFilterSet):
    """The filters of the catalogue, and those of every list; a solution is where its own place is."""

    dataset = SOLUTIONS

    class Meta(SolutionFilterSet.Meta):
        pass


class CarrierFilterSet(PlaceFilterSet):
    dataset = CARRIERS


class OfSolutionFilterSet(PlaceFilterSet):
    """What belongs to a solution."""

    solution = django_filters.NumberFilter(
        field_name="solution_id", min_value=1, decimal_places=0, help_text="Numéro d’une solution."
    )


class AreaFilterSet(OfSolutionFilterSet):
    """An area is a place itself, of one kind or another: what is asked is what it names."""

    dataset = AREAS
    near = radius_km = bbox = None
    departement = django_filters.ChoiceFilter(
        choices=sorted(NAMES.items()), help_text="Numéro d’un département desservi en entier."
    )
    epci = django_filters.CharFilter(
        max_length=9, help_text="SIREN d’une intercommunalité desservie en entier."
    )
    insee = django_filters.CharFilter(
        field_name="commune_id", max_length=5, help_text="Code INSEE d’une commune nommée."
    )
    role = django_filters.ChoiceFilter(choices=AreaRole.choices, help_text="Enlèvement ou livraison.")


class DropPointFilterSet(OfSolutionFilterSet):
    dataset = DROP_POINTS


class GridFilterSet(OfSolutionFilterSet):
    near = radius_km = bbox = departement = epci = None
    dataset = GRIDS


class BandFilterSet(PlaceFilterSet):
    near = radius_km = bbox = departement = epci = None

    dataset = BANDS
    grid = django_filters.NumberFilter(
        field_name="grid_id", min_value=1, decimal_places=0, help_text="Numéro d’une grille."
    )


@described(
    SOLUTIONS,
    SolutionSerializer,
    doc="Solutions publiées : transporteurs, colis, plateformes, casiers, outils…, par nom.",
)
class SolutionViewSet(DetailedListOfDataset):
    dataset = SOLUTIONS
    serializer_class = SolutionSerializer
    filterset_class = SolutionApiFilterSet

    @classmethod
    def values(cls, user):
        return details_for(user)


@described(CARRIERS)
class CarrierViewSet(ListOfDataset):
    dataset = CARRIERS
    filterset_class = CarrierFilterSet


@described(AREAS)
class AreaViewSet(ListOfDataset):
    dataset = AREAS
    filterset_class = AreaFilterSet


@described(DROP_POINTS)
class DropPointViewSet(ListOfDataset):
    dataset = DROP_POINTS
    filterset_class = DropPointFilterSet


@described(GRIDS)
class GridViewSet(ListOfDataset):
    dataset = GRIDS
    filterset_class = GridFilterSet


@described(BANDS)
class BandViewSet(ListOfDataset):
    dataset = BANDS
    filterset_class = BandFilterSet
