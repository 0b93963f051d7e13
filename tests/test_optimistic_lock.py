"""Two people at one thing: the second to write is told, then may write knowing it."""

import pytest

from carriers import changes
from carriers.models import Carrier
from pat_logistics.optimistic_lock import ConflictError, LockedForm, refuse_stale
from tests.factories.carriers import CarrierFactory

pytestmark = pytest.mark.django_db


def form_of(carrier, form_class=LockedForm, **typed):
    form = form_class(typed or None)
    form.watch(changes.of_company(carrier))
    return form


def test_what_nobody_touched_since_is_written():
    carrier = CarrierFactory()
    assert form_of(carrier, opened_on=form_of(carrier)["opened_on"].value()).is_valid()


def test_what_somebody_wrote_since_is_told_once_and_may_then_be_overwritten():
    carrier = CarrierFactory()
    mark = form_of(carrier)["opened_on"].value()
    Carrier.objects.filter(pk=carrier.pk).update(phone="04 66 00 00 00")
    late = form_of(carrier, opened_on=mark)
    assert late.non_field_errors() == [LockedForm.CONFLICT]
    assert form_of(carrier, opened_on=late["opened_on"].value()).is_valid()


def test_a_form_that_would_undo_nothing_is_written():
    class Same(LockedForm):
        def overwrites(self):
            return False

    assert form_of(CarrierFactory(), Same, opened_on="0").is_valid()


def test_what_is_not_watched_is_not_locked():
    assert LockedForm({"opened_on": ""}).is_valid()


@pytest.mark.parametrize(("opened_on", "now"), [(1, 2), ("1-0", "1-2"), (0, "0")])
def test_another_mark_is_a_conflict(opened_on, now):
    with pytest.raises(ConflictError):
        refuse_stale(opened_on, now)


def test_the_same_mark_is_none():
    refuse_stale("1-2", "1-2")
