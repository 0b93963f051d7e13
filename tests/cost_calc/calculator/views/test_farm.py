"""From the deliveries of a farm to a round."""

import pytest
from django.urls import reverse

from tests.cost_calc.calculator.deliveries import equipped_farm, flow_of
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def farm(references):
    return equipped_farm()


def test_those_ticked_become_a_round(client, farm, cheese, montpellier):
    places = ((montpellier, 60), (CommuneFactory(), 40))
    flows = [flow_of(cheese, place, kg_per_delivery=kilos) for place, kilos in places]
    client.force_login(UserFactory(administrator=True))
    asked = client.get(reverse("cost_calc:farm_round"), {"livraison": [flow.pk for flow in flows]})
    question = client.get(asked["Location"]).context["question"]
    assert [stop.mass_kg for stop in question.stops] == [60, 40]
    assert question.own.eur_per_km == pytest.approx(0.41)
    tab = client.get(reverse("farm:rows", args=[farm.pk, "livraisons"])).content.decode()
    assert tab.count('name="livraison"') == 2
    assert "par an" in tab


def test_a_round_of_two_farms_or_of_somebody_else_is_not_found(client, farm, cheese, montpellier):
    mine = flow_of(cheese, montpellier)
    other = flow_of(ProductLineFactory(producer=ProducerFactory(commune=farm.commune)), montpellier)
    address = reverse("cost_calc:farm_round")
    client.force_login(UserFactory(administrator=True))
    assert client.get(address, {"livraison": [mine.pk, other.pk]}).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address, {"livraison": [mine.pk]}).status_code == 404


@pytest.mark.parametrize(("others", "said"), [(52, False), (26, True)])
def test_a_round_counted_at_the_highest_frequency_says_so(client, farm, cheese, montpellier, others, said):
    flow_of(cheese, montpellier)
    flow_of(cheese, farm.commune, deliveries_per_year=others)
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("farm:rows", args=[farm.pk, "livraisons"])).text
    assert ("aussi souvent que la plus fréquente" in page) is said
