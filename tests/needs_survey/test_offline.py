"""What a device without network sends, and what it keeps: nothing lost or overwritten, nobody's data."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState, VisitState
from needs_survey.models import SurveyResponse
from needs_survey.prefill import prefilled
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import (
    QuestionnaireFactory,
    SurveyResponseFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

SEND = reverse("survey:offline_send")
NAME = {"identification-seen": ["1"], "identification-name": ["Ferme du Vent"]}
OTHER_NAME = NAME | {"identification-name": ["Ferme du Causse"]}
COST = {"costs-seen": ["1"], "costs-cost_known": ["no"]}


@pytest.fixture
def advisor(advisor, mende):
    QuestionnaireFactory()
    return advisor


def draft(**more):
    sections = {"identification": {"typed": NAME, "revision": 0}}
    return {"key": str(uuid.uuid4()), "version": 1, "length": "short", "sections": sections} | more


def send(client, data):
    return client.post(SEND, data if isinstance(data, str) else json.dumps(data), "application/json")


def again(sent, typed, revision, section="identification"):
    return sent | {"sections": {section: {"typed": typed, "revision": revision}}}


def test_a_draft_of_a_device_becomes_a_response(client, advisor):
    answer = send(client, draft()).json()
    response = SurveyResponse.objects.get()
    assert (response.author, response.answers["name"]) == (advisor, "Ferme du Vent")
    assert answer == {"revisions": {"identification": 1}, "address": response.get_absolute_url()}


def test_a_draft_sent_twice_is_one_response(client, advisor):
    sent = draft()
    first, second = send(client, sent), send(client, sent)
    assert first.json() == second.json()
    assert SurveyResponse.objects.get().revisions == {"identification": 1}


def test_what_is_typed_later_follows(client, advisor):
    sent = draft()
    send(client, sent)
    send(client, again(sent, OTHER_NAME, 1))
    assert SurveyResponse.objects.get().name == "Ferme du Causse"


def test_a_section_somebody_else_saved_is_told_and_not_overwritten(client, advisor):
    sent = draft()
    send(client, sent)
    late = again(sent, OTHER_NAME, 0)
    late["sections"]["costs"] = {"typed": COST, "revision": 0}
    answer = send(client, late)
    found = answer.json()
    assert (answer.status_code, found["code"]) == (409, "conflict")
    assert found["revisions"] == {"costs": 1}, "the other sections are kept"
    [conflict] = found["conflicts"]
    assert (conflict["section"], conflict["revision"], conflict["typed"]) == ("identification", 1, NAME)
    question = "Nom de la ferme ou de l’entreprise"
    assert [question, "Ferme du Vent"] in conflict["portal"]
    assert [question, "Ferme du Causse"] in conflict["device"]
    assert SurveyResponse.objects.get().name == "Ferme du Vent"
    send(client, again(sent, OTHER_NAME, conflict["revision"]))
    assert SurveyResponse.objects.get().name == "Ferme du Causse"


def test_a_conflict_tells_also_what_was_not_understood(client, advisor):
    sent = draft()
    send(client, sent)
    typed = NAME | {"identification-email": ["pas une adresse"]}
    [conflict] = send(client, again(sent, typed, 0)).json()["conflicts"]
    assert any(label == "Adresse électronique" for label, _ in conflict["device"])


def test_a_draft_of_a_colleague_of_the_departement_is_completed(client, advisor):
    response = SurveyResponseFactory(author=advisor_of_lozere())
    assert send(client, draft(key=str(response.key))).status_code == 200
    response.refresh_from_db()
    assert response.name == "Ferme du Vent"


def test_a_draft_of_elsewhere_takes_nothing(client, advisor):
    response = SurveyResponseFactory(departement="75")
    answer = send(client, draft(key=str(response.key)))
    assert (answer.status_code, answer.json()["code"]) == (404, "others")
    response.refresh_from_db()
    assert response.typed == {}


def test_a_response_validated_meanwhile_does_not_change(client, advisor):
    sent = draft()
    send(client, sent)
    SurveyResponse.objects.update(state=ResponseState.VALIDATED, validated_at=timezone.now())
    answer = send(client, again(sent, OTHER_NAME, 1))
    assert (answer.status_code, answer.json()["code"]) == (409, "validated")
    assert SurveyResponse.objects.get().name == "Ferme du Vent"


def test_a_draft_deleted_on_the_portal_does_not_come_back_by_itself(client, advisor):
    sent = draft()
    send(client, sent)
    SurveyResponse.objects.all().delete()
    answer = send(client, again(sent, OTHER_NAME, 1))
    assert (answer.status_code, answer.json()["code"]) == (410, "discarded")
    assert not SurveyResponse.objects.exists()


def test_a_draft_of_an_older_version_is_still_sent(client, advisor):
    QuestionnaireFactory(version=2)
    assert send(client, draft()).status_code == 200
    assert SurveyResponse.objects.get().questionnaire.version == 1


@pytest.mark.parametrize("version", [2, 99])
def test_a_version_that_is_not_published_begins_nothing(client, advisor, version):
    QuestionnaireFactory(version=2, published_at=None)
    answer = send(client, draft(version=version))
    assert (answer.status_code, answer.json()["code"]) == (400, "version")


def test_another_version_of_a_known_draft_is_refused(client, advisor):
    QuestionnaireFactory(version=2)
    sent = draft()
    send(client, sent)
    assert send(client, sent | {"version": 2}).status_code == 400


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[",
        "[]",
        "[" * 100_000,
        '{"key": ' + "9" * 5000 + "}",
        b"\xff".decode("latin-1"),
        draft(key="x"),
        draft(key=None),
        draft(version="1"),
        draft(version=True),
        draft(version=10**30),
        draft(length="medium"),
        draft(sections=[]),
        draft(sections={"unknown": {"typed": {}, "revision": 0}}),
        draft(sections={"costs": []}),
        draft(sections={"costs": {"typed": [], "revision": 0}}),
        draft(sections={"costs": {"typed": {"costs-cost_known": "no"}, "revision": 0}}),
        draft(sections={"costs": {"typed": {"costs-cost_known": [1]}, "revision": 0}}),
        draft(sections={"costs": {"typed": {"costs-cost_known": ["\ud800"]}, "revision": 0}}),
        draft(sections={"costs": {"typed": {}, "revision": -1}}),
        draft(sections={"costs": {"typed": {}, "revision": None}}),
        draft(sections={"costs": {"typed": {f"costs-{rank}": [] for rank in range(5001)}, "revision": 0}}),
        draft(sections={"costs": {"typed": {"costs-cost_known": ["x" * 5001]}, "revision": 0}}),
    ],
)
def test_what_makes_no_sense_is_refused_whole(client, advisor, data):
    answer = send(client, data)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not SurveyResponse.objects.filter(typed__has_key="costs").exists()


def test_what_is_too_heavy_is_refused_with_words(client, advisor):
    answer = send(client, " " * 1_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_signs_that_no_text_holds_are_left_out(client, advisor):
    typed = {"identification-name": ["Ferme\x00 du Vent"], "identification-\x00": ["x"], "other-name": ["x"]}
    assert (
        send(client, draft(sections={"identification": {"typed": typed, "revision": 0}})).status_code == 200
    )
    assert SurveyResponse.objects.get().typed == {
        "identification": {"identification-name": ["Ferme du Vent"]}
    }


def test_a_draft_is_taken_along_with_what_was_typed_and_the_names_of_its_communes(client, advisor):
    CommuneFactory(montpellier=True)
    typed = {"identification": {"identification-commune": ["34172"], "identification-name": ["Vent"]}}
    response = SurveyResponseFactory(author=advisor, typed=typed, revisions={"identification": 3})
    found = client.get(reverse("survey:offline_draft", args=[response.key])).json()
    assert found["sections"] == {"identification": {"typed": typed["identification"], "revision": 3}}
    assert found["labels"] == {"34172": "Montpellier (34)"}


def test_a_validated_response_is_not_taken_along(client, advisor):
    response = SurveyResponseFactory(
        author=advisor, state=ResponseState.VALIDATED, validated_at=timezone.now()
    )
    answer = client.get(reverse("survey:offline_draft", args=[response.key]))
    assert (answer.status_code, answer.json()["code"]) == (409, "validated")


@pytest.mark.parametrize(("is_followed", "is_kept"), [(True, True), (False, False)])
def test_a_draft_begun_on_a_device_from_a_farm_taken_along_is_of_that_farm(
    client, advisor, is_followed, is_kept
):
    commune = CommuneFactory(mende=True) if is_followed else CommuneFactory(montpellier=True)
    farm = ProducerFactory(commune=commune, name="Ferme du Vent")
    sections = {
        code: {"typed": typed, "revision": 0}
        for code, typed in prefilled(farm, QuestionnaireFactory())["forms"]["short"].items()
    }
    sent = draft(producer=farm.pk, sections=sections)
    assert send(client, sent).status_code == 200
    response = SurveyResponse.objects.get()
    assert response.producer == (farm if is_kept else None)
    assert response.answers["name"] == "Ferme du Vent"


def test_a_device_takes_the_farms_left_to_visit_and_no_other(client, advisor):
    at_mende = {"producer__commune_id": "48095", "advisor": advisor}
    agreed = {"state": VisitState.PLANNED, "producer__phone": "04 66 00 00 01"}
    later = VisitFactory(**at_mende, **agreed, planned_on=timezone.localdate() + timedelta(days=5))
    soon = VisitFactory(**at_mende, **agreed, planned_on=timezone.localdate())
    begun, done = VisitFactory(**at_mende), VisitFactory(**at_mende)
    VisitFactory(producer__commune_id="48095")
    SurveyResponseFactory(producer=begun.producer, author=advisor)
    validated_response(done.producer)
    farms = client.get(reverse("survey:offline_farms")).json()["farms"]
    assert [farm["producer"] for farm in farms] == [soon.producer_id, later.producer_id]
    assert farms[0]["visit"]["phone"] == "04 66 00 00 01"
    assert farms[0]["forms"]["short"]["identification"]["identification-name"] == [soon.producer.name]
