import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.constraints import phone_number, validate_siret
from pat_logistics.forms.fields import PhoneField, SiretField


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000049837"])
def test_a_true_siret_passes(siret):
    validate_siret(siret)


@pytest.mark.parametrize("wrong", ["73282932000075", "35600000000058"])
def test_a_mistyped_digit_is_seen(wrong):
    with pytest.raises(ValidationError, match="contient une erreur"):
        validate_siret(wrong)


def test_a_siret_of_twelve_figures_is_quoted():
    with pytest.raises(ValidationError, match=r"14 chiffres ; « 732829320000 » en compte 12\."):
        SiretField().clean("732 829 320 000")


@pytest.mark.parametrize("wrong", ["", "732829320", "732 829 320 00074", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"])
def test_a_siret_is_fourteen_digits(wrong):
    with pytest.raises(ValidationError, match="14 chiffres"):
        validate_siret(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        "04 66 12 34 56",
        "0466123456",
        "04.66.12.34.56",
        "04-66-12-34-56",
        "04–66–12–34–56",
        "04/66/12/34/56",
        "04\u00a066\u202f12 34 56",
        "(04) 66 12 34 56",
        "+33 4 66 12 34 56",
        "+33 (0)4 66 12 34 56",
        "+33(0)466123456",
        "0033466123456",
        "33466123456",
        "\u202a04 66 12 34 56\u202c",
    ],
)
def test_a_telephone_number_is_stored_in_one_way_however_it_is_typed(typed):
    assert PhoneField().clean(typed) == "04 66 12 34 56"


@pytest.mark.parametrize("typed", ["+32 475 12 34 56", "0032 475/12.34.56"])
def test_a_number_of_elsewhere_keeps_its_country(typed):
    assert PhoneField().clean(typed) == "+32475123456"


@pytest.mark.parametrize(
    "wrong",
    [
        "12",
        "appelez-moi",
        "04 66 00 00 00 00 00 00 00",
        "04 66 12 34 5",
        "00 66 12 34 56",
        "466123456",
        "04 66 12 34 56 / 06 12 34 56 78",
        "04 66 12 34 56 poste 2",
    ],
)
def test_what_is_no_telephone_number_is_refused(wrong):
    with pytest.raises(ValidationError, match="un seul numéro"):
        PhoneField().clean(wrong)


@given(st.text("0123456789+() .-/", max_size=30))
def test_a_stored_number_is_stored_the_same_again(text):
    assert phone_number(phone_number(text)) == phone_number(text)
    assert len(phone_number(text)) <= max(20, len(text))


@pytest.mark.parametrize(
    "typed", ["732 829 320 00074", "732\u202f829\u00a0320\u202f00074", "732.829.320.00074"]
)
def test_a_siret_is_typed_as_it_is_printed(typed):
    assert SiretField().clean(typed) == "73282932000074"
