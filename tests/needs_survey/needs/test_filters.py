"""What is asked of the territory views: what was not understood filters nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from needs_survey.needs.filters import Asked, FilterForm
from pat_logistics.accounts.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import farm_with_flow, page

pytestmark = pytest.mark.django_db


def test_several_departements_are_read_together(client, advisor, mende):
    Organisation.objects.update(departements=["48", "34"])
    montpellier = CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier")
    farm_with_flow(mende)
    farm_with_flow(montpellier, kg=20)
    answer = client.get(reverse("needs:flows"), {"departement": "tous"})
    assert answer.context["table"].total.figures[0].value == 360
    assert "Hérault" in answer.content.decode()


def test_a_filter_that_means_nothing_filters_nothing_and_says_so(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    text = page(client, family="\x00unknown", month="13")
    assert "360" in text
    assert "field--error" in text


def test_what_is_asked_is_said_in_words_and_cleared(client, advisor, mende):
    form = FilterForm({"family": "cheese", "month": "6", "weekday": "9"}, user=advisor)
    assert form.asked == Asked(("48",), family="cheese", month=6)
    assert form.in_words() == [
        ("Département", "Lozère"),
        ("Produit", "fromage et produits laitiers"),
        ("Mois", "juin"),
    ]
    assert (form.is_filtered, form.cleared, form.by) == (True, "", "epci")


def test_who_advises_nowhere_is_not_let_in():
    with pytest.raises(PermissionDenied):
        FilterForm({}, user=UserFactory())


def test_a_reader_of_several_departements_begins_at_home_and_keeps_the_choice(client, advisor, mende):
    Organisation.objects.update(departements=["12", "48", "34"])
    assert FilterForm({}, user=advisor).departements == ("48",)
    chosen = FilterForm({"departement": "34"}, user=advisor)
    assert (chosen.departements, chosen.cleared) == (("34",), "?departement=34")
    assert FilterForm({"departement": "75"}, user=advisor).departements == ("48",)
    together = FilterForm({"departement": "tous"}, user=advisor)
    assert (together.departements, together.territory) == (("48", "12", "34"), "48")
    assert FilterForm({"departement": "tous"}, user=advisor, together=False).departements == ("48",)
