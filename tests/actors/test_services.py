"""Loading the public sources, again and again, over what people did meanwhile."""

import pytest
from django.utils import timezone

from pat_logistics.actors.models import Actor
from pat_logistics.actors.services import load_actors
from pat_logistics.actors.sources import ActorFileError
from pat_logistics.history import version
from tests.actors.files import CANTEEN, TOOL, written
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    CommuneFactory(mende=True)
    return written(tmp_path / "actors.csv", CANTEEN, TOOL)


def test_a_second_load_adds_and_changes_nothing(file):
    assert load_actors(path=file) == (2, 0)
    before = [version(actor) for actor in Actor.objects.all()]
    assert load_actors(path=file) == (0, 0)
    assert [version(actor) for actor in Actor.objects.all()] == before


def test_what_is_loaded_is_published_and_confirmed_by_nobody(file):
    load_actors(path=file)
    assert not Actor.objects.filter(published_at=None)
    assert not Actor.objects.exclude(confirmed_on=None)


def test_what_nobody_touched_follows_the_file(file):
    load_actors(path=file)
    written(file, CANTEEN | {"what_it_does": "Achète local et bio."}, TOOL)
    assert load_actors(path=file) == (0, 1)
    assert Actor.objects.get(kind="outlet").what_it_does == "Achète local et bio."


# Each write in its own transaction, as in life: what a load is told by is noted for the whole of its own.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "done",
    [{"what_it_does": "Ferme en juin."}, {"confirmed_on": timezone.localdate()}, {"published_at": None}],
)
def test_what_was_corrected_confirmed_or_withdrawn_is_left_as_it_is(file, done):
    load_actors(path=file)
    Actor.objects.filter(kind="outlet").update(**done)
    written(file, CANTEEN | {"area": "lundi"}, TOOL)
    assert load_actors(path=file) == (0, 0)
    actor = Actor.objects.get(kind="outlet")
    assert actor.area == "mardi matin"
    assert all(getattr(actor, name) == value for name, value in done.items())


def test_what_was_deleted_does_not_come_back(file):
    load_actors(path=file)
    Actor.objects.filter(kind="outlet").delete()
    assert load_actors(path=file) == (0, 0)


def test_an_entry_of_an_advisor_at_the_same_address_is_left_alone(file):
    entered = ActorFactory(slug="cuisine-centrale-de-lexemple", origin="advisor", name="La cuisine")
    assert load_actors(path=file) == (1, 0)
    entered.refresh_from_db()
    assert entered.name == "La cuisine"


def test_a_commune_that_nobody_knows_stops_the_whole_load(file):
    written(file, CANTEEN, TOOL | {"insee": "48999"})
    with pytest.raises(ActorFileError, match="48999"):
        load_actors(path=file)
    assert not Actor.objects.exists()
