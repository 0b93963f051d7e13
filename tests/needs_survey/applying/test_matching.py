"""A farm that the portal knows: the form opens filled, and validating it never doubles a row."""

import uuid

import pytest

from needs_survey import services as entry
from needs_survey.applying import services
from needs_survey.applying.plan import plan_of
from needs_survey.models import AppliedRow
from needs_survey.prefill import known_answers, prefilled, typed_of
from needs_survey.services import ResponseError
from producers.models import Flow
from tests.factories.needs_survey import SHORT, QuestionnaireFactory, SurveyResponseFactory, answer
from tests.factories.producers import (
    FlowFactory,
    ProductLineFactory,
    StorageSiteFactory,
    VehicleFactory,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.applying.writing import of, validate

pytestmark = pytest.mark.django_db

CONSENTS = {"plan_consent": "yes", "publication_consent": "no"}


@pytest.fixture
def millau():
    return CommuneFactory(insee="12145", name="Millau", departement="12")


@pytest.fixture
def cheese(farm):
    return ProductLineFactory(producer=farm, name="Tomme", kg_per_year=7800)


@pytest.fixture
def flows(farm, cheese, mende, millau):
    """To Mende, Millau and Montpellier."""
    return [
        FlowFactory(producer=farm, product_line=cheese, destination=place, customer_type=customer)
        for place, customer in [
            (mende, "restaurant"),
            (millau, "grocery"),
            (CommuneFactory(montpellier=True), "producer_shop"),
        ]
    ]


@pytest.fixture
def begun(farm, flows, advisor):
    """A short form begun from the farm, its other questions answered, its rows left as they were filled."""
    response = entry.begin(
        author=advisor,
        questionnaire=QuestionnaireFactory(),
        length="short",
        key=uuid.uuid4(),
        producer=farm,
    )
    typed = response.typed["identification"] | {
        f"identification-{name}": [value] for name, value in CONSENTS.items()
    }
    response = entry.save_section(response=response, section="identification", typed=typed, revision=0)
    rest = {name: SHORT[name] for name in ("time", "costs", "needs", "pooling", "tools", "next")}
    return answer(
        response,
        organisation=SHORT["organisation"] | {"delivered_by": "self", "rounds_written": "no"},
        **rest,
    )


def retyped(response, section, **changes):
    """Change fields of a section, or take a row out of it, as the form would send it."""
    typed = response.typed[section] | {f"{section}-{name}": [value] for name, value in changes.items()}
    revision = response.revisions.get(section, 0)
    return entry.save_section(response=response, section=section, typed=typed, revision=revision)


def test_the_form_opens_with_the_products_and_deliveries_of_the_farm(begun, flows):
    assert [row["commune"] for row in begun.answers["deliveries"]] == [row.destination_id for row in flows]
    assert [row["known"] for row in begun.answers["deliveries"]] == [row.pk for row in flows]
    assert begun.answers["products"][0]["kg_per_year"] == "7800"


def test_three_deliveries_left_as_they_were_are_three_and_nothing_is_written(begun, farm, flows, advisor):
    plan = plan_of(begun, advisor)
    assert [row.kind for row in plan.written] == ["producer"]  # what it wishes was not known
    validate(begun, advisor)
    assert list(farm.flows.order_by("pk")) == flows
    assert farm.flows.first().deliveries_per_year == 48  # « weekly » says no more than that


def test_a_delivery_that_a_carrier_takes_stays_his_where_the_farm_also_drives(begun, farm, flows, advisor):
    Flow.objects.filter(pk=flows[0].pk).update(transport_today="carrier")
    response = answer(
        begun,
        organisation=SHORT["organisation"] | {"delivered_by": ["self", "carrier"], "rounds_written": "no"},
    )
    validate(response, advisor)
    assert sorted(farm.flows.values_list("transport_today", flat=True)) == ["carrier", "self", "self"]


def test_a_delivery_to_another_commune_is_the_same_row_changed(begun, farm, flows, advisor):
    validate(retyped(begun, "deliveries", **{"2-commune": "48095"}), advisor)
    assert farm.flows.count() == 3
    assert farm.flows.get(pk=flows[2].pk).destination_id == "48095"


def test_a_row_taken_out_of_the_form_is_ended_and_undoing_brings_it_back_as_it_was(
    begun, farm, flows, advisor
):
    response = retyped(begun, "deliveries", **{"2-DELETE": "on"})
    before = type(flows[2]).objects.filter(pk=flows[2].pk).values().get()
    assert [row.label for row in plan_of(response, advisor).ended] == ["livraison à Montpellier (34)"]
    validated = validate(response, advisor)
    assert set(farm.flows.all()) == set(flows[:2])
    assert AppliedRow.objects.filter(ended=True).count() == 1
    assert services.undo(response=validated, by=advisor) == []
    assert type(flows[2]).objects.filter(pk=flows[2].pk).values().get() == before


def test_the_case_of_the_review_has_three_deliveries_after_not_six(farm, flows, draft, advisor):
    """A blank form, as a device without network or a file brings it: three points, other customers."""
    rows = [
        SHORT["deliveries"] | {"commune": commune, "customer_type": "market", "family": "cheese"}
        for commune in ("48095", "12145")
    ]
    CommuneFactory(insee="30007", name="Alès", departement="30")
    response = of(
        farm, draft, deliveries=[*rows, SHORT["deliveries"] | {"commune": "30007", "family": "cheese"}]
    )
    plan = plan_of(response, advisor)
    assert [row.label for row in plan.undecided] == ["livraison à Montpellier (34)"]
    with pytest.raises(ResponseError):
        validate(response, advisor)
    services.decide(response=response, decisions={plan.undecided[0].name: "row:2"})
    response.refresh_from_db()
    validate(response, advisor)
    assert [flow.pk for flow in farm.flows.order_by("pk")] == [flow.pk for flow in flows]
    assert {flow.destination_id for flow in farm.flows.all()} == {"48095", "12145", "30007"}


@pytest.mark.parametrize(("fate", "count"), [("kept", 2), ("ended", 1)])
def test_a_row_that_no_answer_speaks_of_stays_or_ends_as_decided(farm, cheese, draft, advisor, fate, count):
    old = FlowFactory(producer=farm, product_line=cheese, destination=CommuneFactory(montpellier=True))
    response = of(farm, draft)
    services.decide(response=response, decisions={f"flow:{old.pk}": fate})
    response.refresh_from_db()
    validate(response, advisor)
    assert farm.flows.count() == count


def test_a_product_still_delivered_does_not_end(farm, cheese, draft, advisor):
    eggs = ProductLineFactory(producer=farm, family="eggs", name="")
    FlowFactory(producer=farm, product_line=eggs, destination=CommuneFactory(montpellier=True))
    response = of(farm, draft)
    services.decide(
        response=response,
        decisions={f"flow:{eggs.flows.get().pk}": "kept", f"product_line:{eggs.pk}": "ended"},
    )
    response.refresh_from_db()
    assert "encore livré" in plan_of(response, advisor).problems[0]


def test_a_row_taken_out_then_typed_again_is_itself(begun, farm, flows, advisor):
    typed = begun.typed["deliveries"]
    again = {name.replace("-2-", "-3-"): values for name, values in typed.items() if "-2-" in name}
    again |= {"deliveries-TOTAL_FORMS": ["4"], "deliveries-3-known": [""], "deliveries-2-DELETE": ["on"]}
    response = entry.save_section(
        response=begun,
        section="deliveries",
        typed=typed | again,
        revision=begun.revisions.get("deliveries", 0),
    )
    plan = plan_of(response, advisor)
    assert (plan.ended, plan.undecided) == ([], [])
    validate(response, advisor)
    assert list(farm.flows.order_by("pk")) == flows


def test_a_product_kept_beside_another_of_its_name_is_refused_before_it_is_written(farm, draft, advisor):
    line = ProductLineFactory(producer=farm, family="cheese", name="")
    response = of(farm, draft)
    services.decide(response=response, decisions={f"product_line:{line.pk}": "kept"})
    response.refresh_from_db()
    assert "deux fois" in plan_of(response, advisor).problems[0]


def test_the_identity_of_a_row_of_another_farm_is_nothing(farm, begun, flows, advisor):
    other = FlowFactory()
    validate(retyped(begun, "deliveries", **{"0-known": str(other.pk)}), advisor)
    other.refresh_from_db()
    assert other.kg_per_delivery == 60
    assert farm.flows.count() == 3


def test_what_a_short_form_does_not_ask_is_kept_without_a_question(farm, begun, advisor):
    StorageSiteFactory(producer=farm)
    plan = plan_of(begun, advisor)
    assert plan.undecided == []
    assert [(row.label, row.is_asked) for row in plan.kept] == [("lieu de stockage : chambre froide", False)]


def test_a_device_takes_both_lengths_of_a_farm_along(farm, flows):
    VehicleFactory(producer=farm, kind="reefer", km_per_year=12000)
    taken = prefilled(farm, QuestionnaireFactory())
    assert taken["forms"]["short"]["organisation"]["vehicles-0-kind"] == ["van"]
    assert taken["forms"]["long"]["products"]["products-0-label"] == ["Tomme"]
    assert taken["labels"]["34172"] == "Montpellier (34)"


def test_whatever_the_farm_says_the_form_says_back(farm, flows):
    """Typed then understood again, the answers are those the farm gave."""
    StorageSiteFactory(producer=farm)
    questionnaire = QuestionnaireFactory()
    said = known_answers(farm)
    response = SurveyResponseFactory(questionnaire=questionnaire, length="long")
    response.typed = typed_of(questionnaire.parsed, said, short=False)
    entry.understand(response)
    for code in ("products", "deliveries", "storage", "name", "delivered_by"):
        assert response.answers[code] == said[code], code
