"""The delivery of each guide, worked out today."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

import carriers.demo
from cost_calc.calculator.asking import question_form
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.portal.guides.example import figures_of
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.services import load_guides, read_guide
from pat_logistics.territory.models import Commune
from tests.factories.guides import GuideFactory
from tests.factories.territory import load_region
from tests.portal.guides.samples import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole_territory(db):
    load_region()
    load_reference_values()
    assert Commune.objects.exists()


def test_the_example_of_each_one_opens_the_calculator_and_has_figures(client, whole_territory):
    load_guides()
    for guide in Guide.objects.all():
        result = client.get(f"{reverse('cost_calc:compare')}?{guide.example_query}")
        assert result.status_code == 200
        assert result.templates[0].name == "cost_calc/result.html", guide.slug
        assert figures_of(guide.example_query, date(2026, 11, 23)), guide.slug
        assert client.get(guide.get_absolute_url()).status_code == 200


def test_the_guide_of_tariffs_shows_the_bill_of_a_carrier(client, whole_territory):
    carriers.demo.load()
    load_guides()
    guide = Guide.objects.get(slug="lire-un-tarif-de-transport")
    figures = figures_of(guide.example_query, date(2026, 11, 23))
    assert "Groupage" in figures.way
    assert sum(line.eur for line in figures.lines) == pytest.approx(figures.total_eur, abs=0.005)
    assert "Ce que sa grille en fait" in client.get(guide.get_absolute_url()).text


@pytest.mark.django_db
def test_a_figure_of_the_example_is_never_kept_in_the_text():
    for file in FILES:
        assert "€" not in read_guide(file).example_text


def test_the_example_is_worked_out_with_the_values_of_the_day(client, guide, reference_values):
    page = client.get(guide.get_absolute_url()).text
    assert ", aux valeurs d’aujourd’hui" in page


@pytest.mark.parametrize(("more", "way"), [("", "own"), ("&other_kg=50", "own-round")])
def test_no_other_goods_are_assumed_on_board_of_the_example(guide, reference_values, more, way):
    query, today = guide.example_query + more, timezone.localdate()
    question = question_form(query, today)
    assert question.is_valid()
    priced = compare_shipment(question.question(), at=today).priced
    expected = next(row for row in priced if row.option.id == way)
    assert figures_of(query, today).total_eur == pytest.approx(float(expected.quote.total_eur))


def test_without_its_communes_the_example_keeps_its_link_and_shows_no_figure(client):
    page = client.get(GuideFactory().get_absolute_url()).text
    assert "Ouvrir le calcul" in page
    assert "aux valeurs d’aujourd’hui" not in page
