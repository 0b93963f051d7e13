"""What answers an irritant, and who may share a van."""

import pytest

from cost_calc.diagnosis.advice import ANSWERS, SHOWN, advise
from pat_logistics.portal.guides.services import DATA_DIR
from pat_logistics.vocabulary import Temperature
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.needs_survey import QuestionnaireFactory

pytestmark = pytest.mark.django_db


def solutions(offers):
    return tuple(offer.solution for offer in offers)


def names(offers):
    return [offer.solution.name for offer in offers]


def ask(mende, *codes, alone=False, temperatures=("chilled",)):
    found = advise({code: code for code in codes}, commune=mende, temperatures=temperatures, alone=alone)
    return found[0] if len(codes) == 1 else found


def served(departement, **values):
    solution = SolutionFactory(**values)
    ServiceAreaFactory(solution=solution, departement=departement)
    return solution


# What answers


def test_every_irritant_of_the_questionnaire_is_answered():
    question = QuestionnaireFactory.build().parsed.question("irritants")
    assert {option.code for option in question.options} == set(ANSWERS)


def test_every_guide_pointed_to_is_shipped():
    shipped = {path.stem.split("-", 1)[1] for path in DATA_DIR.glob("*.md")}
    assert {guide for row in ANSWERS.values() for guide in row.guides} <= shipped


def test_solutions_that_serve_the_farm_are_shown_and_the_others_not(mende):
    here, elsewhere = served("48"), served("75")
    found = ask(mende, "too_far")
    assert names(found.solutions) == [here.name]
    assert elsewhere not in solutions(found.solutions)


def test_a_solution_that_does_not_keep_the_cold_is_not_shown(mende):
    served("48", temperatures=[Temperature.AMBIENT])
    assert ask(mende, "too_far").solutions == ()


def test_an_unpublished_solution_is_not_shown(mende):
    served("48", unpublished=True)
    assert ask(mende, "too_far").solutions == ()


def test_three_carriers_do_not_hide_what_is_of_another_kind(mende):
    for _ in range(SHOWN):
        served("48")
    shared = SolutionFactory(shared_round=True)
    found = solutions(ask(mende, "too_far").solutions)
    assert shared in found
    assert len(found) == SHOWN


def test_a_tool_answers_wherever_the_farm_is(mende):
    tool = SolutionFactory(tool=True)
    assert solutions(ask(mende, "opaque_prices").solutions) == (tool,)


def test_empties_go_first_to_who_says_to_take_them_back(mende):
    served("48", name="Ne sait pas")
    served("48", name="Refuse", returns_empties=False)
    served("48", name="Reprend", returns_empties=True)
    assert names(ask(mende, "returns").solutions) == ["Reprend", "Ne sait pas"]


def test_who_wants_no_intermediary_sees_them_apart(mende):
    carrier, locker = served("48"), SolutionFactory(locker=True)
    found = ask(mende, "too_long", alone=True)
    assert solutions(found.solutions) == (locker,)
    assert solutions(found.apart) == (carrier,)


def test_what_does_not_go_where_the_farm_delivers_is_not_offered(mende):
    """Both collect at the farm; one of them goes to no customer of it."""
    goes, stays = served("48"), served("48")
    offered = advise(
        {"too_far": "trop loin"},
        commune=mende,
        temperatures=["chilled"],
        alone=False,
        reach={goes.pk: ("Alès", "Nîmes")},
    )[0].solutions
    assert solutions(offered) == (goes,)
    assert stays not in solutions(offered)
    assert offered[0].places == ("Alès", "Nîmes")


def test_a_tool_goes_nowhere_and_is_offered_all_the_same(mende):
    tool = SolutionFactory(tool=True)
    (row,) = advise({"opaque_prices": ""}, commune=mende, temperatures=[], alone=False, reach={})
    assert solutions(row.solutions) == (tool,)


def test_irritants_come_in_the_order_answered_and_unknown_ones_are_left_out(mende):
    found = ask(mende, "winter", "aliens", "paperwork")
    assert [row.label for row in found] == ["winter", "paperwork"]


def test_the_number_of_queries_does_not_follow_that_of_solutions(mende, django_assert_max_num_queries):
    for _ in range(5):
        served("48")
    with django_assert_max_num_queries(8):
        ask(mende, *ANSWERS)


# Who could share
