"""Rules of law that guides quote."""

from pathlib import Path

import pytest

from cost_calc.models import LegalRule
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.portal.guides.rules import quoted, unknown_rules, with_rules
from pat_logistics.portal.guides.services import DATA_DIR, load_guides


@pytest.fixture
def rules(db):
    load_reference_values()


def test_a_quoted_rule_is_written_out_with_its_source(rules):
    text = with_rules("Avant.\n\n[règle atp.distance]\n\nAprès.")
    assert text.startswith("Avant.\n\n> **")
    assert LegalRule.objects.get(code="atp.distance").text in text
    assert "Arrêté du 27 novembre 2020" in text


def test_a_text_without_rules_asks_nothing_of_the_database(rules, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert with_rules("Rien de cité. [règle au milieu](x)") == "Rien de cité. [règle au milieu](x)"


def test_a_code_that_does_not_exist_is_told(rules):
    assert unknown_rules("[règle atp.distance]\n\n[règle atp.rien]") == ["atp.rien"]


@pytest.mark.parametrize("path", sorted(DATA_DIR.glob("*.md")), ids=lambda path: path.stem)
def test_the_shipped_guides_quote_rules_that_exist(rules, path: Path):
    assert unknown_rules(path.read_text(encoding="utf-8")) == []


def test_cold_approval_and_neighbours_are_told_by_the_rules_themselves():
    texts = {path.stem[:2]: path.read_text(encoding="utf-8") for path in DATA_DIR.glob("0[345]*.md")}
    assert all(len(quoted(text)) >= 4 for text in texts.values())


def test_a_guide_shows_the_rule(rules, client):
    load_guides()
    page = client.get("/guides/froid-et-atp/").content.decode()
    assert "Arrêté du 27 novembre 2020" in page
    assert "[règle" not in page
