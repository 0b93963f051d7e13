"""Refusals that say what a value may mean."""

from rest_framework.exceptions import ErrorDetail

from pat_logistics.refusals import Choice, refusal

TWO = [{"insee": "07293"}, {"insee": "34283"}]


def test_a_choice_keeps_its_candidates_through_the_error_that_carries_it():
    error = refusal({"origin": [Choice("Plusieurs communes.", "ambiguous", TWO)]})
    [told] = error.detail["origin"]
    assert (str(told), told.code, told.candidates) == ("Plusieurs communes.", "ambiguous", TWO)


def test_a_choice_among_nothing_reads_as_any_other_message():
    assert Choice("Inconnue.", "unknown") == ErrorDetail("Inconnue.", "unknown")
    assert Choice("Inconnue.", "unknown").candidates == ()
