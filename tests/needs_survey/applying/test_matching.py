"""A farm that the portal knows: the form opens filled, and validating it never doubles a row."""

import pytest

from needs_survey import services as entry
from needs_survey.applying import services
from needs_survey.applying.plan import plan_of
from needs_survey.models import AppliedRow
from needs_survey.services import ResponseError
from producers.models import Flow
from tests.factories.needs_survey import SHORT, answer
from tests.factories.producers import (
    FlowFactory,
    ProductLineFactory,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.applying.writing import of, validate

pytestmark = pytest.mark.django_db


def retyped(response, section, **changes):
    """Change fields of a section, or take a row out of it, as the form would send it."""
    typed = response.typed[section] | {f"{section}-{name}": [value] for name, value in changes.items()}
    revision = response.revisions.get(section, 0)
    return entry.save_section(response=response, section=section, typed=typed, revision=revision)


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
