"""Pages of the territory: the suggestions of the commune fields."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pat_logistics.territory.services import search_communes

ONE_DAY_S = 24 * 3600


@require_safe
@cache_control(public=True, max_age=ONE_DAY_S)
def search(request: HttpRequest) -> JsonResponse:
    """Up to eight communes that answer `q`, best first; the same for everybody, so caches may keep it."""
    results = [
        {"insee": commune.pk, "label": str(commune), "detail": ", ".join(commune.postal_codes[:3])}
        for commune in search_communes(request.GET.get("q", ""))
    ]
    return JsonResponse({"results": results})
