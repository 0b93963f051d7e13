"""Markdown to safe HTML, and the time a text takes to read."""

import pytest

from pat_logistics.portal.guides.text import mistakes, reading_minutes, to_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "mot <img src=x onerror=alert(1)>",
        "[lien](javascript:alert(1))",
        "[lien](JaVaScRiPt:alert(1))",
        "[lien](data:text/html;base64,PHNjcmlwdD4=)",
        "![image](https://ailleurs.exemple.fr/a.png)",
        '<https://exemple.fr/" onclick=alert(1)>',
        "<div style='color:red'>\n\n</div>",
    ],
)
def test_nothing_typed_becomes_active(text):
    html = to_html(text).lower()
    for active in ("<script", "<img", "<div", 'href="javascript', 'href="data'):
        assert active not in html


def test_titles_begin_under_the_title_of_the_page():
    assert to_html("# Un\n\n### Deux") == "<h2>Un</h2>\n<h3>Deux</h3>\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Un", "Un intertitre commence par « ## »"),
        ("### Trois", "« ### » saute un niveau"),
        ("## Deux\n\n#### Quatre", "« #### » saute un niveau"),
        ("Du <b>gras</b>", "« <b> » est du HTML"),
        ("- une liste <br/>", "« <br/> » est du HTML"),
        ("<!-- caché -->", "« <!-- » est du HTML"),
    ],
)
def test_what_would_not_come_out_as_typed_is_told(text, message):
    assert message in mistakes(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "## Deux\n\n### Trois\n\n## Deux",
        "Moins de 3 < 5 et 7 > 6",
        "Écrivez `<b>` ainsi",
        "<https://exemple.fr>",
        "",
    ],
)
def test_a_plain_text_has_no_mistake(text):
    assert mistakes(text) == []


def test_a_link_and_a_list_are_drawn():
    assert '<a href="/calculer/">calculer</a>' in to_html("- [calculer](/calculer/)")


def test_a_number_stays_with_its_groups_and_its_unit():
    html = to_html("10 000 km en 49 min à −12 °C")
    assert html == "<p>10\u202f000\u202fkm en 49\u202fmin à −12\u202f°C</p>\n"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (600, 3)])
def test_two_hundred_words_are_read_in_a_minute(words, minutes):
    assert reading_minutes("mot, " * words) == minutes
