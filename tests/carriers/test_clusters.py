"""Where the map shows solutions."""

import pytest
from django.contrib.auth.models import AnonymousUser

from carriers.clusters import features
from carriers.models import Solution
from pat_logistics.territory.clusters import FEW, MAX_FEATURES, NAMED, Box
from tests.factories.carriers import CarrierFactory, DropPointFactory, SolutionFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
MAP = "/solutions/carte.json"


def seen(box=None, zoom=17):
    return features(Solution.objects.visible_to(AnonymousUser()), box, zoom)


def places(answer):
    return {(point["label"], point["lat"], point["lon"]) for point in answer["features"]}


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


def test_a_place_of_its_own_comes_before_the_town_hall(mende):
    SolutionFactory(name="Casiers", locker=True, commune=mende, latitude=44.6, longitude=3.6)
    SolutionFactory(name="Entrepôt", locker=True, commune=mende)
    town = (round(mende.latitude, 5), round(mende.longitude, 5))
    assert places(seen()) == {("Casiers", 44.6, 3.6), ("Entrepôt", *town)}


def test_each_drop_point_is_a_place(mende):
    line = SolutionFactory(name="Ligne", carrier__commune=mende)
    for longitude in (3.2, 3.8):
        DropPointFactory(solution=line, commune=mende, latitude=44.6, longitude=longitude)
    assert places(seen()) == {("Ligne", 44.6, 3.2), ("Ligne", 44.6, 3.8)}


def test_a_service_without_a_place_stands_at_the_town_of_its_carrier(mende):
    SolutionFactory(name="Ligne", carrier__commune=mende)
    SolutionFactory(name="Logicoût", tool=True)
    assert {label for label, *_ in places(seen())} == {"Ligne"}


def test_a_view_shows_only_what_stands_in_it(mende):
    montpellier = CommuneFactory(montpellier=True)
    SolutionFactory(name="Ici", locker=True, commune=mende)
    SolutionFactory(name="Là-bas", locker=True, commune=montpellier)
    SolutionFactory(name="Ligne", carrier__commune=montpellier)
    assert {label for label, *_ in places(seen(Box(3, 44, 4, 45)))} == {"Ici"}


def test_what_is_not_published_is_in_no_count(mende):
    SolutionFactory(locker=True, commune=mende, published_at=None)
    assert seen()["total"] == 0


@pytest.mark.parametrize("zoom", range(0, 18, 3))
def test_many_places_are_few_features_that_add_up(mende, zoom):
    line = SolutionFactory()
    for rank in range(FEW + 50):
        DropPointFactory(
            solution=line, commune=mende, latitude=44 + rank % 20 / 20, longitude=3 + rank // 20 / 20
        )
    shown = seen(zoom=zoom)
    assert sum(feature.get("count", 1) for feature in shown["features"]) == FEW + 50
    assert len(shown["features"]) <= MAX_FEATURES


def test_services_of_one_place_are_named(mende):
    carrier = CarrierFactory(commune=mende)
    for rank in range(NAMED + 2):
        SolutionFactory(name=f"Service {rank}", carrier=carrier)
    (group,) = seen()["features"]
    assert (group["count"], group["detail"]) == (NAMED + 2, "Mende")
    assert [member["label"] for member in group["members"]] == [f"Service {rank}" for rank in range(5)]


def test_two_drop_points_of_one_service_at_one_place_are_one_name(mende):
    line = SolutionFactory(name="Ligne")
    for name in ("Quai", "Hangar"):
        DropPointFactory(solution=line, name=name, commune=mende, latitude=44.6, longitude=3.2)
    (group,) = seen()["features"]
    assert (group["count"], len(group["members"]), group["more"]) == (2, 1, 0)


def test_the_map_answers_the_question_of_the_list(client, mende):
    CommuneFactory(montpellier=True)
    SolutionFactory(name="Ligne", carrier__commune=mende, from_mende_to_montpellier=True)
    SolutionFactory(name="Casiers", locker=True, commune=mende)
    answer = client.get(MAP, {"origin": "48095", "destination": "34172"}).json()
    assert [point["label"] for point in answer["features"]] == ["Ligne"]


@pytest.mark.parametrize("query", [{"bbox": "a,b,c,d"}, {"zoom": "18"}])
def test_a_view_that_does_not_exist_is_said_so(client, query):
    assert client.get(MAP, query).status_code == 400


@pytest.mark.parametrize("number", [1, 12])
def test_the_map_takes_as_many_queries_whatever_the_number(client, mende, number, django_assert_num_queries):
    for _ in range(number):
        solution = SolutionFactory(carrier__commune=mende)
        DropPointFactory(solution=solution, commune=mende, latitude=44.6, longitude=3 + number / 100)
    with django_assert_num_queries(3 + (number > 1)):  # bounds, cells, those named, communes of the groups
        client.get(MAP)
