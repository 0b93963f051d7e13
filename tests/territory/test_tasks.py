"""What a worker remembers of the routing server's answers."""

import pytest

from pat_logistics.territory.models import RoadTrip, TripSource
from pat_logistics.territory.tasks import keep_trips

pytestmark = pytest.mark.django_db


def test_the_task_keeps_what_the_server_answered(mende, montpellier):
    keep_trips.apply(args=([["48095", "34172", 181.0, 155.0]], "truck")).get()
    trip = RoadTrip.objects.get()
    assert (trip.costing, trip.source, trip.distance_km) == ("truck", TripSource.ROUTED, 181)
