"""Who serves a delivery, and in which words the others do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carriers.enums import AreaRole
from carriers.models import Delivery, DropPoint, ServiceArea, Serving, Solution
from carriers.search import cards, reasons, service
from pat_logistics.territory.departements import NAMES as DEPARTEMENTS
from tests.factories.carriers import DropPointFactory, ServiceAreaFactory, SolutionFactory

pytestmark = pytest.mark.django_db


def plain(sentences):
    return [text.replace("\u202f", " ").replace("\xa0", " ") for text in sentences]


@pytest.fixture
def said(mende, montpellier):
    """The reasons given for a solution from Mende to Montpellier that differs by `changes`."""

    def say(delivery=None, weekdays=(), **changes):
        SolutionFactory(from_mende_to_montpellier=True, **changes)
        Solution.objects.get().areas.filter(role=AreaRole.DELIVERY).update(weekdays=list(weekdays))
        delivery = delivery or Delivery(mende, (montpellier,), ("frozen",), 60, 60, 2)
        serving = Serving(delivery)
        (seen,) = serving.read(Solution.objects.all())
        return plain(reasons(cards(Solution.objects.all()).get(pk=seen.pk), seen.missed, serving))

    return say


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Ne prend pas le surgelé"),
        ({"temperatures": ["frozen"], "min_kg": 100}, "À partir de 100 kg par envoi"),
        ({"temperatures": ["frozen"], "max_kg": 30}, "Jusqu’à 30 kg par envoi"),
        ({"temperatures": ["frozen"], "weekdays": [1, 4]}, "Ne livre pas le mardi : lundi, jeudi"),
    ],
)
def test_each_refusal_is_said_in_words(said, changes, words):
    assert said(**changes) == [words]


def test_a_place_not_served_is_named(said, mende, montpellier):
    assert said(Delivery(mende, (mende,))) == ["Ne livre pas à Mende"]


def test_a_carrier_that_neither_comes_nor_has_a_drop_point_near_says_both(said, montpellier):
    (reason,) = said(Delivery(montpellier, (montpellier,)))
    assert reason == "Ne vient pas à Montpellier, et n’a pas de point de dépôt à moins de 20 km"


def test_what_does_not_deliver_at_all_is_not_also_said_to_miss_the_day(said, mende):
    assert said(Delivery(mende, (mende,), weekday=2)) == ["Ne livre pas à Mende"]


def test_the_days_of_a_town_beat_those_of_its_departement(mende, montpellier):
    solution = SolutionFactory(from_mende_to_montpellier=True)
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, commune=montpellier, weekdays=[4])
    served = {
        day
        for day in range(1, 8)
        if Solution.objects.fitting(Serving(Delivery(mende, (montpellier,), weekday=day))).exists()
    }
    assert served == {4}


def test_a_drop_point_of_lockers_replaces_no_area(mende):
    DropPointFactory(solution=SolutionFactory(locker=True), commune=mende)
    assert not Solution.objects.fitting(Serving(Delivery(mende))).exists()


def test_the_card_says_the_days_the_drop_point_and_the_quote(mende, montpellier):
    solution = SolutionFactory(on_quote_above_kg=50)
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="34", weekdays=[2, 4])
    DropPointFactory(solution=solution, name="Quai", latitude=44.60, longitude=3.50117)
    delivery = Delivery(mende, (montpellier,), (), 60, 60)
    row = cards(Solution.objects.all()).get()
    assert plain(service(row, Serving(delivery))) == [
        "À déposer : Quai, à 9,1 km à vol d’oiseau",
        "Livre à Montpellier : mardi, jeudi",
        "Prix sur devis à ce poids",
    ]


def test_the_nearest_come_first_and_what_has_no_place_last(mende, montpellier):
    for name, commune in (("Loin", montpellier), ("Ici", mende), ("Ailleurs", None)):
        SolutionFactory(name=name, carrier__commune=commune, from_mende_to_montpellier=True)
    delivery = Delivery(mende, (montpellier,))
    ordered = Solution.objects.fitting(Serving(delivery)).nearest_first(delivery)
    assert [row.name for row in ordered] == ["Ici", "Loin", "Ailleurs"]


def plan(sql):
    """The plan that PostgreSQL would follow on a large table: it must be able to use the indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_areas_of_a_place_are_read_by_their_four_indexes(mende):
    solutions = SolutionFactory.create_batch(20)
    ServiceArea.objects.bulk_create(
        ServiceArea(solution=solution, role=role, departement=departement)
        for solution in solutions
        for role in AreaRole
        for departement in DEPARTEMENTS
    )
    # An empty table has no plan worth judging: its size is what the tests before left of it.
    DropPoint.objects.bulk_create(
        DropPointFactory.build(solution=solutions[0], commune=mende, latitude=43 + number / 100)
        for number in range(500)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE carriers_servicearea, carriers_droppoint")
    with CaptureQueriesContext(connection) as queries:
        Serving(Delivery(origin=mende))
    (areas, drop_points) = [query["sql"] for query in queries]
    found = plan(areas)
    for index in ("commune", "epci", "departement"):
        assert f"service_area_by_{index}" in found
    assert "service_area_everywhere" in found
    assert "drop_point_geo" in plan(drop_points)


def test_words_are_read_by_trigram_indexes():
    with CaptureQueriesContext(connection) as queries:
        list(Solution.objects.search(["frigorifique"]))
    found = plan(queries[0]["sql"])
    assert "solution_text_trigrams" in found
    assert "carrier_name_trigrams" in found


@pytest.mark.parametrize("number", [1, 11])
def test_a_delivery_is_answered_in_as_many_queries_whatever_the_number(
    client, mende, montpellier, number, django_assert_num_queries
):
    for _ in range(number):
        SolutionFactory(from_mende_to_montpellier=True)
        SolutionFactory(from_mende_to_montpellier=True, min_kg=500)
    query = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "weekday": "2"}
    with django_assert_num_queries(7):
        page = client.get("/solutions/", query).content.decode()
    assert f"{number} solution" in page
    assert "À partir de 500" in page


def test_the_api_answers_the_same_question(client, mende, montpellier):
    fits = SolutionFactory(from_mende_to_montpellier=True)
    SolutionFactory(from_mende_to_montpellier=True, min_kg=500)
    query = {"origin": "48095", "destination": "34172", "mass_kg": "60.5", "family": "cheese"}
    found = client.get("/api/v1/solutions/", query).json()["results"]
    assert [row["slug"] for row in found] == [fits.slug]
