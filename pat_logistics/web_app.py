"""What a browser is told of the portal, or of a part of it, once put on the home screen of a device."""

from typing import Any

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static

ICONS = [(192, "any"), (512, "any"), (512, "maskable")]


def manifest_response(
    *, name: str, short_name: str, description: str, start: str, scope: str
) -> JsonResponse:
    """A web app manifest (W3C): `start` is the page it opens on, `scope` the pages it holds."""
    data: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "description": description,
        "lang": settings.LANGUAGE_CODE,
        "id": start,
        "start_url": start,
        "scope": scope,
        "display": "standalone",
        "background_color": "#faf7ef",
        "theme_color": "#1d4d3b",
        "icons": [
            {
                "src": static(f"img/app-{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")
