"""The public page of a carrier as search engines read it: Organization of https://schema.org."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from carriers.enums import AreaRole
from carriers.models import Carrier, ServiceArea
from producers.schema_org import postal_address

# A carrier may list every commune of a région.
MOST_AREAS = 60


def carrier_document(carrier: Carrier) -> dict[str, Any] | None:
    """What a visitor reads on the page and on those of its services, whoever asks, in one query.

    None until the carrier is published; none either for an invented one, which nobody is to be led to.
    """
    if not carrier.is_published or carrier.is_example:
        return None
    page = settings.SITE_URL + carrier.get_absolute_url()
    document = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": page,
        "url": page,
        "name": carrier.name,
        "description": carrier.description,
        "address": postal_address(carrier.commune) if carrier.commune else None,
        "telephone": carrier.phone,
        "email": carrier.email,
        "sameAs": carrier.website,
        "areaServed": [{"@type": "AdministrativeArea", "name": name} for name in _areas(carrier)],
    }
    return {name: value for name, value in document.items() if value}


def _areas(carrier: Carrier) -> list[str]:
    """Where its published services deliver, the broadest first."""
    areas = ServiceArea.objects.visible_to(AnonymousUser()).filter(
        solution__carrier=carrier, role=AreaRole.DELIVERY
    )
    return list(dict.fromkeys(area.place for area in areas.with_places().broadest_first()[:MOST_AREAS]))
