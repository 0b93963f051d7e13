"""The cells of a response, as its forms would have typed them."""

import datetime

import openpyxl
import pytest

from needs_survey.models import Questionnaire, SurveyResponse
from pat_logistics.exchange.report import Status
from pat_logistics.folding import fold
from tests.cases import case
from tests.needs_survey.exchange.files import (
    WHOLE,
    csv_of,
    only,
    run,
    stored,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "where", "answer"),
    [
        ({"products_1_temperature": "frais"}, ("products", "temperature"), "chilled"),
        ({"legal_form": "GAEC"}, ("legal_form",), "company"),
        ({"deliveries_1_frequency": "Hebdomadaire"}, ("deliveries", "frequency"), "weekly"),
        ({"deliveries_1_customer_type": "resto"}, ("deliveries", "customer_type"), "restaurant"),
        ({"deliveries_1_kg_per_delivery": "25,5 kg"}, ("deliveries", "kg_per_delivery"), "25.5"),
        ({"deliveries_1_payer": "moi"}, ("deliveries", "payer"), "producer"),
        ({"sought": "groupage ; casiers"}, ("sought",), ["grouping", "lockers"]),
    ],
)
def test_everyday_words_are_understood(advisor, changes, where, answer):
    told = only(advisor, **changes)
    assert told.reread == []
    found = stored().answers
    table = found[where[0]]
    assert (table[0][where[1]] if len(where) > 1 else table) == answer


@pytest.mark.parametrize(
    ("changes", "code", "answer"),
    [
        ({"irritants": "trop de kilomètres ; Hiver"}, "irritants", ["too_far", "winter"]),
        ({"barriers/hours": "1", "pooling/barriers/trust": "0"}, "barriers", ["hours"]),
        ({"barriers": "confiance, qualité"}, "barriers", ["trust"]),
        ({"barriers": "hours;trust"}, "barriers", ["hours", "trust"]),
        ({"turnover_share_pct": "7.5"}, "turnover_share_pct", "7.5"),
        ({"burden": "3"}, "burden", "3"),
        ({"phone": "465711234"}, "phone", "04 65 71 12 34"),
        ({"Signes de qualité": "AOP ou IGP"}, "labels", ["aop_igp"]),
        ({"section_costs-logicout": "known"}, "logicout", "known"),
        ({"blocked_outlets": "Deux, ou trois"}, "blocked_outlets", "Deux, ou trois"),
        ({"email": "ferme@demo.example"}, "email", "ferme@demo.example"),
        ({"siret": "73282932000074"}, "siret", "73282932000074"),
        ({"minutes_driving": "90"}, "minutes_driving", 90),
    ],
)  # fmt: skip
def test_each_kind_of_answer_is_read_as_people_and_tools_write_it(advisor, changes, code, answer):
    told = only(advisor, **changes)
    assert told.faults == []
    assert stored().answers[code] == answer


def test_a_season_is_twelve_columns_or_one(advisor):
    months = {f"products_1_season_{month}": "pleine saison" for month in range(1, 13)}
    run(advisor, csv_of(WHOLE | months, WHOLE | {"id": "2", "products_1_season": "peak " * 12}))
    seasons = [row.answers["products"][0]["season"] for row in SurveyResponse.objects.all()]
    assert seasons == [["peak"] * 12] * 2


def test_a_question_of_the_long_form_makes_the_response_long(advisor):
    only(advisor, logicout="unknown")
    assert stored().length == "long"


def test_cells_keep_what_spreadsheets_make_of_them(advisor):
    answers = WHOLE | {"siret": 73282932000074, "commune": 48095, "burden": 2, "phone": 465711234}
    run(advisor, xlsx_of(reponses=[list(answers), list(answers.values())]))
    found = stored().answers
    assert (found["siret"], found["commune"], found["burden"]) == ("73282932000074", "48095", "2")
    assert found["phone"] == "04 65 71 12 34"


def test_a_date_in_a_text_is_told(advisor, tmp_path):
    path = tmp_path / "reponses.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["name", "deliveries_1_hours"])
    book.active.append(["Ferme", datetime.date(2026, 12, 10)])
    book.save(path)
    (told,) = run(advisor, path.read_bytes()).lines
    assert "c’est une date" in told.faults[0]


def test_choices_are_read_with_the_apostrophe_of_the_keyboard(advisor):
    (told,) = run(advisor, case("enquete_apostrophe_droite_dans_un_choix.csv")).lines
    assert told.faults == []
    answers = stored().answers
    assert (answers["fill_at_start"], answers["logicout"]) == ("under_25", "tried")


def test_no_two_choices_of_a_question_are_written_alike(advisor):
    definition = Questionnaire.objects.get().parsed
    questions = [each for asked in definition.questions for each in (asked, *asked.columns)]
    folded = {each.code: [fold(option.label) for option in each.options] for each in questions}
    assert [code for code, labels in folded.items() if len(set(labels)) < len(labels)] == []


@pytest.mark.parametrize("text", ["-", "?", "peut-être"])
def test_a_tick_that_says_neither_is_not_a_no(advisor, text):
    told = only(advisor, irritants="", **{"irritants/too_far": text})
    assert told.status is Status.REFUSED
    assert "écrivez 1 ou 0" in told.faults[0]


def test_telephones_are_read_as_the_french_write_them(advisor):
    lines = run(advisor, case("enquete_telephones.csv")).lines
    assert [line.faults for line in lines] == [[], [], []]
    phones = [response.answers["phone"] for response in SurveyResponse.objects.order_by("pk")]
    assert phones == ["04 66 12 34 56"] * 3


def test_a_siret_gets_back_the_zero_that_a_spreadsheet_dropped(advisor):
    (told,) = run(advisor, case("enquete_siret_zero_perdu.xlsx")).lines
    assert told.faults == []
    assert stored().answers["siret"] == "05781340200013"
