"""The examples say that they are examples, the real tools where they are known from."""

import datetime

import pytest

from carriers import demo
from carriers.enums import AreaRole, SolutionKind
from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffBand, TariffGrid, candidates
from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
MODELS = (Carrier, Solution, ServiceArea, DropPoint, TariffGrid, TariffBand)


@pytest.fixture(autouse=True)
def places():
    """The communes that the examples name, as the reference data gives them."""
    CommuneFactory(mende=True, epci="244800405")
    CommuneFactory(montpellier=True, epci="243400017")
    for insee in ("48092", "48140", "48009", "48034", "48061", "48080", "30189", "34270", "34057"):
        CommuneFactory(insee=insee, departement=insee[:2])


@pytest.fixture
def found(places):
    demo.load()
    on = datetime.date(2026, 11, 23)
    destination = Commune.objects.get(pk="34172")
    return {row.slug: row for row in candidates(Commune.objects.get(pk="48095"), [destination], on)}


def test_loading_twice_adds_nothing_and_asks_almost_nothing(django_assert_max_num_queries):
    assert demo.load() > 0
    before = [model.objects.count() for model in MODELS]
    with django_assert_max_num_queries(4):
        assert demo.load() == 0
    assert [model.objects.count() for model in MODELS] == before


def test_loading_again_keeps_what_somebody_corrected():
    demo.load()
    Solution.objects.filter(slug="logicout").update(summary="Corrigé")
    Solution.objects.filter(slug="la-charrette").delete()
    assert demo.load() == 1
    assert Solution.objects.get(slug="logicout").summary == "Corrigé"


def test_every_row_obeys_the_rules_of_the_forms():
    demo.load()
    for model in MODELS:
        for row in model.objects.all():
            row.full_clean()


def test_eight_carriers_are_invented_and_say_so():
    demo.load()
    assert Carrier.objects.filter(is_example=True).count() == 8
    assert not Carrier.objects.filter(is_example=False).exists()


def test_real_tools_are_sourced_and_never_labelled_examples():
    demo.load()
    real = Solution.objects.filter(is_example=False)
    assert {row.slug for row in real} == {"logicout", "la-charrette", "coclicaux", "colissimo", "chronofresh"}
    assert all(row.source and row.source_date for row in real)


def test_only_published_prices_are_not_labelled_examples():
    demo.load()
    real = TariffGrid.objects.filter(is_example=False)
    assert [grid.solution.slug for grid in real] == ["colissimo"]


def test_a_delivery_from_mende_to_montpellier_has_choices_of_every_kind(found):
    origin, destination = Commune.objects.get(pk="48095"), Commune.objects.get(pk="34172")
    served = [
        row
        for row in found.values()
        if row.area_for(destination, AreaRole.DELIVERY)
        and (row.area_for(origin, AreaRole.COLLECTION) or row.drop_points.all())
        and "chilled" in row.temperatures
    ]
    kinds = [row.kind for row in served]
    assert kinds.count(SolutionKind.CARRIER) >= 4
    assert {
        SolutionKind.PARCEL,
        SolutionKind.CO_DELIVERY,
        SolutionKind.PLATFORM,
        SolutionKind.LOCKER,
    } <= set(kinds)


def test_colissimo_takes_no_chilled_goods_and_one_carrier_is_always_on_quote(found):
    assert found["colissimo"].temperatures == ["ambient"]
    on_quote = found["lot-frigorifique-sur-devis"]
    assert on_quote.on_quote_above_kg == 0
    assert not on_quote.grids.all()
