"""Fields and forms as our components draw them."""

import re

from pat_logistics.portal.pages.forms import SampleForm


def test_a_field_is_tied_to_its_help_and_to_its_errors():
    html = str(SampleForm({})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'for="id_name"' in html


def test_a_group_of_choices_is_a_fieldset_with_its_question():
    html = str(SampleForm()["temperature"].as_field_group())
    assert "<fieldset" in html
    assert re.search(r"<legend>\s*Température", html)


def test_an_optional_field_says_so():
    assert "(facultatif)" in str(SampleForm()["note"].as_field_group())
    assert "(facultatif)" not in str(SampleForm()["name"].as_field_group())


def test_the_error_summary_leads_to_each_wrong_field():
    html = str(SampleForm({"temperature": "hot"}))
    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets
    for target in targets:
        assert f'id="{target}"' in html


def test_a_form_without_error_has_no_summary():
    assert "error-summary" not in str(SampleForm())


def test_what_was_typed_is_kept_and_escaped():
    html = str(SampleForm({"name": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in html


def test_what_is_missing_is_said_in_plain_words():
    errors = SampleForm({"temperature": "hot"}).errors
    assert errors["name"] == ["Il manque une réponse ici."]
    assert errors["temperature"] == ["Choisissez l’une des réponses proposées."]
