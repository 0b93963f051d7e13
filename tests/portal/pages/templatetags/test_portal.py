"""Numbers, units and dates as the pages write them."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.portal.pages.templatetags import portal

FILTERS = ["euro", "eur_per_kg", "co2", "co2_per_kg", "kg", "km", "minutes"]
NOT_NUMBERS = [None, "", "beaucoup", float("nan"), float("inf"), float("-inf"), True, [], {}, object()]


def written(filter_name, value):
    """Through a real template, spaces made plain so that a test reads like the screen."""
    text = engines["django"].from_string("{{ value|" + filter_name + " }}").render({"value": value})
    return strip_tags(text).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("euro", 1234.5, "1 234,50 €"),
        ("euro", Decimal("0.005"), "0,01 €"),
        ("euro", -12, "−12,00 €"),
        ("euro", -0.001, "0,00 €"),
        ("euro", "12.5", "12,50 €"),
        ("eur_per_kg", 0.42, "0,42 €/kg"),
        ("co2_per_kg", 0.31, "310 g CO₂e/kg"),
        ("co2", 1.95, "1,95 kg CO₂e"),
        ("co2", 0.9996, "1,00 kg CO₂e"),
        ("kg", 60, "60 kg"),
        ("kg", 2.5, "2,5 kg"),
        ("kg", 1200, "1 200 kg"),
        ("km", 178.4, "178 km"),
        ("km", 3.44, "3,4 km"),
        ("away", 4.4, "à 4,4 km"),
        ("away", 0.0, "sur place"),
        ("share", 0.125, "12,5 %"),
        ("minutes", 35, "35 min"),
        ("minutes", 120, "2 h"),
        ("minutes", 155, "2 h 35"),
        ("minutes", 59.6, "1 h"),
        ("minutes", -49, "−49 min"),
    ],
)
def test_a_number_is_written_the_french_way(filter_name, value, expected):
    assert written(filter_name, value) == expected


@pytest.mark.parametrize("value", NOT_NUMBERS)
@pytest.mark.parametrize("filter_name", FILTERS)
def test_what_is_not_a_number_reads_unknown(filter_name, value):
    assert getattr(portal, filter_name)(value) == "inconnu"


@pytest.mark.parametrize("filter_name", ["eur_per_kg", "co2_per_kg"])
def test_a_unit_with_a_bar_stays_in_one_piece_with_its_figure(filter_name):
    assert getattr(portal, filter_name)(0.42).startswith('<span class="nowrap">')


@given(value=st.floats() | st.integers() | st.decimals() | st.text() | st.none())
@pytest.mark.parametrize("filter_name", FILTERS)
def test_no_value_breaks_a_filter_or_leaves_a_breaking_space(filter_name, value):
    assert " " not in strip_tags(getattr(portal, filter_name)(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime.date(2026, 11, 22), "22 novembre 2026"),
        (datetime.date(2026, 5, 1), "1er mai 2026"),
        (datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC), "1er janvier 2027"),
        (None, "inconnu"),
        ("demain", "inconnu"),
    ],
)
def test_a_date_is_written_in_french_at_the_hour_of_paris(value, expected):
    with timezone.override("Europe/Paris"):
        assert written("french_date", value) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Combien ?", "Combien\u00a0?"),
        ("« oui » : 20 %", "«\u00a0oui\u00a0»\u00a0: 20\u00a0%"),
        ("12 h", "12 h"),
        (None, ""),
        (12, "12"),
    ],
)
def test_french_spacing_does_not_break_before_a_sign(typed, expected):
    assert portal.nbsp(typed) == expected


def test_a_text_with_markup_is_still_escaped():
    assert written("nbsp", "<b> ?") == "&lt;b&gt; ?"


def test_a_long_list_offers_its_ends_and_the_pages_around():
    numbers = list(portal.page_window(Paginator(range(200), 10).page(10)))
    assert numbers == [1, "…", 9, 10, 11, "…", 20]


def test_badges_escape_their_labels_and_leave_out_the_empty_ones():
    written = portal.badges("<exemple>", "example", "", "notice", ["bio", ""], "good", [], "")
    assert written == (
        '<ul class="badges"><li><span class="badge badge--example">&lt;exemple&gt;</span></li>'
        '<li><span class="badge badge--good">bio</span></li></ul>'
    )


def test_no_badge_leaves_no_empty_list():
    assert portal.badges("", "example", [], "good") == ""


class TestDocumentsForEngines:
    @pytest.mark.parametrize(
        "name",
        [
            "</script><script>alert(1)</script>",
            "<!-- <script>",
            "A & B",
            "\u2028\u2029",
            "\"'\\ \x08",
            "Œufs été",
        ],
    )
    def test_no_name_ends_its_block_and_each_is_read_as_it_is(self, name):
        block = portal.json_ld({"name": name})
        start, end = '<script type="application/ld+json">', "</script>"
        assert block.startswith(start)
        assert block.endswith(end)
        text = block.removeprefix(start).removesuffix(end)
        assert not set("<>&\u2028\u2029") & set(text)
        assert json.loads(text) == {"name": name}

    @pytest.mark.parametrize("nothing", [None, {}])
    def test_nothing_is_written_for_no_document(self, nothing):
        assert portal.json_ld(nothing) == ""
