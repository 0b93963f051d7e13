"""Which tables may leave, under which filters."""

import pytest
from django.urls import reverse

from needs_survey.needs.files import FILES, VIEWS
from needs_survey.needs.filters import Asked
from pat_logistics.accounts.models import Organisation
from pat_logistics.vocabulary import Temperature
from tests.factories.producers import FlowFactory
from tests.needs_survey.needs.samples import answering_farm, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "filters"),
    [
        ("flux", {"temperature": "chilled", "month": 6}),
        ("flux", {"scale": "commune"}),
        ("flux", {"departement": "tous"}),
        ("irritants", {"temperature": "chilled"}),
        ("familles", {"temperature": "chilled"}),
    ],
)
def test_a_question_that_no_file_may_carry_is_refused_in_words(client, advisor, mende, code, filters):
    codes = ["48", "30"] if "departement" in filters else ["48"]
    Organisation.objects.update(departements=codes)
    farm = answering_farm(mende, irritants=["winter"])
    FlowFactory(producer=farm, destination=mende, product_line__temperature=Temperature.CHILLED, months=[6])
    answer = client.get(reverse("needs:export", args=[code, "csv"]), filters)
    assert answer.status_code == 400
    assert answer.content.decode().endswith(".")
    name = next((view.code for view in VIEWS.values() if code in view.files), "flux")
    assert "Ce tableau ne s’imprime pas." in page(client, name, **filters)


@pytest.mark.parametrize(
    ("code", "filters", "may_leave"),
    [
        ("flux", {}, True),
        ("flux", {"epci": "200006930"}, True),
        ("flux", {"month": 6}, True),
        ("flux", {"month": 6, "epci": "200006930"}, False),
        ("volumes", {"family": "cheese"}, True),
        ("volumes", {"family": "cheese", "weekday": 2}, False),
        ("familles", {"month": 6}, True),
        ("familles", {"temperature": "chilled"}, False),
        ("attentes", {"epci": "200006930"}, True),
        ("attentes", {"family": "cheese"}, False),
        ("irritants", {}, True),
        ("irritants", {"epci": "200006930"}, False),
    ],
)
def test_a_table_leaves_under_one_filter_that_it_does_not_cross_already(code, filters, may_leave):
    refusal = FILES[code].refusal(Asked(("48",), **filters), "epci")
    assert refusal == "" if may_leave else refusal.endswith(".")


def test_several_departements_and_communes_stay_on_screen():
    assert "un seul département" in FILES["irritants"].refusal(Asked(("48", "34")), "epci")
    assert "par commune" in FILES["flux"].refusal(Asked(("48",)), "commune")
    assert FILES["volumes"].refusal(Asked(("48",)), "commune") == ""


def test_each_file_of_a_page_has_a_name_of_its_own():
    names = [code for view in VIEWS.values() for code in view.files]
    assert len(set(names)) == len(names)
    assert "flux" not in names
