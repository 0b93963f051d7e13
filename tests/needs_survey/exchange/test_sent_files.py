"""Files of responses as advisors and tools really send them: nothing is stored otherwise than typed."""

from pathlib import Path

import pytest

from needs_survey.exchange.importing import ResponseImport
from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory

CASES = Path(__file__).parents[2] / "data" / "cases"

pytestmark = pytest.mark.django_db


@pytest.fixture
def send():
    QuestionnaireFactory()
    CommuneFactory(mende=True)
    advisor = advisor_of_lozere()

    def send(name):
        (told,) = ResponseImport(advisor).run((CASES / name).read_bytes(), apply=True).lines
        assert told.faults == []
        return SurveyResponse.objects.get()

    return send


@pytest.mark.parametrize(
    ("name", "farm"),
    [
        ("enquete_macroman.csv", "Ferme du Pré"),
        ("enquete_csv_msdos_cp850.csv", "Ferme du Pré Bélier"),
        ("enquete_accents_doublement_encodes.csv", "Ferme du Pré Bélier"),
        ("enquete_sep_excel.csv", "Ferme du Chazelet"),
        ("enquete_6000_lignes_vides_mises_en_forme.xlsx", "Ferme du Chazelet"),
        ("enquete_ligne_vide_mise_en_forme_tout_en_bas.xlsx", "Ferme du Chazelet"),
    ],
)
def test_the_name_of_the_farm_is_the_one_that_was_typed(send, name, farm):
    assert send(name).answers["name"] == farm


def test_the_narrow_space_of_french_numbers_is_read(send):
    answers = send("enquete_espace_fine_insecable_dans_un_nombre.csv").answers
    assert (answers["purchase_eur"], answers["minutes_driving"]) == ("12500.5", 1200)


@pytest.mark.parametrize("name", ["odk_central_export.csv.zip", "odk_feuilles_au_nom_des_fichiers.xlsx"])
def test_an_export_of_odk_central_is_one_response_with_its_product(send, name):
    answers = send(name).answers
    assert answers["name"] == "Ferme du Vent"
    assert answers["products"] == [{"family": "cheese", "label": "Tomme", "temperature": "chilled"}]
