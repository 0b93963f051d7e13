"""A validated response writes the farm, once, as it was shown."""

import pytest
from django.utils import timezone

from needs_survey.applying import services
from needs_survey.applying.plan import plan_of
from needs_survey.models import Application, SurveyResponse
from needs_survey.services import ResponseError
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.optimistic_lock import ConflictError
from producers.changes import changes
from producers.enums import EntrySource, PublicationGroup
from producers.models import AdvisorEntry, Flow, Producer, PublicationChoice
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
from tests.factories.producers import (
    FlowFactory,
    ProducerFactory,
    ProductLineFactory,
    VehicleFactory,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.applying.writing import of, validate

pytestmark = pytest.mark.django_db

IDENTITY = SHORT["identification"]


def test_an_unknown_farm_is_created_whole(draft, advisor):
    producer = validate(draft, advisor).producer
    flow = producer.flows.get()
    assert (producer.name, producer.commune_id) == ("Ferme du Vent", "48095")
    assert producer.open_to_pooling
    assert flow.product_line == producer.product_lines.get(family="cheese")
    assert (flow.kg_per_delivery, flow.deliveries_per_year) == (12.5, 52)
    assert producer.entry.source == EntrySource.SURVEY
    assert not producer.published_at


def test_a_farm_without_an_address_is_created_and_nobody_is_written_to(draft, advisor):
    validate(draft, advisor)
    assert AdvisorEntry.objects.get().email == ""
    assert not OutgoingMail.objects.exists()


def test_a_new_farm_with_an_address_is_told_once_and_gets_the_report(draft, advisor):
    response = answer(draft, identification=IDENTITY | {"email": "ferme@exemple.fr"})
    response = validate(response, advisor)
    profile, report = OutgoingMail.objects.order_by("document")
    assert (profile.to, report.to) == ("ferme@exemple.fr", "ferme@exemple.fr")
    assert "Rien n’est publié" in profile.body
    assert report.document == f"diagnosis:{response.key}"


def test_what_was_not_answered_stays(farm, draft, advisor):
    validate(of(farm, draft), advisor)
    farm.refresh_from_db()
    assert farm.description == "Vaches."
    assert farm.email == "ferme@exemple.fr"


def test_the_rows_that_answers_speak_of_are_updated_and_the_others_left(farm, draft, advisor):
    cheese = ProductLineFactory(producer=farm, family="cheese", name="", temperature="ambient")
    eggs = ProductLineFactory(producer=farm, family="eggs", name="")
    flow = FlowFactory(
        producer=farm,
        product_line=cheese,
        destination_id="48095",
        customer_type="restaurant",
        kg_per_delivery=3,
    )
    response = of(farm, draft)
    plan = plan_of(response, advisor)
    assert [row.label for row in plan.undecided] == ["produit : œufs"]
    services.decide(response=response, decisions={f"product_line:{eggs.pk}": "kept"})
    response.refresh_from_db()
    validate(response, advisor)
    flow.refresh_from_db()
    cheese.refresh_from_db()
    assert (flow.kg_per_delivery, cheese.temperature) == (12.5, "chilled")
    assert set(farm.product_lines.all()) == {cheese, eggs}
    assert farm.flows.get() == flow


def test_a_product_without_a_name_is_the_only_one_of_its_family_and_keeps_its_name(farm, draft, advisor):
    tomme = ProductLineFactory(producer=farm, family="cheese", name="Tomme de brebis")
    validate(of(farm, draft), advisor)
    assert farm.product_lines.get().name == tomme.name


def test_goods_delivered_that_are_in_no_product_are_added(farm, draft, advisor):
    delivery = SHORT["deliveries"] | {"family": "eggs"}
    validate(of(farm, draft, deliveries=delivery), advisor)
    assert farm.flows.get().product_line.family == "eggs"
    assert farm.product_lines.count() == 2


def test_validating_again_changes_nothing(draft, advisor):
    response = validate(draft, advisor)
    validate(response, advisor)
    assert Application.objects.count() == Flow.objects.count() == Producer.objects.count() == 1


def test_the_same_answers_a_second_time_have_nothing_to_write(draft, advisor):
    producer = validate(draft, advisor).producer
    again = of(producer, answer(SurveyResponseFactory(author=advisor), **SHORT))
    assert plan_of(again, advisor).written == []


@pytest.mark.parametrize("who", ["farm", "answers"])
def test_what_changed_since_it_was_shown_is_not_overwritten(farm, draft, advisor, who):
    response = of(farm, draft)
    mark = services.mark_of(response)
    if who == "farm":
        VehicleFactory(producer=farm)
    else:
        response = answer(response, costs=SHORT["costs"] | {"cost_known": "roughly"})
    with pytest.raises(ConflictError):
        services.validate(response=response, by=advisor, mark=mark)
    response.refresh_from_db()
    assert response.is_draft


def test_a_row_that_the_portal_refuses_is_told_and_nothing_is_written(farm, draft, advisor):
    response = of(
        farm, draft, organisation=SHORT["organisation"],
    )  # fmt: skip
    response.answers["storage"] = [{"kind": "cold_room", "m3": "5", "free_m3": "9"}]
    response.save(update_fields=["answers"])
    plan = plan_of(response, advisor)
    (row,) = [row for row in plan.rows if row.errors]
    assert row.errors == ("Le volume libre ne dépasse pas le volume total.",)
    with pytest.raises(ResponseError):
        validate(response, advisor)
    assert not Flow.objects.exists()


def test_storage_without_a_volume_is_left_out_and_told(farm, draft, advisor):
    response = of(farm, draft)
    response.answers["storage"] = [{"kind": "cold_room"}]
    response.save(update_fields=["answers"])
    plan = plan_of(response, advisor)
    assert "sans volume" in plan.notes[0]
    assert plan.possible


def test_the_siret_of_another_farm_is_refused(draft, advisor):
    ProducerFactory(siret="35600000000048", name="La Poste")
    response = answer(draft, identification=IDENTITY)
    response.answers["siret"] = "35600000000048"
    assert "La Poste" in plan_of(response, advisor).problems[0]


def test_a_farm_out_of_the_departements_followed_is_refused(draft, advisor):
    CommuneFactory(montpellier=True)
    response = answer(draft, identification=IDENTITY | {"commune": "34172"})
    assert "départements que vous suivez" in plan_of(response, advisor).problems[0]


def test_the_author_of_a_draft_does_not_write_a_farm_followed_by_others(draft, advisor):
    elsewhere = ProducerFactory(commune=CommuneFactory(montpellier=True))
    response = of(elsewhere, draft)
    assert "celles que vous suivez" in plan_of(response, advisor).problems[0]
    with pytest.raises(ResponseError):
        validate(response, advisor)


def test_a_product_twice_is_refused(draft, advisor):
    response = answer(draft, products=[SHORT["products"], SHORT["products"]])
    assert "deux fois" in plan_of(response, advisor).problems[0]


# Seasons


@pytest.mark.parametrize("months", [(6, 7), (1,), (12,), tuple(range(1, 13))])
def test_a_season_filled_for_some_months_validates_and_the_rest_of_the_year_is_without(
    draft, advisor, months
):
    typed = SHORT["products"] | {f"season_{month}": "peak" for month in months}
    producer = validate(answer(draft, products=typed), advisor).producer
    assert [level == "peak" for level in producer.product_lines.get().season] == [
        month in months for month in range(1, 13)
    ]
    assert producer.flows.get().months == list(months)


def test_a_season_not_told_is_not_all_year(draft, advisor):
    producer = validate(draft, advisor).producer
    assert producer.product_lines.get().season_words == "saison non précisée"
    assert producer.flows.get().months_words == "mois non précisés"


# Publication


def test_consent_publishes_with_the_sentence_agreed_to(farm, draft, advisor):
    validate(of(farm, draft, identification=IDENTITY | {"publication_consent": "yes"}), advisor)
    choice = PublicationChoice.objects.get()
    farm.refresh_from_db()
    assert farm.published_at
    assert (choice.group, choice.published, choice.decided_by) == (PublicationGroup.PROFILE, True, advisor)
    asked = draft.questionnaire.parsed.question("publication_consent")
    assert asked.wording.startswith(choice.sentence)


def test_a_new_farm_that_agrees_is_published_and_told_so(draft, advisor):
    agreed = IDENTITY | {"publication_consent": "yes", "email": "ferme@exemple.fr"}
    assert validate(answer(draft, identification=agreed), advisor).producer.published_at
    assert "la fiche est publiée" in OutgoingMail.objects.get(document="").body


def test_another_sentence_publishes_nothing_and_it_is_told(farm, draft, advisor):
    response = of(farm, draft, identification=IDENTITY | {"publication_consent": "yes"})
    for question in response.questionnaire.definition["sections"][0]["questions"]:
        if question["code"] == "publication_consent":
            question["wording"] = "J’accepte d’être publié."
    response.questionnaire.save()
    response = SurveyResponse.objects.get(pk=response.pk)
    assert "n’est pas celui d’aujourd’hui" in plan_of(response, advisor).notes[0]
    validate(response, advisor)
    farm.refresh_from_db()
    assert not farm.published_at


def test_a_refusal_withdraws_the_profile_and_undoing_brings_every_group_back(mende, draft, advisor):
    now = timezone.now()
    farm = ProducerFactory(commune=mende, published_at=now, flows_published_at=now)
    response = validate(of(farm, draft), advisor)
    farm.refresh_from_db()
    assert not farm.published_at
    services.undo(response=response, by=advisor)
    farm.refresh_from_db()
    assert farm.published_at
    assert farm.flows_published_at


# Provenance


def test_the_history_of_the_farm_says_where_a_change_comes_from(farm, draft, advisor):
    validate(of(farm, draft), advisor)
    why = {(change.action, change.thing.split(" ")[0]): change.why for change in changes(farm, advisor)}
    assert why.pop(("ajout", "Fiche")) == ""  # entered before
    assert why.keys() == {("modification", "Fiche"), ("ajout", "Produit"), ("ajout", "Livraison")}
    assert all(reason.startswith("diagnostic du ") for reason in why.values())


def test_each_row_written_leads_back_to_the_response(draft, advisor):
    response = validate(draft, advisor)
    flow = Flow.objects.get()
    (row,) = Application.objects.get().rows.filter(kind="flow", row_id=flow.pk)
    assert row.application.response == response
    assert row.after["kg_per_delivery"] == "12.50"


def test_the_producer_of_a_known_farm_is_told_what_was_written(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    mail = OutgoingMail.objects.get()
    assert mail.to == "ferme@exemple.fr"
    assert "livraison à Mende" in mail.body
    assert "/mon-espace/ferme/recue/" in mail.body
    assert response.get_absolute_url() not in mail.body  # she has no account to open it with


# Consent


def test_a_consent_taken_back_ends_the_use_of_the_answers(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    assert SurveyResponse.objects.counted().get() == response
    services.withdraw(response=response)
    assert not SurveyResponse.objects.counted().exists()
    assert farm.flows.exists()


def test_the_last_response_of_a_farm_counts(farm, draft, advisor):
    validate(of(farm, draft), advisor)
    last = validate(of(farm, answer(SurveyResponseFactory(author=advisor), **SHORT)), advisor)
    assert SurveyResponse.objects.counted().get() == last
