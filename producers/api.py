"""Producers of the API: what is published, read only, with the filters of the directory."""

import django_filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from pat_logistics.open_data.api import DetailedListOfDataset, ListOfDataset, described
from pat_logistics.open_data.filters import PlaceFilterSet
from pat_logistics.territory.api import DegreesField
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType, Label, ProductFamily, Temperature
from producers.datasets import FLOWS, PRODUCERS, PRODUCT_LINES, STORAGE
from producers.details import details_for
from producers.enums import StorageKind
from producers.filters import ProducerFilterSet
from producers.models import Producer, ProductLine, StorageSite


class ProducerApiFilterSet(PlaceFilterSet, ProducerFilterSet):
    """The filters of the directory, and those of every list: `commune` sorts by distance, `near` does not."""

    dataset = PRODUCERS

    class Meta(ProducerFilterSet.Meta):
        pass


class OfProducerFilterSet(PlaceFilterSet):
    """What belongs to a producer is where the producer is."""

    commune_path = "producer__commune"
    producer = django_filters.NumberFilter(
        field_name="producer_id", min_value=1, decimal_places=0, help_text="Numéro d’un producteur."
    )


class ProductLineFilterSet(OfProducerFilterSet):
    dataset = PRODUCT_LINES
    family = django_filters.MultipleChoiceFilter(
        choices=ProductFamily.choices, help_text="Famille de produits."
    )
    temperature = django_filters.MultipleChoiceFilter(choices=Temperature.choices, help_text="Température.")


class StorageFilterSet(OfProducerFilterSet):
    dataset = STORAGE
    kind = django_filters.MultipleChoiceFilter(choices=StorageKind.choices, help_text="Type de stockage.")


class FlowFilterSet(OfProducerFilterSet):
    """Where the goods go, not where they come from."""

    dataset = FLOWS
    commune_path = "destination"
    family = django_filters.MultipleChoiceFilter(
        field_name="product_line__family", choices=ProductFamily.choices, help_text="Famille de produits."
    )
    customer_type = django_filters.MultipleChoiceFilter(choices=CustomerType.choices, help_text="Client.")


class CommuneReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Commune
        fields = ["insee", "name"]
        extra_kwargs = {
            "insee": {"help_text": "Code INSEE de la commune."},
            "name": {"help_text": "Nom de la commune."},
        }


class ProducerLineSerializer(serializers.ModelSerializer):
    """Volumes and prices stay with the producer."""

    class Meta:
        model = ProductLine
        fields = ["family", "name", "temperature", "packagings", "season", "shelf_life_hours", "labels"]
        extra_kwargs = {
            "family": {"help_text": "Famille de produits."},
            "name": {"help_text": "Nom du produit, vide si la famille suffit."},
            "temperature": {"help_text": "Température de transport."},
            "packagings": {"help_text": "Conditionnements."},
            "season": {
                "help_text": "Douze niveaux, de janvier à décembre ; liste vide : saison non précisée."
            },
            "shelf_life_hours": {"help_text": "Durée de vie, en heures."},
            "labels": {"help_text": "Signes de qualité de ce produit."},
        }


class ProducerStorageSerializer(serializers.ModelSerializer):
    free_m3 = serializers.FloatField(help_text="Volume libre, en m³.")

    class Meta:
        model = StorageSite
        fields = ["kind", "free_m3", "hgv_access"]
        extra_kwargs = {
            "kind": {"help_text": "Type de stockage."},
            "hgv_access": {"help_text": "Un poids lourd peut y venir."},
        }


class ProducerContactSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="Personne à contacter.")
    email = serializers.CharField(help_text="Adresse électronique.")
    phone = serializers.CharField(help_text="Téléphone.")
    website = serializers.CharField(help_text="Site internet.")


class ProducerSerializer(serializers.ModelSerializer):
    commune = CommuneReferenceSerializer(help_text="Commune du producteur.")
    latitude = DegreesField(
        source="shown_latitude", help_text="Celle de la mairie, sauf si le producteur publie sa position."
    )
    longitude = DegreesField(
        source="shown_longitude", help_text="Celle de la mairie, sauf si le producteur publie sa position."
    )
    labels = serializers.ListField(
        child=serializers.ChoiceField(Label.choices), help_text="Signes de qualité du producteur."
    )
    to_confirm = serializers.BooleanField(
        read_only=True, help_text="Ni publiée ni confirmée depuis six mois : à vérifier avant de s’y fier."
    )
    families = serializers.SerializerMethodField(help_text="Familles de produits.")
    temperatures = serializers.SerializerMethodField(help_text="Températures de transport.")
    product_lines = ProducerLineSerializer(many=True, help_text="Gammes de produits.")
    storage_offered = serializers.SerializerMethodField(help_text="Stockage proposé à d’autres, si publié.")
    contact = ProducerContactSerializer(
        source="public_contact",
        allow_null=True,
        help_text="Coordonnées, nulles si elles ne sont pas publiées.",
    )
    url = serializers.SerializerMethodField(help_text="Page du producteur.")

    class Meta:
        model = Producer
        fields = [
            "id",
            "slug",
            "name",
            "commune",
            "latitude",
            "longitude",
            "labels",
            "families",
            "temperatures",
            "product_lines",
            "storage_offered",
            "contact",
            "refuses_intermediaries",
            "open_to_pooling",
            "is_example",
            "updated_at",
            "confirmed_on",
            "to_confirm",
            "url",
        ]
        extra_kwargs = {
            "id": {"help_text": "Numéro du producteur."},
            "slug": {"help_text": "Nom du producteur dans l’adresse de sa page."},
            "name": {"help_text": "Nom du producteur."},
            "refuses_intermediaries": {"help_text": "Veut livrer lui-même."},
            "open_to_pooling": {"help_text": "Prêt à mutualiser des livraisons."},
            "is_example": {"help_text": "Exemple inventé : ce producteur n’existe pas."},
            "updated_at": {"help_text": "Dernière mise à jour."},
            "confirmed_on": {"help_text": "Dernière confirmation par le producteur."},
        }

    def get_families(self, producer) -> list[ProductFamily]:
        return list(dict.fromkeys(line.family for line in producer.product_lines.all()))

    def get_temperatures(self, producer) -> list[Temperature]:
        return list(dict.fromkeys(line.temperature for line in producer.product_lines.all()))

    @extend_schema_field(ProducerStorageSerializer(many=True))
    def get_storage_offered(self, producer):
        offered = [site for site in producer.storage_sites.all() if site.offered]
        return ProducerStorageSerializer(offered, many=True).data

    def get_url(self, producer) -> str:
        return self.context["request"].build_absolute_uri(producer.get_absolute_url())


@described(
    PRODUCERS,
    ProducerSerializer,
    doc=(
        "Producteurs qui publient leur fiche, par ordre alphabétique, ou du plus proche au plus lointain "
        "quand une commune est donnée."
    ),
)
class ProducerViewSet(DetailedListOfDataset):
    dataset = PRODUCERS
    serializer_class = ProducerSerializer
    filterset_class = ProducerApiFilterSet

    @classmethod
    def values(cls, user):
        return details_for(user)


@described(PRODUCT_LINES)
class ProductLineViewSet(ListOfDataset):
    dataset = PRODUCT_LINES
    filterset_class = ProductLineFilterSet


@described(STORAGE)
class StorageViewSet(ListOfDataset):
    dataset = STORAGE
    filterset_class = StorageFilterSet


@described(FLOWS)
class FlowViewSet(ListOfDataset):
    dataset = FLOWS
    filterset_class = FlowFilterSet
