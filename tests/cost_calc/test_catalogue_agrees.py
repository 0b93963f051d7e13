"""The catalogue and the calculator judge a delivery by the same rules."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from carriers.models import Delivery, Miss, Serving, Solution
from cost_calc.engine.feasibility import Code
from cost_calc.pricing.build import KINDS
from cost_calc.pricing.comparison import compare_shipment
from pat_logistics.territory.models import Commune
from tests.cost_calc.conftest import DAY

# What the catalogue answers for; the price, the road and the vehicle are the calculator's alone.
RULES = {
    Code.PLACE_NOT_SERVED,
    Code.TEMPERATURE_NOT_OFFERED,
    Code.UNDER_MIN_WEIGHT,
    Code.OVER_MAX_WEIGHT,
    Code.DAY_NOT_SERVED,
}
PLACES = [("48095", "34172"), ("48061", "30189"), ("48092", "48095"), ("34172", "48095"), ("48080", "63113")]
GOODS = [("chilled", 60.0, None), ("frozen", 3.0, 2), ("ambient", 900.0, 4), ("ambient", 8.0, 7)]


@pytest.mark.parametrize(("places", "goods"), list(itertools.product(PLACES, GOODS)))
def test_both_say_the_same_solutions_possible(ask, places, goods):
    origin, destination = (Commune.objects.get(pk=place) for place in places)
    temperature, mass_kg, weekday = goods
    delivery = Delivery(origin, (destination,), (temperature,), mass_kg, mass_kg, weekday)
    goods_carried = Solution.objects.visible_to(AnonymousUser()).filter(kind__in=KINDS)
    found = set(goods_carried.fitting(Serving(delivery)).values_list("slug", flat=True))

    question = ask(
        to=destination.pk, mass_kg=mass_kg, origin=origin, temperature=temperature, weekday=weekday
    )
    judged = {}
    for row in compare_shipment(question, at=DAY).priced:
        if row.way.solution:
            blocking = {verdict.code for verdict in row.verdicts if verdict.severity == "blocks"}
            judged.setdefault(row.way.solution.slug, []).append(blocking)
    possible = {slug for slug, ways in judged.items() if any(not RULES & codes for codes in ways)}
    too_far = {
        slug for slug, ways in judged.items() if all(Code.CO_DELIVERY_TOO_FAR in codes for codes in ways)
    }
    assert found - too_far == possible - too_far
    assert len(judged) == goods_carried.count()


def test_what_the_catalogue_calls_too_far_for_a_co_delivery_is_too_far_by_road(ask):
    origin, destination = Commune.objects.get(pk="48095"), Commune.objects.get(pk="34172")
    Solution.objects.filter(slug="groupement-gevaudan-montpellier").update(co_delivery=True)
    serving = Serving(Delivery(origin, (destination,)))
    (pk,) = [seen.pk for seen in serving.read(Solution.objects.all()) if Miss.CO_DELIVERY in seen.missed]
    row = next(
        row
        for row in compare_shipment(ask(), at=DAY).priced
        if row.way.solution and row.way.solution.pk == pk
    )
    assert Code.CO_DELIVERY_TOO_FAR in {verdict.code for verdict in row.verdicts}
