"""Who moderates what."""

import pytest

from pat_logistics.accounts.models import Role
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.moderation import ErrorReportFactory

pytestmark = pytest.mark.django_db


def test_an_advisor_sees_the_producers_followed_and_every_carrier(farm):
    here = ErrorReportFactory(producer=farm)
    ErrorReportFactory(producer__commune__departement="30")
    on_carrier = ErrorReportFactory(producer=None, carrier=CarrierFactory())
    on_solution = ErrorReportFactory(producer=None, solution=SolutionFactory())
    seen = ErrorReport.objects.visible_to(advisor_of_lozere())
    assert set(seen) == {here, on_carrier, on_solution}
    assert ErrorReport.objects.visible_to(UserFactory(administrator=True)).count() == 4


def test_the_owner_of_a_farm_does_not_read_what_is_reported_about_it(farm):
    owner = UserFactory(role=Role.PRODUCER)
    farm.organisation = owner.memberships.get().organisation
    farm.save()
    ErrorReportFactory(producer=farm)
    assert not ErrorReport.objects.visible_to(owner).exists()
