"""The public page of a farm as search engines read it: LocalBusiness of https://schema.org."""

from typing import Any

from django.conf import settings

from pat_logistics.territory.models import Commune


def farm_document(producer: Any) -> dict[str, Any] | None:
    """What a visitor reads on the page; needs a row of `visible_to` with its details.

    None for whoever keeps the farm, to whom the page shows more than is published; none either for an
    invented farm, which nobody is to be led to.
    """
    if producer.managed or producer.is_example:
        return None
    page = settings.SITE_URL + producer.get_absolute_url()
    document = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": page,
        "url": page,
        "name": producer.name,
        "description": producer.description,
        "address": _address(producer),
        "geo": _position(producer),
        **_contact(producer),
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Product", "name": name}}
            for name in producer.family_names
        ],
    }
    return {name: value for name, value in document.items() if value}


def postal_address(commune: Commune) -> dict[str, str]:
    """A commune as an address."""
    address = {"@type": "PostalAddress", "addressLocality": commune.name, "addressCountry": "FR"}
    # Of several codes, it is not known which is meant.
    if len(commune.postal_codes) == 1:
        address["postalCode"] = commune.postal_codes[0]
    return address


def _address(producer: Any) -> dict[str, str]:
    """The commune, and the street where the farm publishes where it is."""
    address = postal_address(producer.commune)
    if producer.shows_position and producer.address:
        address["streetAddress"] = producer.address
    return address


def _position(producer: Any) -> dict[str, Any] | None:
    """The point of the map when it is that of the farm: a town hall is not where to find it."""
    if not producer.shows_position or producer.stands_at_town_hall:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": round(producer.shown_latitude, 5),
        "longitude": round(producer.shown_longitude, 5),
    }


def _contact(producer: Any) -> dict[str, str]:
    """Whom to call stays out: the page names a person to people, not to machines."""
    contact = producer.public_contact or {}
    names = {"telephone": "phone", "email": "email", "sameAs": "website"}
    return {name: contact.get(column, "") for name, column in names.items()}
