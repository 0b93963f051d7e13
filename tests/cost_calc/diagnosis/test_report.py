"""What the report says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cost_calc.diagnosis.report import report_of
from needs_survey.applying.services import mark_of, validate
from needs_survey.models import SurveyResponse
from tests.cost_calc.conftest import DAY
from tests.cost_calc.diagnosis.reported import page, with_rounds
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer

pytestmark = pytest.mark.django_db


def test_a_cost_is_not_judged_on_a_part_of_what_is_made(client, draft):
    draft = with_rounds(draft)
    draft.answers["products"][0]["kg_per_year"] = "3000"
    draft.answers["deliveries"][0]["eur_per_delivery"] = "200"
    draft.save(update_fields=["answers"])
    shown = page(client, draft)
    assert "décrivez les autres avant de juger ce coût" in shown
    assert "C’est beaucoup" not in shown
    draft.answers["products"][0]["kg_per_year"] = "700"
    draft.save(update_fields=["answers"])
    assert "avant de juger" not in page(client, draft)


def test_a_second_diagnosis_shows_what_changed(client, draft, advisor):
    first = validate(response=draft, by=advisor, mark=mark_of(draft))
    SurveyResponse.objects.filter(pk=first.pk).update(validated_at=timezone.now() - timedelta(days=400))
    again = SurveyResponseFactory(author=advisor, producer=first.producer)
    again = answer(again, **SHORT | {"costs": SHORT["costs"] | {"cost_known": "computed"}})
    again = with_rounds(again)
    changed = {row.label: (row.before, row.after) for row in report_of(again, DAY).changes}
    # Who delivers nothing has no rounds to write; who does, and was not asked, may have one point more.
    assert changed["Maturité"] == ("4 sur 12", "entre 5 et 6 sur 12")
    assert changed["Connaissez-vous le coût de vos livraisons ?"] == ("non", "oui, calculé")
    assert "Coût par semaine" in changed
    assert "Ce qui a changé depuis le" in page(client, again)


def test_a_first_diagnosis_has_nothing_to_compare(client, draft):
    assert "Ce qui a changé" not in page(client, draft)


def test_the_year_has_euros_hours_and_carbon(client, draft):
    """52 × 141.54 €, 52 × 4 h, and the carbon of 52 × 160 km."""
    shown = page(client, with_rounds(draft))
    assert "7 360 €" in shown
    assert "208 h" in shown
    report = report_of(draft, DAY)
    assert report.costs.year.co2e_kg == pytest.approx(52 * 2 * report.costs.rounds[0].co2e_kg)
    assert report.costs.rounds[0].co2e_kg > 0
