"""Names are told apart by people: they can be read, and they are more than a sign."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.urls import reverse

from needs_survey.fields import field_of
from needs_survey.models import PioneerGroup
from needs_survey.needs.groups import GroupForm
from pat_logistics.names import Named, validate_name, validate_readable
from producers.models import Producer
from tests.factories.accounts import UserFactory
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.needs_survey import CampaignFactory, QuestionnaireFactory
from tests.factories.producers import ProducerFactory, VehicleFactory
from tests.factories.territory import CommuneFactory

TURNED = "Ferme \u202etneV ud"
# What comes from files of reference, or names a file, or is checked as it is read; and what forms check, that
# no other way writes.
NOT_TYPED = {"Commune.name", "Commune.epci_name", "ReferenceFile.name", "JobFile.name", "IntakeRow.name"}
BY_THEIR_FORM = {"QuoteAnswer.author_name", "QuoteMessage.author_name"}


@pytest.mark.parametrize("name", ["Lo", "GAEC du Vent", "L’Oustal", "Élevage n°\u00a03", "מכבי", "J. B."])
def test_a_name_that_people_have_is_taken(name):
    validate_name(name)


@pytest.mark.parametrize(
    "name", ["X", "12", "-", "…", "3 B", TURNED, "Ferme\ndu Vent", "a\x07bc", "\u200fab"]
)
def test_what_names_nobody_is_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


def test_a_van_may_be_called_by_its_number():
    validate_readable("T4")
    with pytest.raises(ValidationError):
        validate_readable("T4\u202e")


def test_every_column_called_a_name_is_checked():
    """A model that gets a name tomorrow says here that nobody types it, or is `Named`."""
    unchecked = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"producers", "carriers", "needs_survey", "pat_logistics"}
        and not model.__name__.endswith("Event")
        for field in model._meta.local_fields
        if isinstance(field, CharField)
        and (field.name == "name" or field.name.endswith("_name"))
        and not (issubclass(model, Named) and field.name in (*model.NAMES, *model.SHORT_NAMES))
    }
    assert unchecked == NOT_TYPED | BY_THEIR_FORM


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ProducerFactory, CarrierFactory, SolutionFactory, CampaignFactory])
def test_the_models_refuse_it_in_every_form_import_and_admin_page(factory):
    row = factory()
    row.name = "7"
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict["name"] == ["Un nom compte deux lettres au moins."]


@pytest.mark.django_db
def test_a_vehicle_keeps_a_short_name_and_no_sign_that_turns_it():
    van = VehicleFactory(name="T4")
    van.full_clean()
    van.name = "T4\u202e"
    with pytest.raises(ValidationError, match="invisible"):
        van.full_clean()


@pytest.mark.django_db
def test_the_page_says_it_at_the_field(client):
    CommuneFactory(mende=True)
    client.force_login(UserFactory())
    typed = {"name": TURNED, "commune": "48095", "legal_form": "sole"}
    page = client.post(reverse("farm:create"), typed)
    assert page.context["form"].errors["name"] == [
        "Ce texte contient un signe invisible : tapez-le de nouveau."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["name", "contact_name"])
def test_the_questionnaire_refuses_it_too(code):
    question = QuestionnaireFactory().parsed.question(code)
    with pytest.raises(ValidationError):
        field_of(question).clean("-")


@pytest.mark.django_db
def test_a_group_is_not_called_by_a_sign():
    nothing = {"producers": Producer.objects.none(), "groups": PioneerGroup.objects.none()}
    form = GroupForm({"name": "?"}, departement="48", **nothing)
    assert "name" in form.errors
