"""What an advisor says of a list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pat_logistics.exchange.records import MAX_BYTES
from producers.intake.forms import ColumnsForm, DecisionForm, IntakeForm
from tests.factories.producers import IntakeFactory

TOLD = {"name": "Annuaire", "source": "public", "reason": "Étudier", "mode": "by_row"}


def test_a_file_may_take_three_megabytes():
    def form(size):
        return IntakeForm(TOLD, {"file": SimpleUploadedFile("fermes.csv", b"x" * size)})

    assert form(MAX_BYTES).is_valid()
    assert form(MAX_BYTES + 1).errors["file"] == ["Ce fichier est trop gros : 3 Mo au plus."]


@pytest.mark.parametrize("missing", TOLD)
def test_everything_is_to_be_told(missing):
    form = IntakeForm(TOLD | {missing: ""}, {"file": SimpleUploadedFile("fermes.csv", b"x")})
    assert set(form.errors) == {missing}


def columns_form(data=None, **fields):
    return ColumnsForm(data, intake=IntakeFactory.build(**fields))


def test_each_column_is_a_field_with_what_it_holds():
    form = columns_form()
    assert [(field.label, field.initial) for field in form] == [("Nom", "name"), ("Commune", "commune")]
    assert form["column_0"].help_text == "Exemples : Ferme du Vent"
    assert columns_form(samples={})["column_1"].help_text == "Colonne vide"


def test_what_is_chosen_is_told_by_header():
    form = columns_form({"column_0": "name", "column_1": "insee"})
    assert form.is_valid()
    assert form.columns == {"Nom": "name", "Commune": "insee"}


@pytest.mark.parametrize(
    ("data", "at"),
    [
        ({"column_0": "name", "column_1": "name"}, "column_1"),
        ({"column_0": "-", "column_1": "commune"}, "__all__"),
        ({"column_0": "inconnu", "column_1": "commune"}, "column_0"),
    ],
)
def test_what_places_no_farm_is_told_at_its_column(data, at):
    assert at in columns_form(data).errors


def test_an_answer_for_the_rest_is_one_of_those_that_exist():
    assert DecisionForm({"rest": ""}).is_valid()
    assert DecisionForm({"rest": "leave"}).is_valid()
    assert not DecisionForm({"rest": "tout"}).is_valid()
