"""Forms of one's own farm: what they ask, and what they refuse at which field."""

import pytest

from producers.forms import AdvisingFilterForm, EraseForm, ProductLineForm, ProfileForm, VehicleForm
from producers.models import Producer
from tests.factories.producers import AdvisorEntryFactory, ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm():
    return ProducerFactory(name="Ferme du Vent", published=True)


def profile(farm, **typed):
    known = {"name": farm.name, "commune": farm.commune_id, "legal_form": farm.legal_form}
    form = ProfileForm(instance=farm)
    return ProfileForm(known | {"opened_on": form.current_mark} | typed, instance=farm)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"latitude": "44,5"}, "longitude"),
        ({"longitude": "3,5"}, "latitude"),
        ({"latitude": "91", "longitude": "3"}, "latitude"),
        ({"refuses_intermediaries": "on", "open_to_pooling": "on"}, "open_to_pooling"),
        ({"siret": "123"}, "siret"),
    ],
)
def test_a_fault_is_told_at_the_field_one_can_mend(farm, typed, field):
    assert list(profile(farm, **typed).errors) == [field]


def test_the_siret_of_another_profile_is_told_once_all_the_rest_is_right(farm):
    ProducerFactory(siret="73282932000074")
    assert list(profile(farm, siret="73282932000074").errors) == ["siret"]
    assert list(profile(farm, siret="73282932000074", name="").errors) == ["name"]


def test_an_advisor_enters_profiles_where_the_advisor_follows_only(farm):
    form = ProfileForm(
        {"name": "Ferme", "commune": farm.commune_id, "legal_form": "sole"}, departements=["12"]
    )
    assert form.errors["commune"] == ["Vous suivez ces départements : 12."]


def test_the_town_hall_is_not_shown_as_a_position_of_the_farm(farm):
    assert ProfileForm(instance=farm).initial["latitude"] is None
    farm.latitude = 44.123456789
    assert ProfileForm(instance=farm).initial["latitude"] == 44.12346


def test_a_season_is_told_month_by_month_or_not_at_all(farm):
    told = {"family": "honey", "temperature": "ambient", "name": "Miel"}
    bare = ProductLineForm(told, producer=farm)
    assert bare.is_valid(), bare.errors
    assert bare.instance.season == []
    summer = ProductLineForm(told | {"season_7": "peak"}, producer=farm)
    assert summer.is_valid()
    assert (len(summer.instance.season), summer.instance.season[6]) == (12, "peak")


def test_fixed_costs_need_the_kilometres_they_are_spread_over(farm):
    form = VehicleForm({"kind": "van", "fixed_eur_per_year": "3 000"}, producer=farm)
    assert list(form.errors) == ["km_per_year"]


@pytest.mark.parametrize(
    ("typed", "right"), [("ferme  du VENT", True), ("Ferme du Vent ", True), ("Ferme", False)]
)
def test_the_name_is_typed_to_erase_however_it_is_spaced(farm, typed, right):
    assert EraseForm({"name": typed}, producer=farm).is_valid() == right


def test_an_advisor_narrows_the_list_by_state(farm):
    waiting = AdvisorEntryFactory().producer
    narrow = AdvisingFilterForm().narrow
    assert list(narrow(Producer.objects.all(), "published")) == [farm]
    assert list(narrow(Producer.objects.all(), "waiting")) == [waiting]
    assert narrow(Producer.objects.all(), "").count() == 2
