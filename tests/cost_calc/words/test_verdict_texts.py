"""Every verdict has its French sentence, and every rule it rests on is in the table of rules."""

from pathlib import Path

import pytest

from cost_calc.engine.shipment import Temperature
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.pricing.references import ReferenceSet
from cost_calc.words.verdict_texts import said, sentence
from tests.cost_calc.conftest import DAY

PARAMS = {
    "temperature": "chilled", "place": "origin", "min_kg": 1.0, "max_kg": 2.0, "payload_kg": 3.0,
    "limit_km": 80.0, "distance_km": 90.0, "max_celsius": 3.0, "holds_celsius": 4.0, "minutes": 300.0,
    "limit_minutes": 270.0, "loads": 3.0, "max_loads": 20.0, "limit_kg": 250.0, "weekly_kg": 300.0,
    "addresses": 250.0, "days_served": 2, "per_month": 15.0, "options": ["tail_lift"],
    "extended_km": 200.0,
}  # fmt: skip
SALES = {
    Code.APPROVAL_NEEDED, Code.APPROVAL_LIMIT, Code.APPROVAL_EXCLUDED, Code.APPROVAL_SLAUGHTER,
    Code.EGG_PACKING_CENTRE,
}  # fmt: skip
ATP = [("own", "distance"), ("own", "doors"), ("pooled", "distance"), ("pooled", "doors")]
ATP += [("service", "distance"), ("service", "doors"), ("service", "break")]


def situations(code):
    """Every way the engine may give this code."""
    if code is Code.ATP_REQUIRED:
        return [{"vehicle": vehicle, "reason": reason} for vehicle, reason in ATP]
    if code in (Code.RETURNS_NOT_TAKEN, Code.RETURNS_NOT_KNOWN):
        return [{"fetch_eur": cost} for cost in (40.0, None)]
    if code is Code.TEMPERATURE_NOT_OFFERED:
        whose = [{"vehicle": vehicle} for vehicle in ("own", "shared")]
        return [{}, *({"temperature": t} | one for t in Temperature for one in whose)]
    if code in SALES:
        return [{"known": known, "reduced_kg": kg} for known in (True, False) for kg in (None, 100.0)]
    return [{}]


@pytest.mark.parametrize("code", Code)
def test_every_verdict_has_a_sentence(code):
    for facts in situations(code):
        words, _ = sentence(Verdict(code, Severity.WARNS, PARAMS | facts))
        assert words.endswith(".")
        assert "{" not in words
        assert "None" not in words


def test_a_distance_just_past_its_limit_is_told_apart_from_it():
    facts = {"limit_km": 80.0, "distance_km": 80.04}
    words, _ = sentence(Verdict(Code.COOL_BOXES_TOO_FAR, Severity.BLOCKS, facts))
    assert words.replace("\u202f", " ").startswith("80,1 km au froid, pour une limite de 80 km")


@pytest.mark.django_db
def test_every_rule_a_verdict_rests_on_is_in_the_table(references):
    rules = ReferenceSet.at(DAY).rules
    for code in Code:
        for facts in situations(code):
            _, rule = sentence(Verdict(code, Severity.WARNS, PARAMS | facts))
            assert not rule or rule in rules


@pytest.mark.django_db
def test_a_verdict_cites_the_text_in_force(references):
    facts = {"vehicle": "own", "reason": "distance"}
    words = said(Verdict(Code.ATP_REQUIRED, Severity.WARNS, PARAMS | facts), ReferenceSet.at(DAY).rules)
    assert "27 novembre 2020" in words.source
    assert words.url.startswith("https://")


def test_only_the_limit_that_is_passed_is_told():
    facts = {"known": True, "limit_km": 80.0, "extended_km": 200.0, "limit_kg": 250.0, "reduced_kg": 100.0}
    far = {"distance_km": 107.0, "weekly_kg": 60.0}
    words, _ = sentence(Verdict(Code.APPROVAL_LIMIT, Severity.WARNS, facts | far))
    assert "107" in words
    assert "préfet" in words
    assert "250" not in words
    heavy = {"distance_km": 20.0, "weekly_kg": 300.0}
    words, _ = sentence(Verdict(Code.APPROVAL_LIMIT, Severity.WARNS, facts | heavy))
    assert "250" in words
    assert "80" not in words


def test_degrees_are_written_with_their_sign():
    cold = {"holds_celsius": 4.0, "max_celsius": -18.0}
    words, _ = sentence(Verdict(Code.COLD_NOT_HELD, Severity.BLOCKS, cold))
    assert "+4\u00a0°C" in words
    assert "−18\u00a0°C" in words


@pytest.mark.parametrize("code", Code)
def test_every_code_is_explained_to_advisors(code):
    document = Path(__file__).parents[3] / "docs" / "calcul.md"
    assert f"`{code.value}`" in document.read_text(encoding="utf-8")


def test_a_service_that_runs_too_seldom_says_both_numbers():
    words, _ = sentence(Verdict(Code.TOO_OFTEN, Severity.WARNS, {"days_served": 2, "per_month": 15.0}))
    assert words.startswith("Passe 2 jours par semaine, et vous livrez 15 fois par mois")
