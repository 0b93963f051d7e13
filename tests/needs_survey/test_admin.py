"""Publishing a new version from the administration, without code."""

import copy
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from needs_survey.models import Questionnaire
from needs_survey.questionnaire import Definition
from tests.factories.accounts import UserFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.needs_survey.exchange.files import xlsform_of
from tests.needs_survey.shipped import SHIPPED

pytestmark = pytest.mark.django_db
ADD = reverse("admin:needs_survey_questionnaire_add")
LIST = reverse("admin:needs_survey_questionnaire_changelist")


@pytest.fixture
def administrator(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_a_new_version_starts_from_the_last_and_counts_once_published(client, administrator):
    QuestionnaireFactory()
    form = client.get(ADD).context["adminform"].form
    assert form["version"].value() == 2
    changed = copy.deepcopy(SHIPPED)
    changed["sections"][0]["label"] = "Votre ferme"
    client.post(ADD, {"version": 2, "definition": json.dumps(changed)})
    assert Questionnaire.objects.current().version == 1
    draft = Questionnaire.objects.get(version=2)
    client.post(LIST, {"action": "publish", "_selected_action": [draft.pk]})
    current = Questionnaire.objects.current()
    assert (current.version, current.parsed.sections[0].label) == (2, "Votre ferme")


def test_a_version_without_sense_is_refused_with_its_place(client, administrator):
    changed = copy.deepcopy(SHIPPED)
    changed["sections"][1]["questions"][0]["columns"] = []
    page = client.post(ADD, {"version": 1, "definition": json.dumps(changed)}).content.decode()
    assert "products" in page
    assert "les colonnes vont avec les tableaux" in page
    assert not Questionnaire.objects.exists()


def test_a_published_version_is_neither_changed_nor_deleted(client, administrator):
    row = QuestionnaireFactory()
    address = reverse("admin:needs_survey_questionnaire_change", args=[row.pk])
    assert client.post(address, {"version": 9, "definition": json.dumps(SHIPPED)}).status_code == 403
    delete = reverse("admin:needs_survey_questionnaire_delete", args=[row.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.version == 1


IMPORT = reverse("admin:needs_survey_questionnaire_import")


def send(client, content):
    return client.post(IMPORT, {"file": SimpleUploadedFile("formulaire.xlsx", content)})


def test_an_xlsform_becomes_one_draft_of_the_next_version(client, administrator):
    first = QuestionnaireFactory()
    assert IMPORT in client.get(LIST).content.decode()
    for _ in range(2):
        send(client, xlsform_of(first.parsed))
    draft = Questionnaire.objects.get(version=2)
    assert (draft.published_at, draft.parsed) == (None, first.parsed)
    assert Questionnaire.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"type;name", b"x" * 2_000_001])
def test_a_form_that_cannot_be_read_is_told_on_the_page(client, administrator, content):
    page = send(client, content)
    assert page.context["form"].errors["file"]
    assert not Questionnaire.objects.exists()


def test_who_may_not_add_a_version_imports_none(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.get(IMPORT).status_code == 403


def retyped(of):
    """The shipped questions, where one that had a choice is a text."""
    changed = copy.deepcopy(SHIPPED)
    for section in changed["sections"]:
        for question in section["questions"]:
            for each in [question, *question.get("columns", ())]:
                if each["code"] == of:
                    for name in ("options", "condition"):
                        each.pop(name, None)
                    each["type"] = "text"
    return changed


@pytest.mark.parametrize("code", ["cost_known", "temperature"])
def test_a_code_keeps_the_type_it_was_published_with(client, administrator, code):
    QuestionnaireFactory()
    page = client.post(ADD, {"version": 2, "definition": json.dumps(retyped(code))}).content.decode()
    assert f"« {code} » change de type depuis la version 1" in page
    assert Questionnaire.objects.count() == 1


def test_a_draft_that_a_later_publication_contradicts_is_not_published(client, administrator):
    draft = QuestionnaireFactory(version=2, definition=retyped("cost_known"), published_at=None)
    QuestionnaireFactory()
    page = client.post(LIST, {"action": "publish", "_selected_action": [draft.pk]}, follow=True)
    assert "n’est pas publiée" in page.content.decode()
    draft.refresh_from_db()
    assert draft.published_at is None


def test_an_xlsform_that_changes_a_type_is_told_on_the_page(client, administrator):
    QuestionnaireFactory()
    changed = Definition.parse(retyped("cost_known"))
    page = send(client, xlsform_of(changed, 2))
    assert "change de type" in page.context["form"].errors["file"][0]
