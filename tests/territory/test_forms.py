"""The commune field, as a browser without JavaScript and as a link use it."""

import re

import pytest
from django import forms
from django.http import QueryDict

from pat_logistics.territory.forms import CommuneField, former_names
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


class TripForm(forms.Form):
    origin = CommuneField(label="De")
    destination = CommuneField(label="À", required=False)


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def badaroux():
    return CommuneFactory(insee="48013", name="Badaroux", postal_codes=["48000"], population=930)


def trip(query):
    return TripForm(QueryDict(query))


def test_a_text_that_more_communes_answer_than_are_shown_asks_for_the_departement():
    for number in range(21):
        CommuneFactory(insee=f"48{number + 500}", name="Le Mas", postal_codes=[f"482{number:02}"])
    form = trip("origin=Le+Mas&origin_typed=Le+Mas")
    assert "Plus de 20 communes répondent à « Le Mas »" in form.errors["origin"][0]


@pytest.mark.parametrize("text", ["Mende", "mende", "48000", "Mende+(48)", "48095", "++Mende++"])
def test_a_text_with_one_meaning_is_a_commune(mende, text):
    form = trip(f"origin={text}&origin_typed=")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"origin": mende, "destination": None}


def test_a_link_carries_the_insee_code_and_the_page_shows_the_name(mende):
    form = trip("origin=48095")
    assert form.is_valid()
    assert 'value="Mende (48)"' in str(form["origin"])
    assert 'data-insee="48095"' in str(form["origin"])


@pytest.mark.parametrize("initial", ["48095", "commune"])
def test_a_first_value_is_shown_by_its_name(mende, initial):
    form = TripForm(initial={"origin": mende if initial == "commune" else initial})
    assert 'value="Mende (48)"' in str(form["origin"])
    assert 'data-insee="48095"' in str(form["origin"])


def test_several_answers_are_proposed_and_the_text_is_kept(mende, badaroux):
    form = trip("origin=48000&origin_typed=")
    assert form.errors["origin"] == ["Plusieurs communes répondent à « 48000 ». Choisissez la vôtre."]
    html = str(form["origin"])
    assert 'name="origin" value="48000"' in html
    assert 'type="radio" name="origin" value="48095"' in html
    assert 'type="radio" name="origin" value="48013"' in html


def test_a_choice_counts_for_the_text_it_answers(mende, badaroux):
    form = trip("origin=48000&origin_typed=48000&origin=48013")
    assert form.is_valid()
    assert form.cleaned_data["origin"] == badaroux
    assert "radio" not in str(form["origin"])


def test_a_choice_is_forgotten_when_the_text_above_it_changed(mende, badaroux):
    form = trip("origin=Mende&origin_typed=48000&origin=48013")
    assert form.is_valid()
    assert form.cleaned_data["origin"] == mende


def test_a_choice_left_open_asks_again(mende, badaroux):
    assert not trip("origin=48000&origin_typed=48000").is_valid()


def test_a_near_name_is_proposed_not_taken(mende):
    form = trip("origin=Mande&origin_typed=")
    assert form.errors["origin"] == ["Nous ne connaissons pas « Mande ». Est-ce l’une de ces communes ?"]
    assert 'type="radio" name="origin" value="48095"' in str(form["origin"])


def test_an_unknown_name_says_what_to_do_and_is_kept(mende):
    form = trip("origin=Xyzzy&origin_typed=")
    assert form.errors["origin"] == [
        "Nous ne connaissons pas « Xyzzy ». Vérifiez l’orthographe ou tapez le code postal."
    ]
    assert 'value="Xyzzy"' in str(form["origin"])


@pytest.mark.parametrize("query", ["", "origin=", "origin=&origin_typed=", "origin=++&origin_typed="])
def test_a_missing_commune_is_asked_for_in_words(query):
    assert trip(query).errors["origin"] == ["Indiquez une commune ou un code postal."]


@pytest.mark.parametrize("text", ["%00", "%ff", "%3Cscript%3E", "a" * 5000, "%27%3B--", "(((("])
def test_a_strange_text_is_an_error_of_the_field_and_stays_text(mende, text):
    form = trip(f"origin={text}&origin_typed=")
    assert not form.is_valid()
    assert "<script>" not in form.as_div()


def test_plain_data_of_a_program_is_understood_too(mende):
    form = TripForm({"origin": "48095", "destination": ""})
    assert form.is_valid()
    assert form.cleaned_data["origin"] == mende


def test_two_forms_do_not_share_what_they_found(mende, badaroux):
    trip("origin=48000&origin_typed=").is_valid()
    assert "radio" not in str(TripForm()["origin"])


def test_the_same_commune_written_otherwise_has_not_changed(mende, badaroux):
    def changed(query):
        return TripForm(QueryDict(query), initial={"origin": mende}).changed_data

    assert changed("origin=mende&origin_typed=") == []
    assert changed("origin=48013") == ["origin"]
    assert changed("origin=Xyzzy&origin_typed=") == ["origin"]


def test_the_input_says_which_error_is_its_own(mende):
    html = trip("origin=Xyzzy&origin_typed=")["origin"].as_widget()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_origin_error"' in html


@pytest.mark.parametrize(("query", "count"), [("origin=48095", 1), ("origin=Mende&origin_typed=", 1)])
def test_a_commune_costs_one_query(mende, query, count, django_assert_num_queries):
    form = trip(query)
    with django_assert_num_queries(count):
        form.is_valid()
        str(form["origin"])


@pytest.mark.parametrize("text", ["Javols", "48076"])
def test_a_name_or_a_code_of_yesterday_is_taken_and_told_beside_the_field(text):
    peyre = CommuneFactory(peyre=True)
    form = trip(f"origin={text}&origin_typed=")
    assert form.is_valid()
    assert form.cleaned_data["origin"] == peyre
    html = str(form["origin"])
    assert 'value="Peyre en Aubrac (48)"' in html
    assert "Javols, aujourd’hui Peyre en Aubrac (48)" in html
    assert former_names(form) == ["Javols, aujourd’hui Peyre en Aubrac (48)"]


def test_a_name_of_today_needs_no_word(mende):
    form = trip("origin=Mende&origin_typed=")
    assert form.is_valid()
    assert former_names(form) == []
    assert "data-note" not in str(form["origin"])


def test_a_name_that_another_commune_had_is_asked_about_and_each_says_why():
    CommuneFactory(insee="15157", name="Quézac", departement="15", postal_codes=["15600"])
    before = [{"code": "48122", "name": "Quézac", "kind": "delegated"}]
    CommuneFactory(insee="48146", name="Gorges du Tarn Causses", postal_codes=["48210"], former=before)
    form = trip("origin=quezac&origin_typed=")
    assert form.errors["origin"] == ["Plusieurs communes répondent à « quezac ». Choisissez la vôtre."]
    html = str(form["origin"])
    assert 'type="radio" name="origin" value="15157"' in html
    assert re.search(r"Gorges du Tarn Causses \(48\) <span[^>]*>Quézac, 48210</span>", html)


def test_half_a_code_is_never_settled_even_when_one_commune_answers_it(mende):
    form = trip("origin=480&origin_typed=")
    assert form.errors["origin"] == [
        "« 480 » n’a pas les cinq chiffres d’un code. Est-ce l’une de ces communes ?"
    ]
    assert 'type="radio" name="origin" value="48095"' in str(form["origin"])
