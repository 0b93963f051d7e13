"""Looking for words in folded text."""

import pytest
from django.contrib.admin import ModelAdmin, site

from pat_logistics.lookups import TYPO_LENGTH, FoldedSearch, holds, resembles
from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
FOLDED = "name__fold"


@pytest.fixture(autouse=True)
def communes():
    for name in ("Saint-Chély-d’Apcher", "Mende", "Chirac"):
        CommuneFactory(name=name)


def found(rule):
    return sorted(Commune.objects.filter(rule).values_list("name", flat=True))


@pytest.mark.parametrize("word", ["CHÉLY", "chely", "hel", "St Chély"])
def test_a_word_is_found_without_regard_to_accents_and_capitals(word):
    assert found(holds(FOLDED, word)) == ["Saint-Chély-d’Apcher"]


def test_a_percent_sign_is_no_joker():
    assert found(holds(FOLDED, "ende")) == ["Mende"]
    assert found(holds(FOLDED, "m_nde")) == []


def test_a_long_word_may_be_misspelt_and_a_short_one_may_not():
    assert found(resembles(FOLDED, "chirrac")) == ["Chirac"]
    assert found(resembles(FOLDED, "mendde"[: TYPO_LENGTH - 1])) == ["Mende"]
    assert found(resembles(FOLDED, "mnd")) == []


class CommuneAdmin(FoldedSearch, ModelAdmin):
    search_fields = ["name__fold"]


def test_the_admin_searches_as_the_pages_do(rf):
    rows, _ = CommuneAdmin(Commune, site).get_search_results(rf.get("/"), Commune.objects.all(), "CHÉLY")
    assert [row.name for row in rows] == ["Saint-Chély-d’Apcher"]
