"""Pages of the territory: the suggestions of the commune fields."""

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pat_logistics.territory.departements import region_of
from pat_logistics.territory.finding import search_communes
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune

ONE_DAY_S = 24 * 3600
# Around the main town of the territory; inhabitants.
NEAR_KM, LARGER_TOWN = 150.0, 10_000


@require_safe
@cache_control(public=True, max_age=ONE_DAY_S)
def search(request: HttpRequest) -> JsonResponse:
    """Up to eight communes that answer `q`, best first; the same for everybody, so caches may keep it."""
    results = [
        {"insee": match.pk, "label": str(match), "detail": match.detail}
        for match in search_communes(request.GET.get("q", ""))
    ]
    return JsonResponse({"results": results})


@require_safe
@cache_control(public=True, max_age=ONE_DAY_S)
def offline(request: HttpRequest) -> JsonResponse:
    """Communes that a device without network may be asked for: where the farms of the territory deliver.

    Those of its region, those near it whatever their region, and the larger towns of France. Each is its
    INSEE code, its label, its postal codes and its names as they are searched; the home ones first, then the
    larger ones, as the suggestions are.
    """
    home = Commune.objects.filter(departement=HOME_DEPARTEMENT).home_first().first()
    asked = Q(departement__in=region_of(HOME_DEPARTEMENT)) | Q(population__gte=LARGER_TOWN)
    if home:
        near = Commune.objects.within_km(home.latitude, home.longitude, NEAR_KM).order_by().values("pk")
        asked |= Q(pk__in=near)
    rows = Commune.objects.filter(asked).home_first()
    found = [(row.pk, str(row), " ".join(row.postal_codes), row.names_key) for row in rows]
    return JsonResponse({"communes": found})
