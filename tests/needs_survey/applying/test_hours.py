"""Hours as farmers say them."""

from datetime import time

import pytest

from needs_survey.applying.hours import read_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("avant 9 h", (None, time(9))),
        ("Avant 9h30", (None, time(9, 30))),
        ("8h-11h", (time(8), time(11))),
        ("entre 6 h et 8 h", (time(6), time(8))),
        ("de 6h à 8h30", (time(6), time(8, 30))),
        ("après 14 h", (time(14), None)),
        ("dès 7h", (time(7), None)),
        ("11h-8h", None),
        ("25h-26h", None),
        ("le matin de bonne heure", None),
        ("", None),
    ],
)
def test_hours_are_read_as_farmers_say_them_or_not_at_all(text, hours):
    assert read_hours(text) == hours
