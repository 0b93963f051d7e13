"""A list taken back: what nobody has touched goes, what somebody worked on stays."""

import pytest
from django.db import transaction

from pat_logistics.accounts.models import Organisation
from pat_logistics.history import events_of
from producers.enums import ErasedBy
from producers.intake.undo import undo
from producers.models import AdvisorEntry, Erasure, Flow, Producer, ProductLine
from producers.services import attach, save_row
from tests.factories.accounts import UserFactory
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.producers import (
    ClaimFactory,
    FlowFactory,
    ProducerFactory,
    StorageSiteFactory,
)
from tests.producers.intake.lists import CAUSSE, SIRET, VENT, csv_of, no_progress, received, run, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes(lozere):
    """Where the farms of the lists are."""


def undone(intake):
    with transaction.atomic():
        found = undo(intake, no_progress)
    return found.erased, found.restored, found.kept


def test_what_a_list_made_is_gone_with_its_history(advisor):
    intake, _ = written(advisor, CAUSSE, VENT)
    assert undone(intake) == (2, 0, 0)
    assert not Producer.objects.exists()
    assert not events_of(Producer).exists()
    assert not events_of(ProductLine).exists()
    assert Erasure.objects.filter(erased_by=ErasedBy.ADVISOR, departement="48").count() == 2
    assert not AdvisorEntry.objects.exclude(email="", reason="", producer=None).exists()
    intake.refresh_from_db()
    assert intake.undone_at
    assert undone(intake) == (0, 0, 0)


def publish(farm):
    Producer.objects.filter(pk=farm.pk).update(published_at=farm.created_at)


def edit(farm):
    farm.description = "Relue"
    farm.save()


def edit_line(farm):
    line = farm.product_lines.first()
    line.name = "tomme"
    line.save()


TOUCHES = {
    "kept": lambda farm: attach(producer=farm, user=UserFactory()),
    "published": publish,
    "edited": edit,
    "line_edited": edit_line,
    "line_deleted": lambda farm: farm.product_lines.first().delete(),
    "line_added": lambda farm: ProductLine.objects.create(
        producer=farm, family="eggs", temperature="ambient"
    ),
    "storage": lambda farm: StorageSiteFactory(producer=farm),
    "flow": lambda farm: FlowFactory(producer=farm, product_line=farm.product_lines.first()),
    "claimed": lambda farm: ClaimFactory(producer=farm),
    "diagnosed": lambda farm: SurveyResponseFactory(producer=farm),
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
@pytest.mark.django_db(transaction=True)
def test_a_farm_that_somebody_touched_stays(advisor, touch):
    intake, _ = written(advisor, CAUSSE, VENT)
    touch(Producer.objects.get(siret=SIRET))
    assert undone(intake) == (1, 0, 1)
    assert Producer.objects.get().siret == SIRET


def test_a_farm_that_was_there_loses_what_the_list_gave_and_no_more(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende, description="Ancienne")
    intake, _ = written(advisor, CAUSSE)
    farm.refresh_from_db()
    assert (farm.phone, farm.product_lines.count()) == ("04 66 00 00 01", 2)
    line = farm.product_lines.get(family="honey")
    save_row(row=Flow(producer=farm, product_line=line, destination=mende, customer_type="market",
                      kg_per_delivery=10, deliveries_per_year=10, months=[1]))  # fmt: skip
    assert undone(intake) == (0, 1, 0)
    farm.refresh_from_db()
    assert (farm.phone, farm.description, farm.siret) == ("", "Ancienne", SIRET)
    assert [line.family for line in farm.product_lines.all()] == ["honey"]


def test_what_was_corrected_since_stays(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende)
    ProductLine.objects.create(producer=farm, family="eggs", temperature="ambient")
    intake, _ = written(advisor, CAUSSE)
    Producer.objects.filter(pk=farm.pk).update(phone="04 66 55 55 55")
    assert undone(intake) == (0, 0, 0)
    farm.refresh_from_db()
    assert farm.phone == "04 66 55 55 55"


def test_a_list_that_is_not_written_is_not_undone(advisor):
    intake = received(advisor, csv_of(CAUSSE))
    run(intake)
    assert undone(intake) == (0, 0, 0)
    assert Organisation.objects.count() == 1
