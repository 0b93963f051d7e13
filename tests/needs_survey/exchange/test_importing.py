"""A file of responses: each is a draft or is told why not, and nothing is there twice."""

import datetime
import unicodedata

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs_survey.exchange import importing, responses, synonyms, template
from needs_survey.exchange.importing import Status
from needs_survey.models import Questionnaire, SurveyResponse
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.writing import bytes_of
from pat_logistics.folding import fold
from tests.cases import case
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory, load_region
from tests.needs_survey.exchange.files import WHOLE, csv_of, xlsx_of

pytestmark = pytest.mark.django_db
DELIVERY = {
    "customer_type": "restaurant", "commune": "48095", "frequency": "weekly", "kg_per_delivery": "12.5",
}  # fmt: skip


@pytest.fixture
def advisor():
    QuestionnaireFactory()
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    return advisor_of_lozere()


def run(advisor, content, *, apply=True):
    return importing.run(advisor, content, apply=apply)


def only(advisor, **changes):
    """The one line of the report of the whole response with these changes."""
    (told,) = run(advisor, csv_of(WHOLE | changes)).lines
    return told


def empty_file(kind):
    return bytes_of(kind, template.sheets_of(Questionnaire.objects.current().parsed, kind))


def stored():
    return SurveyResponse.objects.get()


def test_a_whole_response_is_a_draft_with_nothing_missing(advisor):
    (told,) = run(advisor, csv_of(WHOLE)).lines
    assert (told.status, told.name, told.faults, told.missing) == (Status.NEW, "Ferme du Vent", [], [])
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
    assert run(advisor, csv_of(WHOLE), apply=False).new == 1
    assert not SurveyResponse.objects.exists()


def test_a_file_sent_twice_makes_no_double(advisor):
    content = csv_of(WHOLE, WHOLE | {"id": "2"}, {key: WHOLE[key] for key in WHOLE if key != "id"})
    assert run(advisor, content).new == 3
    again = run(advisor, content)
    assert [line.status for line in again.lines] == [Status.KNOWN] * 3
    assert SurveyResponse.objects.count() == 3


def test_a_response_written_twice_in_a_file_counts_once(advisor):
    report = run(advisor, csv_of(WHOLE, WHOLE | {"name": "Autre"}))
    assert [line.status for line in report.lines] == [Status.NEW, Status.REFUSED]
    assert stored().name == "Ferme du Vent"


def test_a_response_corrected_lower_in_the_file_counts(advisor):
    report = run(advisor, csv_of(WHOLE | {"cost_known": "?"}, WHOLE))
    assert [line.status for line in report.lines] == [Status.REFUSED, Status.NEW]
    assert stored().name == "Ferme du Vent"


def test_the_numbers_of_two_advisors_are_not_the_same_responses(advisor):
    run(advisor, csv_of(WHOLE))
    assert run(UserFactory(administrator=True), csv_of(WHOLE)).new == 1


def test_a_submission_of_a_tool_is_the_same_whoever_brings_it(advisor):
    tool = {"_uuid": "5f0c", "__version__": "vAbc", "_submission_time": "2026-11-02"} | WHOLE
    run(advisor, csv_of(tool))
    (told,) = run(UserFactory(administrator=True), csv_of(tool)).lines
    assert (told.status, told.is_linked) == (Status.KNOWN, True)


def test_what_is_missing_is_listed_and_stops_nothing(advisor):
    told = only(advisor, legal_form="", products_1_temperature="")
    assert told.missing == ["Statut", "Produit 1, Température"]
    assert told.status is Status.NEW


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
    assert told.status is Status.NEW
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


def test_every_synonym_names_a_choice_of_its_question_and_only_one():
    asked = {}
    for question in QuestionnaireFactory().parsed.questions:
        for each in (question, *question.columns):
            asked.setdefault(each.code, []).append(each)
    for code, words in synonyms.table().items():
        offered = {option.code: option.label for each in asked[code] for option in each.options}
        assert set(words) <= set(offered), code
        for each in asked[code]:
            mine = [
                (fold(word), option.code) for option in each.options for word in words.get(option.code, ())
            ]
            assert len({word for word, _ in mine}) == len(mine), code
            labels = {fold(option.label): option.code for option in each.options}
            assert all(labels.get(word, choice) == choice for word, choice in mine), code


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
    assert (told.status, len(told.notes)) == (Status.NEW, 1)
    assert "existe déjà" in told.notes[0]


def test_tables_may_have_a_sheet_each(advisor):
    simple = {name: text for name, text in WHOLE.items() if "_1_" not in name}
    content = xlsx_of(
        reponses=[list(simple), list(simple.values())],
        products=[["id", "family", "temperature"], ["1", "honey", "ambient"], ["1", "eggs", "cool"]],
        deliveries=[["id", *DELIVERY], ["1", *DELIVERY.values()]],
    )
    assert run(advisor, content).lines[0].faults == []
    assert [row["family"] for row in stored().answers["products"]] == ["honey", "eggs"]
    assert stored().answers["deliveries"] == [DELIVERY]


def test_a_fault_of_a_sheet_says_its_line(advisor):
    sheets = {"reponses": [["id", "name"], ["1", "Ferme"]], "products": [["id", "family"], ["1", "licorne"]]}
    content = xlsx_of(**sheets)
    (told,) = run(advisor, content).lines
    assert "feuille products, ligne 2, colonne family" in told.reread[0]


def test_an_export_of_kobotoolbox_is_read_with_its_groups_and_its_repeats(advisor):
    groups = {
        f"section_{'costs' if name == 'cost_known' else 'x'}/{name}": text
        for name, text in WHOLE.items()
        if "_1_" not in name and name != "id"
    }
    main = {"start": "2026-11-02T10:00", **groups, "_id": 41, "_uuid": "5f0c", "_index": 1, "_tags": ""}
    repeat = "section_products/products"
    content = xlsx_of(
        **{"Diagnostic des besoins": [list(main), list(main.values())]},
        products=[
            [f"{repeat}/family", f"{repeat}/temperature", f"{repeat}/packaging/bulk", "_parent_index"],
            ["honey", "ambient", 1, 1],
        ],
        deliveries=[[*DELIVERY, "_parent_index"], [*DELIVERY.values(), 1]],
    )
    assert run(advisor, content).lines[0].faults == []
    assert stored().answers["products"] == [
        {"family": "honey", "temperature": "ambient", "packaging": ["bulk"]}
    ]


def test_an_export_of_odk_is_read_with_its_dashes_and_its_keys(advisor):
    groups = {f"section_x-{name}": text for name, text in WHOLE.items() if "_1_" not in name and name != "id"}
    main = {"SubmissionDate": "2026-11-02", **groups, "meta-instanceID": "uuid:5f0c", "KEY": "uuid:5f0c"}
    content = xlsx_of(
        Submissions=[list(main), list(main.values())],
        products=[
            ["family", "temperature", "PARENT_KEY", "KEY"],
            ["honey", "ambient", "uuid:5f0c", "uuid:5f0c/1"],
        ],
        deliveries=[[*DELIVERY, "PARENT_KEY"], [*DELIVERY.values(), "uuid:5f0c"]],
    )
    (told,) = run(advisor, content).lines
    assert (told.faults, told.missing) == ([], [])


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\x00\x01", "lisible"),
        (b"PK\x03\x04 tronque", "abîmé"),
        (b"name;couleur\r\nFerme;bleu", "couleur"),
        (b"name;name\r\nFerme;Ferme", "deux fois"),
        (b"name;NAME (Nom)\r\nFerme;Ferme", "deux fois"),
        (b"name;commune\r\n", "aucune réponse"),
        (b"name;\r\nFerme;perdu", "sans titre"),
        (b"name\r\n" + b"Ferme\r\n" * 201, "200 réponses"),
        (b"name;" * 2001 + b"\r\n", "2000 colonnes"),
        (xlsx_of(reponses=[["name"], ["Ferme"]], autres=[["x"], ["y"]]), "autres"),
        (xlsx_of(products=[["id"], ["1"]]), "Aucune feuille"),
        (xlsx_of(reponses=[["id", "name"], ["1", "x"]], products=[["id", "family"], ["9", "eggs"]]), "« 9 »"),
        (xlsx_of(reponses=[["name"], ["x"]], products=[["family"], ["eggs"]]), "aucune réponse ne porte"),
        (xlsx_of(reponses=[["id", "name"], ["1", "x"]], products=[["id", "km"], ["1", "4"]]), "km"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_answered_in_french(advisor, content, said):
    with pytest.raises(UnreadableFileError, match=said):
        run(advisor, content)


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


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_empty_file_has_every_column_and_waits_for_responses(advisor, kind):
    content = empty_file(kind)
    with pytest.raises(UnreadableFileError, match="aucune réponse"):
        run(advisor, content)


def test_the_empty_file_once_filled_is_read(advisor):
    head = empty_file("csv").decode("utf-8-sig").strip()
    names = [header.strip('"').split(" (")[0] for header in head.split(";")]
    assert set(WHOLE) <= set(names)
    line = ";".join(WHOLE.get(name, "") for name in names)
    assert run(advisor, f"{head}\r\n{line}".encode()).lines[0].faults == []
    assert stored().length == "short"


def test_a_version_in_mid_campaign_is_read_by_its_own_questions(advisor):
    first = Questionnaire.objects.get()
    changed = {**first.definition, "sections": first.definition["sections"][:1], "checks": []}
    QuestionnaireFactory(version=2, definition=changed)
    old, new = WHOLE | {"version": "1"}, {"id": "2", "version": "2", "name": "Neuve", "cost_known": "no"}
    report = run(advisor, csv_of(old, new))
    assert [line.status for line in report.lines] == [Status.NEW, Status.REFUSED]
    assert "cette version ne pose pas" in report.lines[1].faults[0]
    assert stored().questionnaire == first


def test_each_response_of_a_file_asks_five_times_the_database_at_most(advisor, django_assert_max_num_queries):
    many = [WHOLE | {"id": str(number)} for number in range(20)]
    with django_assert_max_num_queries(100):
        run(advisor, csv_of(*many))


def test_more_responses_than_a_file_may_hold_are_refused_before_they_are_read(advisor, monkeypatch):
    monkeypatch.setattr(responses, "MAX_RESPONSES", 1)
    with pytest.raises(UnreadableFileError, match="1 réponses"):
        run(advisor, csv_of(WHOLE, WHOLE))


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


def test_telephones_are_read_as_the_french_write_them(advisor):
    lines = run(advisor, case("enquete_telephones.csv")).lines
    assert [line.faults for line in lines] == [[], [], []]
    phones = [response.answers["phone"] for response in SurveyResponse.objects.order_by("pk")]
    assert phones == ["04 66 12 34 56"] * 3


def test_a_siret_gets_back_the_zero_that_a_spreadsheet_dropped(advisor):
    (told,) = run(advisor, case("enquete_siret_zero_perdu.xlsx")).lines
    assert told.faults == []
    assert stored().answers["siret"] == "05781340200013"


@pytest.mark.parametrize("siret", ["5520135000013", "552013500001", "05520135000013"])
def test_a_siret_that_is_wrong_once_its_zeros_are_back_is_to_reread(advisor, siret):
    assert "SIRET" in only(advisor, siret=siret).reread[0]


def test_a_commune_that_may_be_several_is_to_reread_with_the_codes_to_write(advisor):
    load_region()
    by_post, by_name, before = run(advisor, case("enquete_commune_ambigue.csv")).lines
    assert (by_post.status, by_name.status) == (Status.NEW, Status.NEW)
    assert "Plusieurs communes répondent à « 48000 »" in by_post.reread[0]
    assert "Mende (48), code 48095 ; " in by_post.reread[0]
    assert "Badaroux (48), code 48013" in by_post.reread[0]
    assert "Saint-Étienne (42), code 42218" in by_name.reread[0]
    assert "Saint-Étienne-du-Valdonnez (48), code 48147" in by_name.reread[0]
    assert (before.status, before.faults) == (Status.NEW, [])
    assert "Sainte-Enimie, aujourd’hui Gorges du Tarn Causses (48)." in before.notes
    communes = [row.answers.get("commune") for row in SurveyResponse.objects.order_by("pk")]
    assert communes == [None, None, "48146"]


def test_a_customer_in_a_commune_of_yesterday_that_is_a_homonym_is_asked_about(advisor):
    load_region()
    (told,) = run(advisor, case("enquete_livraison_ancienne_commune_homonyme.csv")).lines
    assert told.status is Status.NEW
    naussac, quezac = told.reread
    assert "Naussac-Fontanes (48), code 48105 ; Naussac (12), code 12170." in naussac
    assert "Gorges du Tarn Causses (48), code 48146 ; Quézac (15), code 15157." in quezac
    assert all("commune" not in row for row in stored().answers["deliveries"])
