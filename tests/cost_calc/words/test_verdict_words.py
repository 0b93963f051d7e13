"""A few words for each verdict."""

import pytest

from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.words.verdict_words import reason, short
from tests.cost_calc.words.test_verdict_texts import PARAMS

PLACES = {"origin": "Langogne", "destination": "Florac"}


@pytest.mark.parametrize("code", Code)
def test_every_verdict_has_its_few_words_and_its_reason(code):
    verdict = Verdict(code, Severity.BLOCKS, PARAMS)
    assert 0 < len(short(verdict)) <= 26
    assert all(reason(verdict, count=count, places=PLACES) for count in (1, 2))


def test_a_reason_agrees_with_how_many_it_is_said_of():
    away = Verdict(Code.PLACE_NOT_SERVED, Severity.BLOCKS, {"place": "destination"})
    assert reason(away, count=1, places=PLACES) == "ne livre pas à Florac"
    assert reason(away, count=6, places=PLACES) == "ne livrent pas à Florac"
