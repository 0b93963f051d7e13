"""What answers an irritant, and who may share a van."""

import pytest

from cost_calc.diagnosis.advice import ANSWERS, SHOWN, advise
from cost_calc.diagnosis.neighbours import neighbours_of
from pat_logistics.accounts.models import Role
from pat_logistics.portal.guides.services import DATA_DIR
from pat_logistics.vocabulary import Temperature
from tests.factories.accounts import MembershipFactory
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.needs_survey import QuestionnaireFactory, validated_response
from tests.factories.producers import A_WHILE_AGO, FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


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


@pytest.fixture
def farm(mende):
    return ProducerFactory(commune=mende)


def flow_of(producer, destination, **values):
    line = ProductLineFactory(producer=producer, **values.pop("line", {}))
    return FlowFactory(producer=producer, product_line=line, destination=destination, **values)


@pytest.fixture
def florac():
    return CommuneFactory(florac=True)


@pytest.fixture
def own(farm, florac):
    return [flow_of(farm, florac, weekdays=[2, 4], months=[1, 2, 3])]


def neighbour(mende, florac, *, producer=None, **flow):
    agreed = {"open_to_pooling": True, "published_at": A_WHILE_AGO, "flows_published_at": A_WHILE_AGO}
    other = ProducerFactory(**({"commune": mende} | agreed | (producer or {})))
    flow_of(other, flow.pop("destination", florac), **flow)
    return other


def test_a_neighbour_that_goes_the_same_way_is_suggested_with_the_days_in_common(farm, own, mende, florac):
    other = neighbour(mende, florac, weekdays=[4, 5])
    (found,) = neighbours_of(farm, own).named
    assert found.producer == other
    assert found.matches[0].weekdays == "jeudi"


@pytest.mark.parametrize(
    "producer",
    [{"open_to_pooling": False}, {"published_at": None}, {"flows_published_at": None}],
)
def test_who_did_not_agree_is_not_suggested(farm, own, mende, florac, producer):
    neighbour(mende, florac, producer=producer)
    assert not neighbours_of(farm, own)


@pytest.mark.parametrize(
    "flow",
    [{"weekdays": [1]}, {"months": [7]}, {"line": {"temperature": Temperature.FROZEN}}],
)
def test_deliveries_that_cannot_share_a_van_do_not_match(farm, own, mende, florac, flow):
    neighbour(mende, florac, **flow)
    assert not neighbours_of(farm, own)


def called_again(producer, **answers):
    response = validated_response(producer)
    response.answers |= {"plan_consent": "yes", "pioneer": "yes"} | answers
    response.save(update_fields=["answers"])
    return response


def private_neighbour(mende, florac):
    return neighbour(mende, florac, producer={"published_at": None, "flows_published_at": None})


def test_who_agreed_to_be_called_again_is_for_the_advisor_to_introduce(farm, own, mende, florac):
    other = private_neighbour(mende, florac)
    called_again(other)
    found = neighbours_of(farm, own)
    assert found.named == ()
    assert [row.producer for row in found.introduced] == [other]


def test_the_copy_of_an_advisor_names_no_farm_that_another_advisor_follows(farm, own, mende, florac):
    other = private_neighbour(mende, florac)
    called_again(other)
    here, next_door = (
        MembershipFactory(role=Role.ADVISOR, organisation__departements=[code]).user for code in ("48", "30")
    )
    found = neighbours_of(farm, own, reader=here)
    assert ([row.producer for row in found.followed], found.elsewhere) == ([other], 0)
    found = neighbours_of(farm, own, reader=next_door)
    assert (found.followed, found.elsewhere) == ((), 1)


def test_who_is_not_to_be_called_again_or_took_it_back_is_not_introduced(farm, own, mende, florac):
    called_again(private_neighbour(mende, florac), pioneer="no")
    withdrawn = called_again(private_neighbour(mende, florac))
    withdrawn.withdrawn_at = A_WHILE_AGO
    withdrawn.save(update_fields=["withdrawn_at"])
    assert not neighbours_of(farm, own)


def test_fewer_than_three_neighbours_are_not_counted_aloud(farm, own, mende, florac):
    for said in ["des fermes de votre secteur"] * 2 + ["3 fermes de votre secteur"]:
        called_again(private_neighbour(mende, florac))
        assert neighbours_of(farm, own).counted == said


def test_a_delivery_elsewhere_does_not_match(farm, own, mende, florac):
    neighbour(mende, florac, destination=CommuneFactory(montpellier=True))
    assert not neighbours_of(farm, own)


def test_a_farm_far_away_is_no_neighbour(farm, own, mende, florac):
    neighbour(mende, florac, producer={"commune": CommuneFactory(montpellier=True)})
    assert not neighbours_of(farm, own)


def test_who_refuses_intermediaries_is_suggested_nobody(farm, own, mende, florac):
    neighbour(mende, florac)
    farm.refuses_intermediaries = True
    assert not neighbours_of(farm, own)
