"""Querysets whose SQL is written once."""

import pytest
from django.db.models import Value
from django.db.models.functions import Upper

from carriers.models import Solution, TariffBand, TariffGrid
from pat_logistics.prepared import AmongKeys, Prepared, attach, given
from tests.factories.carriers import CarrierFactory, SolutionFactory, TariffGridFactory

pytestmark = pytest.mark.django_db


def test_a_reading_gives_what_the_queryset_gives_with_the_same_values():
    for kilos in (10, 20, 30):
        SolutionFactory(min_kg=kilos)
    lighter = Prepared(lambda: Solution.objects.filter(min_kg__lte=given("kilos")).order_by("-min_kg"))
    for kilos in (5, 10, 25, 30):
        assert lighter(kilos=kilos) == list(Solution.objects.filter(min_kg__lte=kilos).order_by("-min_kg"))


def test_the_sql_is_written_once(django_assert_num_queries):
    built = []

    def build():
        built.append(1)
        return Solution.objects.filter(pk=given("pk"))

    read = Prepared(build)
    with django_assert_num_queries(2):
        assert [read(pk=0), read(pk=1)] == [[], []]
    assert built == [1]


def test_a_row_brings_its_relations_and_its_annotations(django_assert_num_queries):
    row = SolutionFactory(carrier=CarrierFactory(name="Transports du Mont"), name="Groupage")
    read = Prepared(
        lambda: (
            Solution.objects.filter(pk=given("pk"))
            .select_related("carrier__commune", "commune")
            .annotate(loud=Upper("name"), one=Value(1))
        )
    )
    with django_assert_num_queries(1):
        (found,) = read(pk=row.pk)
        assert (found.name, found.loud, found.one) == ("Groupage", "GROUPAGE", 1)
        assert (found.carrier.name, found.commune) == ("Transports du Mont", row.commune)
    assert not found._state.adding


def test_tuples_are_read_as_tuples():
    row = SolutionFactory(temperatures=["chilled"])
    read = Prepared(lambda: Solution.objects.filter(pk=given("pk")).values_list("pk", "temperatures"))
    assert read(pk=row.pk) == [(row.pk, ["chilled"])]


def test_a_value_that_is_none_equals_nothing():
    SolutionFactory(vehicle_code="")
    read = Prepared(lambda: Solution.objects.filter(vehicle_code=given("code")))
    assert (len(read(code="")), read(code=None)) == (1, [])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_keys_as_wished_are_one_value(count):
    rows = [SolutionFactory() for _ in range(3)]
    read = Prepared(lambda: Solution.objects.filter(AmongKeys(given("keys"))).order_by("pk"))
    assert read(keys=[row.pk for row in rows[:count]]) == rows[:count]


def test_what_is_attached_is_read_no_more(django_assert_num_queries):
    grids, empty = [TariffGridFactory(), TariffGridFactory()], TariffGridFactory(light=None, heavy=None)
    parents = [*TariffGrid.objects.filter(pk__in=[grid.pk for grid in (*grids, empty)])]
    attach(parents, [*TariffBand.objects.all()], TariffBand.grid.field)
    with django_assert_num_queries(0):
        assert {grid.pk: len(grid.bands.all()) for grid in parents} == {
            grids[0].pk: 2,
            grids[1].pk: 2,
            empty.pk: 0,
        }
        assert all(band.grid is grid for grid in parents for band in grid.bands.all())
