"""Lists of producers: whose they are, and what the database holds of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from producers.models import Intake, IntakeRow
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import A_WHILE_AGO, IntakeFactory, IntakeRowFactory, ProducerFactory

pytestmark = pytest.mark.django_db


def test_a_list_is_its_advisors_own():
    mine, other = IntakeFactory(owner=advisor_of_lozere()), IntakeFactory()
    IntakeRowFactory(intake=mine)
    assert list(Intake.objects.visible_to(mine.owner)) == [mine]
    assert IntakeRow.objects.visible_to(mine.owner).count() == 1
    assert not Intake.objects.visible_to(other.owner).exists()
    assert not Intake.objects.visible_to(AnonymousUser()).exists()
    assert Intake.objects.visible_to(UserFactory(administrator=True)).count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"applied_at": A_WHILE_AGO},
        {"tried_at": A_WHILE_AGO, "undone_at": A_WHILE_AGO},
        {"tried_at": A_WHILE_AGO, "told_at": A_WHILE_AGO},
        {"source": "ailleurs"},
        {"mode": "autre"},
    ],
)
def test_steps_come_in_their_order(fields):
    with pytest.raises(IntegrityError):
        IntakeFactory(**fields)


@pytest.mark.parametrize("fields", [{"state": "autre"}, {"decision": "autre"}])
def test_a_line_has_known_words(fields):
    with pytest.raises(IntegrityError):
        IntakeRowFactory(**fields)


def test_a_number_is_there_once():
    row = IntakeRowFactory()
    with pytest.raises(IntegrityError):
        IntakeRowFactory(intake=row.intake, number=row.number)


def test_a_line_goes_with_its_farm_and_with_its_list():
    farm = ProducerFactory()
    IntakeRowFactory(producer=farm)
    farm.delete()
    assert not IntakeRow.objects.exists()
    IntakeRowFactory().intake.delete()
    assert not IntakeRow.objects.exists()


def test_what_may_still_be_done_with_a_list():
    sent, tried, written = (
        IntakeFactory(**{trait: True} if trait else {}) for trait in ("", "tried", "written")
    )
    assert [intake.may_change for intake in (sent, tried, written)] == [True, True, False]
    assert [intake.may_be_undone for intake in (sent, tried, written)] == [False, False, True]
    assert not IntakeFactory(tried=True, content=None).may_change


def test_lines_are_counted_by_state():
    intake = IntakeFactory()
    for state in ("new", "new", "refused"):
        IntakeRowFactory(intake=intake, state=state)
    assert intake.rows.counts() == {"new": 2, "refused": 1}
    assert str(intake) == "Annuaire d’essai"
    assert str(IntakeRowFactory(number=7)) == "Ligne 7"
