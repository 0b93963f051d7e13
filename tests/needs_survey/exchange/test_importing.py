"""A file of responses: each is a draft or is told why not, and nothing is there twice."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs_survey.models import Questionnaire, SurveyResponse
from pat_logistics.exchange.report import Status
from pat_logistics.exchange.sheets import UnreadableFileError
from tests.cases import case
from tests.factories.accounts import UserFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory, load_region
from tests.needs_survey.exchange.files import (
    DELIVERY,
    WHOLE,
    csv_of,
    only,
    run,
    stored,
)

pytestmark = pytest.mark.django_db


def test_a_whole_response_is_a_draft_with_nothing_missing(advisor):
    (told,) = run(advisor, csv_of(WHOLE)).lines
    assert (told.status, told.name, told.faults, told.missing) == (Status.CREATED, "Ferme du Vent", [], [])
    response = stored()
    assert (response.author, response.departement, response.length) == (advisor, "48", "short")
    assert response.is_draft
    assert response.answers["deliveries"] == [DELIVERY]
    assert response.answers["irritants"] == ["too_far", "winter"]
    assert (response.answers["plan_consent"], response.answers["legal_form"]) == ("yes", "sole")


def test_what_was_imported_stands_in_the_forms(advisor, client):
    run(advisor, csv_of(WHOLE))
    client.force_login(advisor)
    page = client.get(f"/diagnostics/{stored().key}/identification/").content.decode()
    assert "Ferme du Vent" in page
    assert "Mende" in page


def test_a_trial_writes_nothing(advisor):
    assert run(advisor, csv_of(WHOLE), apply=False).created == 1
    assert not SurveyResponse.objects.exists()


def test_a_file_sent_twice_makes_no_double(advisor):
    content = csv_of(WHOLE, WHOLE | {"id": "2"}, {key: WHOLE[key] for key in WHOLE if key != "id"})
    assert run(advisor, content).created == 3
    again = run(advisor, content)
    assert [line.status for line in again.lines] == [Status.UNCHANGED] * 3
    assert SurveyResponse.objects.count() == 3


def test_a_response_written_twice_in_a_file_counts_once(advisor):
    report = run(advisor, csv_of(WHOLE, WHOLE | {"name": "Autre"}))
    assert [line.status for line in report.lines] == [Status.CREATED, Status.REFUSED]
    assert stored().name == "Ferme du Vent"


def test_a_response_corrected_lower_in_the_file_counts(advisor):
    report = run(advisor, csv_of(WHOLE | {"cost_known": "?"}, WHOLE))
    assert [line.status for line in report.lines] == [Status.REFUSED, Status.CREATED]
    assert stored().name == "Ferme du Vent"


def test_the_numbers_of_two_advisors_are_not_the_same_responses(advisor):
    run(advisor, csv_of(WHOLE))
    assert run(UserFactory(administrator=True), csv_of(WHOLE)).created == 1


def test_a_submission_of_a_tool_is_the_same_whoever_brings_it(advisor):
    tool = {"_uuid": "5f0c", "__version__": "vAbc", "_submission_time": "2026-11-02"} | WHOLE
    run(advisor, csv_of(tool))
    (told,) = run(UserFactory(administrator=True), csv_of(tool)).lines
    assert (told.status, told.is_linked) == (Status.UNCHANGED, True)


def test_what_is_missing_is_listed_and_stops_nothing(advisor):
    told = only(advisor, legal_form="", products_1_temperature="")
    assert told.missing == ["Statut", "Produit 1, Température"]
    assert told.status is Status.CREATED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cost_known": "peut-être"}, "colonne cost_known, « peut-être »"),
        ({"deliveries_1_kg_per_delivery": "lourd"}, "livraison 1, Poids par livraison (colonne deliv"),
        ({"deliveries_1_kg_per_delivery": "-3"}, "deliveries_1_kg_per_delivery"),
        ({"deliveries_1_kg_per_delivery": "9" * 400}, "chiffres"),
        ({"commune": "Nulle-Part"}, "Nulle-Part"),
        ({"irritants": "too_far winter returns paperwork"}, "Choisissez-en 3 au plus."),
        ({"irritants": "froid polaire"}, "colonne irritants"),
        ({"products_1_season_2": "beaucoup"}, "products_1_season_2"),
        ({"products_40_family": "honey", "products_40_temperature": "ambient"}, "30 lignes au plus"),
        ({"siret": "123"}, "14 chiffres"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_to_reread_in_the_draft_with_its_place(advisor, changes, said):
    told = only(advisor, **changes)
    assert told.status is Status.CREATED
    assert any(said in text for text in told.reread), told.reread
    assert stored().name == "Ferme du Vent"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"commune": "34172"}, "hors des départements"),
        ({"plan_consent": "non"}, "refusé"),
        ({"version": "7"}, "version « 7 »"),
        ({"products_1_season": "none none"}, "douze niveaux"),
        ({"name": "x" * 5001}, "trop long"),
    ],
)
def test_what_no_draft_may_hold_refuses_the_response_with_its_place(advisor, changes, said):
    told = only(advisor, **changes)
    assert told.status is Status.REFUSED
    assert any(said in fault for fault in told.faults), told.faults
    assert not SurveyResponse.objects.exists()


def test_a_wrong_choice_lists_what_is_allowed_and_stands_at_its_question(advisor, client):
    (text,) = only(advisor, cost_known="bof").reread
    assert "Au choix : non, approximativement, oui, calculé." in text.replace("\xa0", " ")
    client.force_login(advisor)
    key = stored().key
    page = client.get(f"/diagnostics/{key}/costs/").content.decode().replace("\xa0", " ")
    assert "« bof » n’est pas un des choix" in page
    assert "À relire" in client.get(f"/diagnostics/{key}/").content.decode()


def test_a_refused_response_keeps_no_other_out(advisor):
    report = run(
        advisor, csv_of(WHOLE | {"plan_consent": "non"}, WHOLE | {"id": "2", "name": "Ferme d’à côté"})
    )
    assert [line.number for line in report.lines] == [2, 3]
    assert stored().name == "Ferme d’à côté"


def test_an_administrator_imports_of_anywhere(advisor):
    run(UserFactory(administrator=True), csv_of(WHOLE | {"commune": "34172"}))
    assert stored().departement == "34"


def test_an_answer_to_a_question_that_is_not_asked_is_told(advisor):
    told = only(advisor, rounds_1_km="40", detour_km="12")
    kept = [words.partition(" :")[0] for words in told.reread if "gardé, mais ne compte pas" in words]
    assert kept == ["Tournées", "Détour accepté"]
    assert "rounds" not in stored().answers


def test_a_farm_the_advisor_keeps_is_known_by_its_siret(advisor):
    farm = ProducerFactory(siret="73282932000074", commune_id="48095")
    told = only(advisor, siret="732 829 320 00074")
    assert farm.name in told.notes[0]
    assert stored().producer == farm


def test_a_farm_of_elsewhere_is_not_told_by_its_siret(advisor):
    ProducerFactory(siret="73282932000074", commune_id="34172")
    assert only(advisor, siret="73282932000074").notes == []
    assert stored().producer is None


def test_a_diagnosis_of_the_same_farm_is_told_before_a_double(advisor):
    run(advisor, csv_of(WHOLE))
    (told,) = run(advisor, csv_of(WHOLE | {"id": "2"}), apply=False).lines
    assert (told.status, len(told.notes)) == (Status.CREATED, 1)
    assert "existe déjà" in told.notes[0]


CELLS = st.one_of(st.sampled_from(list(WHOLE.values())), st.text(max_size=12), st.just("9" * 30))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, max_size=20), min_size=1, max_size=3), tail=st.binary(max_size=40))
def test_no_file_breaks_the_import(advisor, rows, tail):
    head = ";".join(WHOLE)
    content = "\r\n".join([head, *(";".join(row) for row in rows)]).encode("utf-8", "ignore") + tail
    try:
        assert run(advisor, content, apply=False).lines
    except UnreadableFileError:
        return


def test_a_version_in_mid_campaign_is_read_by_its_own_questions(advisor):
    first = Questionnaire.objects.get()
    changed = {**first.definition, "sections": first.definition["sections"][:1], "checks": []}
    QuestionnaireFactory(version=2, definition=changed)
    old, new = WHOLE | {"version": "1"}, {"id": "2", "version": "2", "name": "Neuve", "cost_known": "no"}
    report = run(advisor, csv_of(old, new))
    assert [line.status for line in report.lines] == [Status.CREATED, Status.REFUSED]
    assert "cette version ne pose pas" in report.lines[1].faults[0]
    assert stored().questionnaire == first


def test_each_response_of_a_file_asks_five_times_the_database_at_most(advisor, django_assert_max_num_queries):
    many = [WHOLE | {"id": str(number)} for number in range(20)]
    with django_assert_max_num_queries(100):
        run(advisor, csv_of(*many))


@pytest.mark.parametrize(
    "name",
    [
        "FERME DU PRÉ BÉCHARD",
        "Ferme du Pre Bechard",
        "Ferme  du Pré Béchard",
        unicodedata.normalize("NFD", "Ferme du Pré Béchard"),
        "Ferme du Pré-Béchard",
    ],
    ids=["capitals", "no accents", "two spaces", "decomposed accents", "hyphen"],
)
def test_a_double_is_told_however_its_name_is_written(advisor, name):
    run(advisor, csv_of(WHOLE | {"name": "Ferme du Pré Béchard"}))
    (told,) = run(advisor, csv_of(WHOLE | {"id": "2", "name": name}), apply=False).lines
    assert ["existe déjà" in note for note in told.notes] == [True]


def test_a_farm_of_the_same_name_elsewhere_is_no_double(advisor):
    CommuneFactory(florac=True)
    run(advisor, csv_of(WHOLE))
    assert run(advisor, csv_of(WHOLE | {"id": "2", "commune": "48061"}), apply=False).lines[0].notes == []


@pytest.mark.parametrize("siret", ["5520135000013", "552013500001", "05520135000013"])
def test_a_siret_that_is_wrong_once_its_zeros_are_back_is_to_reread(advisor, siret):
    assert "SIRET" in only(advisor, siret=siret).reread[0]


def test_a_commune_that_may_be_several_is_to_reread_with_the_codes_to_write(advisor):
    load_region()
    by_post, by_name, before = run(advisor, case("enquete_commune_ambigue.csv")).lines
    assert (by_post.status, by_name.status) == (Status.CREATED, Status.CREATED)
    assert "Plusieurs communes répondent à « 48000 »" in by_post.reread[0]
    assert "Mende (48), code 48095 ; " in by_post.reread[0]
    assert "Badaroux (48), code 48013" in by_post.reread[0]
    assert "Saint-Étienne (42), code 42218" in by_name.reread[0]
    assert "Saint-Étienne-du-Valdonnez (48), code 48147" in by_name.reread[0]
    assert (before.status, before.faults) == (Status.CREATED, [])
    assert "Sainte-Enimie, aujourd’hui Gorges du Tarn Causses (48)." in before.notes
    communes = [row.answers.get("commune") for row in SurveyResponse.objects.order_by("pk")]
    assert communes == [None, None, "48146"]


def test_a_customer_in_a_commune_of_yesterday_that_is_a_homonym_is_asked_about(advisor):
    load_region()
    (told,) = run(advisor, case("enquete_livraison_ancienne_commune_homonyme.csv")).lines
    assert told.status is Status.CREATED
    naussac, quezac = told.reread
    assert "Naussac-Fontanes (48), code 48105 ; Naussac (12), code 12170." in naussac
    assert "Gorges du Tarn Causses (48), code 48146 ; Quézac (15), code 15157." in quezac
    assert all("commune" not in row for row in stored().answers["deliveries"])
