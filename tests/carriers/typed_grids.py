"""A grid, as its editor sends it."""

import datetime

from django.urls import reverse
from django.utils import timezone

DAY = datetime.timedelta(days=1)


def today():
    return timezone.localdate()


def typed(*bands, zones=(), **changes):
    """What the editor sends: each band as (from, to, price) with maybe a zone."""
    data = {
        "name": "Groupage d’essai",
        "purpose": "transport",
        "basis": "per_100kg",
        "valid_from": (today() + DAY).isoformat(),
        "source": "Déclaré",
        "source_date": today().isoformat(),
        "bands-TOTAL_FORMS": str(len(bands)),
        "bands-INITIAL_FORMS": "0",
        "zones-TOTAL_FORMS": str(len(zones)),
        "zones-INITIAL_FORMS": "0",
    }
    for place, (low, high, price, *zone) in enumerate(bands):
        data |= {
            f"bands-{place}-min_kg": low,
            f"bands-{place}-max_kg": high,
            f"bands-{place}-price_eur": price,
        }
        data[f"bands-{place}-zone"] = zone[0] if zone else ""
    for place, (code, label, share) in enumerate(zones):
        data |= {f"zones-{place}-code": code, f"zones-{place}-label": label}
        data[f"zones-{place}-surcharge_share"] = share
    return data | changes


BANDS = (("0", "100", "42,50"), ("100", "", "34"))


def add(client, service, data):
    return client.post(reverse("company:grid_add", args=[service.slug]), data)
