"""Figures of a year as a diagnosis says them, and its addresses as one copies them from paper."""

from types import SimpleNamespace

import pytest

from cost_calc.templatetags.diagnosis import hours, over, short_address, signed_euro, uncapitalised


@pytest.mark.parametrize(
    ("eur", "written"),
    [
        (-1240.4, "−1\u202f240\u202f€"),
        (80.0, "+80\u202f€"),
        (0.3, "0\u202f€"),
        (0.6, "+1\u202f€"),
    ],
)
def test_what_is_paid_more_bears_its_sign_and_nothing_bears_none(eur, written):
    assert signed_euro(eur) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(599, "9\u202fh\u202f59"), (600, "10\u202fh"), (-30, "−30\u202fmin"), (4_530, "76\u202fh")],
)
def test_minutes_are_told_under_ten_hours_only(minutes, written):
    assert hours(minutes) == written


def test_a_year_is_unknown_without_a_frequency():
    way = SimpleNamespace(eur=12.5)
    assert over(way, 48) == "600\u202f€"
    assert over(way, None) == "inconnu"


def test_only_the_first_letter_of_a_sentence_is_lowered():
    assert uncapitalised("Votre Fourgon") == "votre Fourgon"
    assert uncapitalised("") == ""


def test_an_address_is_written_without_how_it_is_reached(settings):
    settings.SITE_URL = "https://pat.exemple.fr"
    assert short_address(SimpleNamespace(get_short_url=lambda: "/d/12")) == "pat.exemple.fr/d/12"
