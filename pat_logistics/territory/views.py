"""Pages of the territory: the suggestions of the commune fields."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pat_logistics.territory.finding import search_communes
from pat_logistics.territory.models import HOME_DEPARTEMENT, NEIGHBOURS, Commune

ONE_DAY_S = 24 * 3600


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
    """Communes of the home département and of those around it, for devices without network.

    Each is its INSEE code, its label, its postal codes and its names as they are searched; the home ones
    first, then the larger ones, as the suggestions are.
    """
    rows = Commune.objects.filter(departement__in=[HOME_DEPARTEMENT, *NEIGHBOURS]).home_first()
    found = [(row.pk, str(row), " ".join(row.postal_codes), row.names_key) for row in rows]
    return JsonResponse({"communes": found})
