"""Who to speak to, for what troubles a farm."""

import pytest

from cost_calc.diagnosis.whom import CUSTOMERS_WITHIN_KM, NEEDS, SHOWN, whom_to_ask
from needs_survey.needs.answered import OF_TROUBLES
from tests.cost_calc.diagnosis.reported import page
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def names(commune, *irritants, alone=False):
    return {
        row.need: [actor.name for actor in row.actors]
        for row in whom_to_ask(irritants, commune=commune, alone=alone)
    }


def test_each_trouble_of_the_questionnaire_leads_somewhere():
    assert set(NEEDS) == set(OF_TROUBLES)


def test_everybody_is_told_who_gives_advice_there(mende):
    ActorFactory(kind="chamber", name="Chambre")
    ActorFactory(kind="chamber", name="Chambre du Gard", departements=["30"])
    ActorFactory(kind="subsidy", name="Aide")
    assert names(mende) == {"Être conseillé, former un groupe": ["Chambre"]}


def test_a_trouble_leads_to_those_who_answer_it(mende):
    ActorFactory(kind="subsidy", name="Aide")
    ActorFactory(kind="tool", name="Outil", departements=[], everywhere=True)
    found = names(mende, "vehicle_cost", "mental_load")
    assert found == {
        "Financer un équipement ou une étude": ["Aide"],
        "Gérer les commandes, trouver avec qui livrer": ["Outil"],
    }


def test_what_is_confirmed_comes_first_then_what_is_from_here(mende):
    ActorFactory(kind="tool", name="Partout", departements=[], everywhere=True)
    ActorFactory(kind="tool", name="D’ici")
    ActorFactory(kind="tool", name="Vérifié partout", departements=[], everywhere=True, confirmed=True)
    ActorFactory(kind="tool", name="Un de plus", departements=[], everywhere=True)
    [tools] = names(mende, "mental_load").values()
    assert tools == ["Vérifié partout", "D’ici", "Partout"]
    assert len(tools) == SHOWN


def test_customers_are_near(mende):
    ActorFactory(canteen=True, name="À Mende", commune=mende)
    ActorFactory(canteen=True, name="Loin", commune=CommuneFactory(montpellier=True))
    ActorFactory(canteen=True, name="Nulle part")
    assert names(mende, "small_volumes") == {"Vendre à d’autres clients": ["À Mende"]}
    assert CUSTOMERS_WITHIN_KM < 100


def test_who_wants_no_intermediary_is_pushed_none(mende):
    ActorFactory(kind="carrier", name="Transports")
    assert names(mende, "too_far") == {"Faire transporter": ["Transports"]}
    assert names(mende, "too_far", alone=True) == {}


def test_invented_and_withdrawn_ones_are_nobody_to_speak_to(mende):
    ActorFactory(kind="chamber", example=True)
    ActorFactory(kind="chamber", unpublished=True)
    assert names(mende) == {}
    assert whom_to_ask([], commune=None, alone=False) == []


def test_the_number_of_queries_does_not_follow_that_of_actors(mende, django_assert_num_queries):
    for _ in range(20):
        ActorFactory(canteen=True, commune=mende)
    with django_assert_num_queries(1):
        whom_to_ask(["small_volumes"], commune=mende, alone=False)


def test_the_report_says_whom_to_ask_and_where_it_was_read(client, draft):
    ActorFactory(kind="chamber", name="Chambre d’ici")
    shown = page(client, draft)
    assert "À qui parler" in shown
    assert "Chambre d’ici" in shown
    assert "à confirmer" in shown
