"""Figures that do not go together are told with both of them, and never refused."""

import json

import pytest

from needs_survey.checks import doubts
from needs_survey.entry import entries
from needs_survey.questionnaire import Definition, DefinitionError
from needs_survey.services import QUESTIONS

SHIPPED = json.loads(QUESTIONS.read_text(encoding="utf-8"))
DEFINITION = Definition.parse(SHIPPED)
EVERYWHERE = {question.code for question in DEFINITION.questions}
DAILY = {"family": "cheese", "frequency": "daily", "kg_per_delivery": "29000"}
WEEKLY = {"family": "cheese", "frequency": "weekly", "kg_per_delivery": "12.5"}
ROUND = {"per_week": "1", "km": "120", "minutes": 200, "stops": 3}


def told(**answers):
    return {
        found.mark.split(":")[0]: found.message.replace("\u202f", " ").replace("\xa0", " ")
        for found in doubts(DEFINITION.checks, EVERYWHERE, answers)
    }


def test_more_delivered_in_a_day_than_made_in_a_year_is_told_with_both_figures():
    found = told(products=[{"family": "cheese", "kg_per_year": "300"}], deliveries=[DAILY])
    assert "7 540 000 kg par an" in found["delivery_over_product"]
    assert "300 kg par an" in found["delivery_over_product"]


def test_a_delivery_of_a_season_is_counted_over_its_months():
    honey = {"family": "honey", "kg_per_year": "300", "season": ["none"] * 6 + ["peak"] * 3 + ["none"] * 3}
    assert told(products=[honey], deliveries=[WEEKLY | {"family": "honey", "kg_per_delivery": "24"}]) == {}
    whole = honey | {"season": []}
    assert told(products=[whole], deliveries=[WEEKLY | {"family": "honey", "kg_per_delivery": "24"}])


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("deliveries_and_products", {"products": [{"family": "cheese", "kg_per_year": "5700"}],
                                     "deliveries": [WEEKLY | {"kg_per_delivery": "82.75"}]}),
        ("value_per_kg", {"deliveries": [{"eur_per_delivery": "5000", "kg_per_delivery": "1"}]}),
        ("round_speed", {"rounds": [ROUND | {"km": "300", "minutes": 60}]}),
        ("round_stops", {"rounds": [ROUND | {"stops": 150}]}),
        ("heaviest_load", {"deliveries": [{"kg_per_delivery": "6060"}], "vehicles": [{"kind": "van"}]}),
        ("rounds_and_vehicles", {"rounds": [ROUND | {"km": "900", "minutes": 900}],
                                 "vehicles": [{"km_per_year": 9000}]}),
        ("driving_and_rounds", {"rounds": [ROUND], "minutes_driving": 600}),
        ("pioneer_alone", {"pioneer": "yes", "refuses_intermediaries": "yes"}),
        ("sought_alone", {"sought": ["grouping"], "refuses_intermediaries": "yes"}),
    ],
)  # fmt: skip
def test_each_check_of_the_shipped_questionnaire_tells_its_case(code, answers):
    assert list(told(**answers)) == [code]


def test_ordinary_answers_and_missing_ones_raise_no_doubt():
    assert told() == {}
    assert (
        told(
            products=[{"family": "cheese", "kg_per_year": "700"}],
            deliveries=[WEEKLY, {"commune": "48095"}],
            rounds=[ROUND],
            vehicles=[{"kind": "small_van", "km_per_year": 12000}],
            minutes_driving=150,
            pioneer="yes",
            refuses_intermediaries="no",
        )
        == {}
    )


def typed(*confirmed):
    table = {"rounds-TOTAL_FORMS": ["1"], "rounds-INITIAL_FORMS": ["0"]}
    row = {"per_week": "1", "stops": "2", "km": "300", "minutes": "60"}
    return {"organisation": {
        "organisation-delivered_by": ["self"],
        "organisation-confirmed": list(confirmed),
        **table, **{f"rounds-0-{name}": [value] for name, value in row.items()},
    }}  # fmt: skip


def of_rounds(*confirmed):
    found = next(
        entry for entry in entries(DEFINITION, typed(*confirmed), short=True)
        if entry.section.code == "organisation"
    )  # fmt: skip
    return found, [problem for problem in found.problems() if problem.is_doubt]


@pytest.mark.django_db
def test_a_doubt_is_left_to_do_at_its_row_until_it_is_confirmed():
    found, (doubt,) = of_rounds()
    assert doubt.label == "Tournée 1"
    assert [each.place for each in found.doubts] == ["rounds-0"]
    assert of_rounds(found.doubts[0].doubt.mark)[1] == []


@pytest.mark.django_db
def test_a_confirmation_falls_when_a_figure_changes():
    assert len(of_rounds("round_speed:30000:9000")[1]) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"at": "nowhere"},
        {"left": {"of": "row", "times": ["nothing"]}},
        {"left": {"of": "nowhere", "times": ["km"]}},
        {"left": {"answers": ["nowhere"]}},
        {"left": None},
        {"low": None, "high": None},
        {"high": -1},
        {"extra": 1},
        {"when": [{"question": "nowhere", "any_of": ["yes"]}]},
    ],
)
def test_a_check_that_makes_no_sense_is_refused_with_its_place(change):
    speed = next(check for check in SHIPPED["checks"] if check["code"] == "round_speed")
    with pytest.raises(DefinitionError, match="Contrôle 1"):
        Definition.parse(SHIPPED | {"checks": [speed | change]})
