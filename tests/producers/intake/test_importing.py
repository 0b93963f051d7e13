"""What a list does: farms made, completed, joined, asked about, refused; twice the same is once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pat_logistics.accounts.models import Organisation
from pat_logistics.history import events_of
from pat_logistics.jobs.kinds import JobError
from pat_logistics.vocabulary import ProductFamily, Temperature
from producers.intake import importing
from producers.intake.jobs import cells
from producers.models import (
    AdvisorEntry,
    Decision,
    IntakeMode,
    IntakeRow,
    Producer,
    ProductLine,
    PublicationChoice,
    RowState,
)
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.producers.intake.lists import (
    CAUSSE,
    HEADERS,
    OTHER_SIRET,
    SIRET,
    VENT,
    csv_of,
    no_progress,
    received,
    run,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes(lozere):
    """Where the farms of the lists are."""


def states(rows):
    return [rows[number].state for number in sorted(rows)]


def test_a_trial_says_what_would_be_and_writes_no_farm(advisor):
    rows = run(received(advisor, csv_of(CAUSSE, VENT, ("", "", "Mende"))))
    assert states(rows) == [RowState.NEW, RowState.NEW, RowState.REFUSED]
    assert rows[2].place == "Mende (48)"
    assert rows[2].notes == ["Produits : fromage et produits laitiers, miel."]
    assert rows[4].faults == ["Il manque le nom de la ferme."]
    assert not Producer.objects.exists()


def test_a_new_farm_is_what_an_advisor_would_have_entered(advisor):
    intake, rows = written(advisor, CAUSSE)
    farm = Producer.objects.get()
    assert (farm.slug, farm.siret, farm.phone) == ("gaec-du-causse", SIRET, "04 66 00 00 01")
    assert farm.commune_id == "48095"
    assert farm.stands_at_town_hall
    assert {(line.family, line.temperature) for line in farm.product_lines.all()} == {
        (ProductFamily.CHEESE, Temperature.CHILLED),
        (ProductFamily.HONEY, Temperature.AMBIENT),
    }
    entry = farm.entry
    assert (entry.entered_by, entry.email) == (advisor, "causse@exemple.fr")
    assert (entry.reason, entry.source, entry.departement) == (intake.reason, "public", "48")
    assert entry.organisation == Organisation.objects.get(memberships__user=advisor)
    assert rows[2].producer == farm
    assert events_of(Producer).filter(pgh_obj_id=farm.pk, pgh_label="insert").count() == 1


def test_nothing_is_published(advisor):
    written(advisor, CAUSSE, VENT)
    assert not Producer.objects.exclude(published_at=None, contact_published_at=None).exists()
    assert not PublicationChoice.objects.exists()


def test_the_same_list_again_changes_nothing(advisor):
    written(advisor, CAUSSE, VENT)
    before = list(Producer.objects.order_by("pk").values())
    _, rows = written(advisor, CAUSSE, VENT)
    assert states(rows) == [RowState.SAME, RowState.SAME]
    assert list(Producer.objects.order_by("pk").values()) == before


def test_a_farm_that_is_there_gets_what_it_leaves_empty(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende, phone="04 66 99 99 99")
    _, rows = written(advisor, CAUSSE, headers := ("Autre ferme", "", "Mende", "", "", ""))
    farm.refresh_from_db()
    assert headers[0] in set(Producer.objects.values_list("name", flat=True))
    assert farm.phone == "04 66 99 99 99"
    assert farm.email == ""
    assert rows[2].notes == ["Complété : produits."]
    assert {line.family for line in farm.product_lines.all()} == {"cheese", "honey"}
    assert not AdvisorEntry.objects.filter(producer=farm).exists()


def test_products_that_a_farm_has_told_are_its_own(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende)
    ProductLineFactory(producer=farm, family=ProductFamily.EGGS)
    _, rows = written(advisor, CAUSSE)
    assert rows[2].notes == [
        "Produits que la fiche n’a pas : fromage et produits laitiers, miel.",
        "Complété : téléphone.",
    ]
    assert [line.family for line in farm.product_lines.all()] == ["eggs"]


def test_a_farm_that_somebody_keeps_is_left_as_it_is(advisor, mende):
    farm = ProducerFactory(
        name="GAEC du Causse", siret=SIRET, commune=mende, organisation=Organisation.objects.create(name="G")
    )
    _, rows = written(advisor, CAUSSE)
    farm.refresh_from_db()
    assert rows[2].state == RowState.SAME
    assert importing.KEPT in rows[2].notes
    assert (farm.phone, farm.product_lines.count()) == ("", 0)


def test_a_siret_of_elsewhere_is_refused_without_a_name(advisor, lozere):
    ProducerFactory(name="Secrète", siret=SIRET, commune=lozere["34"])
    _, rows = written(advisor, CAUSSE)
    assert (rows[2].state, rows[2].faults, rows[2].producer) == (RowState.REFUSED, [importing.TAKEN], None)


def test_a_farm_that_resembles_waits_for_an_answer(advisor, mende):
    farm = ProducerFactory(name="La ferme du Causse", commune=mende)
    intake = received(advisor, csv_of(CAUSSE))
    row = run(intake)[2]
    assert (row.state, row.producer) == (RowState.ASKED, farm)
    assert run(intake, apply=True)[2].state == RowState.ASKED
    assert Producer.objects.count() == 1
    for decision, state, farms in (
        (Decision.LEAVE, RowState.LEFT, 1),
        (Decision.SAME_FARM, RowState.FILLED, 1),
    ):
        IntakeRow.objects.update(decision=decision)
        assert run(intake)[2].state == state
        assert Producer.objects.count() == farms
    IntakeRow.objects.update(decision=Decision.ANOTHER)
    assert run(intake, apply=True)[2].state == RowState.NEW
    assert Producer.objects.count() == 2


def test_an_answer_about_one_farm_is_none_about_another(advisor, mende):
    ProducerFactory(name="La ferme du Causse", commune=mende)
    intake = received(advisor, csv_of(CAUSSE))
    run(intake)
    IntakeRow.objects.update(decision=Decision.SAME_FARM)
    nearer = ProducerFactory(name="GAEC du Causse", commune=mende)
    row = run(intake)[2]
    assert (row.state, row.producer, row.decision) == (RowState.ASKED, nearer, "")


def test_lines_of_one_farm_are_one_farm_with_all_its_products(advisor):
    second = ("GAEC du Causse", "", "Mende", "", "", "œufs")
    _, rows = written(advisor, CAUSSE, second)
    assert states(rows) == [RowState.NEW, RowState.JOINED]
    assert rows[3].notes == ["Même ferme que la ligne 2."]
    assert set(ProductLine.objects.values_list("family", flat=True)) == {"cheese", "honey", "eggs"}


def test_two_farms_of_one_name_are_two(advisor):
    phone = ("GAEC du Causse", "", "Mende", "04 66 11 11 11", "", "")
    siret = ("GAEC du Causse", OTHER_SIRET, "Mende", "", "", "")
    _, rows = written(advisor, CAUSSE, phone, siret)
    assert states(rows) == [RowState.NEW] * 3
    assert sorted(Producer.objects.values_list("slug", flat=True)) == [
        "gaec-du-causse", "gaec-du-causse-2", "gaec-du-causse-3",
    ]  # fmt: skip


def test_all_or_nothing_writes_nothing_while_a_line_is_refused(advisor):
    intake = received(advisor, csv_of(CAUSSE, ("", "", "Mende")), mode=IntakeMode.WHOLE)
    with pytest.raises(JobError, match="Rien n’est écrit"):
        importing.run(intake, no_progress, apply=True)
    assert not Producer.objects.exists()
    whole = received(advisor, csv_of(CAUSSE, VENT), mode=IntakeMode.WHOLE)
    run(whole, apply=True)
    assert Producer.objects.count() == 2


def test_queries_do_not_grow_with_the_farms(advisor):
    def queries(count):
        farms = [(f"Mas {count} {n}", "", "Mende", "", f"f{n}@exemple.fr", "miel") for n in range(count)]
        intake = received(advisor, csv_of(*farms))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            importing.run(intake, no_progress, apply=True)
        return len(captured)

    queries(2)
    assert queries(40) == queries(20)


def test_an_address_of_a_page_is_given_once(advisor):
    ProducerFactory(slug="mas")
    ProducerFactory(slug="mas-3")
    assert importing.free_slugs(["Mas", "Mas", "mas", "…"]) == ["mas-2", "mas-4", "mas-5", "producteur"]


def test_a_name_is_never_a_formula_of_the_report(advisor):
    rows = run(received(advisor, csv_of(("=1+1", "", "Mende", "", "", ""), headers=HEADERS)))
    assert cells(rows[2])[1] == "'=1+1"
