"""Two people on one form, and messages at the field they speak of."""

import pytest

from pat_logistics.forms.own_form import OwnForm, ticks
from pat_logistics.history import version
from producers.models import Producer, Vehicle
from tests.factories.producers import ProducerFactory, VehicleFactory

pytestmark = pytest.mark.django_db


class FarmForm(OwnForm):
    class Meta:
        model = Producer
        fields = ["name", "description"]


class VanForm(OwnForm):
    class Meta:
        model = Vehicle
        fields = ["name", "payload_kg"]


@pytest.fixture
def farm():
    return ProducerFactory(name="Ferme du Vent", description="Vaches.")


def sent(farm, opened_on, **typed):
    return FarmForm(
        {"name": farm.name, "description": farm.description, "opened_on": opened_on} | typed, instance=farm
    )


def test_a_form_opened_on_the_last_change_is_taken(farm):
    assert sent(farm, version(farm), description="Brebis.").is_valid()


def test_what_somebody_else_wrote_meanwhile_is_shown_once_then_may_be_replaced(farm):
    opened_on = version(farm)
    Producer.objects.filter(pk=farm.pk).update(description="Chèvres.")
    form = sent(Producer.objects.get(), opened_on, description="Brebis.")
    assert not form.is_valid()
    assert form.non_field_errors() == [OwnForm.CONFLICT]
    assert form.conflicts == [("Présentation", "Chèvres.", "Brebis.")]
    assert sent(Producer.objects.get(), form.data["opened_on"], description="Brebis.").is_valid()


def test_the_same_words_typed_by_both_are_no_conflict(farm):
    opened_on = version(farm)
    Producer.objects.filter(pk=farm.pk).update(description="Brebis.")
    assert sent(Producer.objects.get(), opened_on, description="Brebis.").is_valid()


@pytest.mark.parametrize("typed", ["-3", "1" * 40, "9e99999"])
def test_a_number_out_of_sense_is_told_at_its_field_in_the_words_of_its_constraint(typed):
    van = VehicleFactory()
    form = VanForm({"name": "Fourgon", "payload_kg": typed, "opened_on": version(van)}, instance=van)
    assert list(form.errors) == ["payload_kg"]


def test_an_array_column_is_check_boxes_of_its_own_words():
    field = ticks(Producer, "labels")
    assert field.clean(["organic"]) == ["organic"]
    assert dict(field.choices)["organic"] == "Agriculture biologique"
