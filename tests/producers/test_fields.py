import pytest
from django.core.exceptions import ValidationError

from producers.fields import validate_phone, validate_siret


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000049837"])
def test_a_true_siret_passes(siret):
    validate_siret(siret)


@pytest.mark.parametrize("wrong", ["73282932000075", "35600000000058"])
def test_a_mistyped_digit_is_seen(wrong):
    with pytest.raises(ValidationError, match="contient une erreur"):
        validate_siret(wrong)


@pytest.mark.parametrize("wrong", ["", "732829320", "732 829 320 00074", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"])
def test_a_siret_is_fourteen_digits(wrong):
    with pytest.raises(ValidationError, match="14 chiffres"):
        validate_siret(wrong)


@pytest.mark.parametrize("phone", ["04 66 00 00 00", "0466000000", "+33 4 66 00 00 00", "04.66.00.00.00"])
def test_a_phone_number_is_written_as_people_write_it(phone):
    validate_phone(phone)


@pytest.mark.parametrize("wrong", ["12", "appelez-moi", "04 66 00 00 00 00 00 00 00"])
def test_a_phone_number_is_a_number(wrong):
    with pytest.raises(ValidationError):
        validate_phone(wrong)
