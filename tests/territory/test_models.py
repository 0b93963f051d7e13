"""What the database refuses about places and roads, and says in French."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from pat_logistics.territory.models import RoadTrip
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "constraint", "told"),
    [
        (
            {"insee": "4809X"},
            "commune_insee_shape",
            "Le code INSEE compte cinq caractères, par exemple 48095.",
        ),
        ({"latitude": 91.0}, "commune_position_on_earth", "La position sort de la Terre."),
        (
            {"position_source": "guess"},
            "commune_position_source_known",
            "Cette origine de la position",
        ),
    ],
)
def test_a_commune_that_makes_no_sense_is_refused(wrong, constraint, told):
    commune = CommuneFactory.build(**wrong)
    with pytest.raises(ValidationError) as caught:
        commune.validate_constraints()
    assert told in " ".join(caught.value.messages)
    with pytest.raises(IntegrityError, match=constraint):
        commune.save(force_insert=True)


@pytest.mark.parametrize(
    ("wrong", "constraint", "told"),
    [
        (
            {"distance_km": 0},
            "roadtrip_plausible",
            "La distance va de 0 à 3 000 km",
        ),
        (
            {"minutes": 1e5},
            "roadtrip_plausible",
            "La distance va de 0 à 3 000 km",
        ),
        ({"costing": "boat"}, "roadtrip_costing_known", "Ce véhicule n’existe pas."),
        ({"source": "guess"}, "roadtrip_source_known", "Cette origine n’existe pas."),
        ({"to_itself": True}, "roadtrip_goes_somewhere", "Le départ et l’arrivée sont la même commune."),
    ],
)
def test_a_trip_that_makes_no_sense_is_refused(wrong, constraint, told):
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    destination = mende if wrong.pop("to_itself", False) else florac
    trip = RoadTrip(**{"origin": mende, "destination": destination, "distance_km": 38, "minutes": 45} | wrong)
    with pytest.raises(ValidationError) as caught:
        trip.validate_constraints()
    assert told in " ".join(caught.value.messages)
    with pytest.raises(IntegrityError, match=constraint):
        trip.save()


def test_the_same_trip_is_known_once():
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    RoadTrip.objects.create(origin=mende, destination=florac, distance_km=38, minutes=45)
    with pytest.raises(IntegrityError, match="roadtrip_one_per_pair"):
        RoadTrip.objects.create(origin=mende, destination=florac, distance_km=39, minutes=45)
