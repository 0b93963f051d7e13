"""Administration: communes are read, known trips are written."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from pat_logistics.territory.models import RoadTrip
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = get_user_model()(email="admin@example.org", is_staff=True, is_superuser=True)
    user.save()
    client.force_login(user)
    return client


def test_communes_are_searched_like_everywhere(admin):
    CommuneFactory(mende=True)
    CommuneFactory(florac=True)
    for text in ("mende", "48000", "48095"):
        page = admin.get(reverse("admin:territory_commune_changelist"), {"q": text}).content.decode()
        assert "Mende" in page
        assert "Florac" not in page


def test_communes_cannot_be_changed_there(admin):
    mende = CommuneFactory(mende=True)
    assert admin.get(reverse("admin:territory_commune_add")).status_code == 403
    page = admin.get(reverse("admin:territory_commune_change", args=[mende.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


def test_a_measured_trip_is_entered_there(admin):
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    admin.post(
        reverse("admin:territory_roadtrip_add"),
        {
            "origin": mende.pk,
            "destination": florac.pk,
            "costing": "auto",
            "source": "declared",
            "distance_km": "38",
            "minutes": "45",
        },
    )
    trip = RoadTrip.objects.get()
    assert (trip.origin, trip.destination, trip.source) == (mende, florac, "declared")
    page = admin.get(reverse("admin:territory_roadtrip_changelist"), {"q": "florac"})
    assert "Florac" in page.content.decode()
