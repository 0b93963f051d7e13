from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from pat_logistics.admin_parts import ReadOnly
from pat_logistics.lookups import FoldedSearch
from pat_logistics.territory.models import Commune, RoadTrip
from pat_logistics.territory.words import PlaceName


@admin.register(Commune)
class CommuneAdmin(ReadOnly, admin.ModelAdmin):
    """Read only: the next `load_territory` would undo a change made here."""

    list_display = ["name", "insee", "departement", "population", "epci_name", "position_source"]
    list_filter = ["departement", "position_source"]
    search_fields = ["name"]
    search_help_text = "Nom, code postal ou code INSEE."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Commune], search_term: str
    ) -> tuple[QuerySet[Commune], bool]:
        if not (place := PlaceName.parse(search_term)):
            return queryset, False
        return queryset.filter(pk__in=Commune.objects.named(place).order_by().values("pk")), False


@admin.register(RoadTrip)
class RoadTripAdmin(FoldedSearch, admin.ModelAdmin):
    """Trips measured on the road are entered here; deleting routed ones makes the portal ask again."""

    list_display = ["origin", "destination", "distance_km", "minutes", "costing", "source", "recorded_at"]
    list_filter = ["source", "costing"]
    list_select_related = ["origin", "destination"]
    search_fields = ["origin__search_key", "destination__search_key"]
    autocomplete_fields = ["origin", "destination"]
