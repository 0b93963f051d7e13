"""What was typed is kept as it was; what it means is read from it, and what is missing is listed."""

import pytest

from needs_survey.entry import SectionEntry, entries, typed_values
from needs_survey.questionnaire import Definition
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
LEVELS = [{"code": "none", "label": "rien"}, {"code": "peak", "label": "pleine saison"}]
CHOICES = [{"code": "a", "label": "un"}, {"code": "b", "label": "deux"}, {"code": "none", "label": "rien"}]


def definition(*questions):
    return Definition.parse(
        {"title": "Essai", "sections": [{"code": "s", "label": "Section", "questions": list(questions)}]}
    )


def entry(typed, *questions, short=False):
    (section,) = definition(*questions).sections
    values = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    return SectionEntry(section, values, known={}, short=short)


def asked(kind, **more):
    return {"code": "q", "type": kind, "label": "Question", **more}


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (asked("text"), " Ferme du Vent ", "Ferme du Vent"),
        (asked("long_text"), "Deux\nlignes", "Deux\nlignes"),
        (asked("integer", max=100), "42", 42),
        (asked("decimal"), "12,50", "12.5"),
        (asked("decimal"), "1 200", "1200"),
        (asked("decimal"), "0", "0"),
        (asked("one", options=CHOICES), "a", "a"),
        (asked("many", options=CHOICES), ["a", "b"], ["a", "b"]),
        (asked("phone"), "04 65 71 12 34", "04 65 71 12 34"),
        (asked("email"), "ferme@demo.example", "ferme@demo.example"),
        (asked("siret"), "73282932000074", "73282932000074"),
        (asked("consent", wording="J’accepte."), "no", "no"),
    ],
)
def test_each_type_of_answer_is_understood(question, typed, answer):
    found = entry({"s-q": typed}, question)
    assert found.answers == {"q": answer}
    assert list(found.problems()) == []


def test_a_commune_is_kept_by_its_code():
    CommuneFactory(mende=True)
    assert entry({"s-q": "Mende"}, asked("commune")).answers == {"q": "48095"}


def test_a_season_has_a_level_for_each_month():
    typed = {f"s-q_{month}": "peak" if month in (7, 8) else "none" for month in range(1, 13)}
    (season,) = entry(typed, asked("months", options=LEVELS)).answers.values()
    assert season == ["none"] * 6 + ["peak"] * 2 + ["none"] * 4


@pytest.mark.parametrize(
    ("question", "typed", "message"),
    [
        (asked("integer"), "deux", "Donnez un nombre entier."),
        (asked("decimal"), "12x", "Donnez un nombre."),
        (asked("decimal", max=10), "11", "10"),
        (asked("decimal"), "-1", "0"),
        (asked("decimal"), "9" * 5000, "chiffres"),
        (asked("one", options=CHOICES), "z", "z"),
        (asked("many", options=CHOICES, alone=["none"]), ["a", "none"], "ne va avec aucun autre"),
        (asked("many", options=CHOICES, max_choices=1), ["a", "b"], "Choisissez-en 1 au plus."),
        (asked("email"), "ferme", "adresse"),
        (asked("siret"), "123", "14 chiffres"),
        (asked("phone"), "abc", "Écrivez un seul numéro"),
        (asked("commune"), "Nulle-Part", "Nous ne connaissons pas"),
        (asked("text", max_length=3), "quatre", "3"),
    ],
)
def test_what_makes_no_sense_is_told_and_answers_nothing(question, typed, message):
    found = entry({"s-q": typed}, question)
    assert found.answers == {}
    (problem,) = found.problems()
    assert message in problem.message
    assert not problem.is_missing


def test_what_is_required_and_empty_is_missing_and_stops_nothing():
    found = entry(
        {"s-q": "", "s-other": "oui"}, asked("text", required=True), asked("text") | {"code": "other"}
    )
    assert found.answers == {"other": "oui"}
    assert [(problem.code, problem.is_missing) for problem in found.problems()] == [("q", True)]


def test_a_question_that_is_not_asked_answers_nothing_and_misses_nothing():
    who = asked("one", options=CHOICES) | {"code": "who"}
    km = asked("decimal", required=True, condition={"question": "who", "any_of": ["a"]})
    assert entry({"s-who": "b", "s-q": "12"}, who, km).answers == {"who": "b"}
    assert list(entry({"s-who": "b"}, who, km).problems()) == []
    assert [problem.code for problem in entry({"s-who": "a"}, who, km).problems()] == ["q"]


TABLE = asked(
    "table",
    required=True,
    row="Produit",
    columns=[
        {"code": "name", "type": "text", "label": "Nom", "required": True, "short": True},
        {"code": "kg", "type": "decimal", "label": "Poids"},
    ],
)


def rows(*values, total=None):
    typed = {"q-TOTAL_FORMS": str(total if total is not None else len(values)), "q-INITIAL_FORMS": "0"}
    for number, row in enumerate(values):
        typed |= {f"q-{number}-{name}": value for name, value in row.items()}
    return typed


def test_the_rows_of_a_table_are_understood_one_by_one_and_empty_ones_left_out():
    typed = rows({"name": "Tomme", "kg": "12,5"}, {"name": "", "kg": ""}, {"name": "Lait"})
    assert entry(typed, TABLE).answers == {"q": [{"name": "Tomme", "kg": "12.5"}, {"name": "Lait"}]}


def test_a_row_removed_is_no_row():
    typed = rows({"name": "Tomme", "DELETE": "on"}, {"name": "Lait", "kg": "lourd"})
    assert entry(typed, TABLE).answers == {"q": [{"name": "Lait"}]}


def test_a_problem_of_a_row_says_which():
    typed = rows({"name": "Tomme"}, {"kg": "lourd"})
    assert [(row.label, row.is_missing) for row in entry(typed, TABLE).problems()] == [
        ("Produit 2, Nom", True),
        ("Produit 2, Poids", False),
    ]


def test_a_table_without_a_row_is_missing():
    assert [problem.code for problem in entry(rows(), TABLE).problems()] == ["q"]


def test_the_short_form_asks_only_its_columns():
    found = entry(rows({"name": "Tomme", "kg": "12"}), TABLE | {"short": True}, short=True)
    assert found.answers == {"q": [{"name": "Tomme"}]}


@pytest.mark.parametrize("total", ["-1", "abc", "9" * 30, "", "1e9"])
def test_a_forged_number_of_rows_breaks_nothing(total):
    found = entry(rows({"name": "Tomme"}, total=total), TABLE)
    list(found.problems())
    found.asked()


def test_more_rows_than_the_table_holds_are_told():
    few = TABLE | {"max_rows": 2}
    found = entry(rows(*({"name": f"Produit {n}"} for n in range(5))), few)
    assert [problem.message for problem in found.problems()] == [
        "2 lignes au plus : les suivantes ne sont pas gardées."
    ]


def test_an_answer_of_a_former_section_decides_of_a_later_one():
    who = asked("one", options=CHOICES) | {"code": "who"}
    km = asked("decimal", condition={"question": "who", "any_of": ["a"]})
    data = {
        "title": "Essai",
        "sections": [
            {"code": "one", "label": "Une", "questions": [who]},
            {"code": "two", "label": "Deux", "questions": [km]},
        ],
    }
    found = list(
        entries(Definition.parse(data), {"one": {"one-who": ["b"]}, "two": {"two-q": ["3"]}}, short=False)
    )
    assert [row.answers for row in found] == [{"who": "b"}, {}]


def test_only_the_names_of_the_section_are_kept(rf):
    (section,) = definition(asked("text"), TABLE | {"code": "rows"}).sections
    post = rf.post(
        "/", {"s-q": "a\x00b", "rows-0-name": "Tomme", "csrfmiddlewaretoken": "x", "other-q": "y"}
    ).POST
    assert typed_values(post, section) == {"s-q": ["ab"], "rows-0-name": ["Tomme"]}


def test_a_page_passed_over_or_left_as_it_was_proposed_is_not_whole():
    price, minutes = asked("decimal", default="15"), {"code": "m", "type": "integer", "label": "Minutes"}
    assert not entry({"s-seen": "1"}, price, minutes).is_whole
    assert not entry({"s-seen": "1", "s-q": "15", "s-m": ""}, price, minutes).is_whole
    assert entry({"s-seen": "1", "s-q": "15", "s-m": "20"}, price, minutes).is_whole
    assert entry({"s-seen": "1", "s-q": "18"}, price, minutes).is_whole
    assert not entry({"s-seen": "1", "s-q": "abc", "s-m": "20"}, price, minutes).is_whole
