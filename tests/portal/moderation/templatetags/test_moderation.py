"""What the pages of other apps ask of moderation."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.accounts.models import Role
from pat_logistics.portal.moderation.templatetags.moderation import kind_slug, may_confirm, reports_waiting
from tests.factories.accounts import MembershipFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


def test_the_keeper_of_a_page_may_confirm_it_and_no_visitor_may():
    keeper = MembershipFactory(role=Role.PRODUCER)
    farm = ProducerFactory(organisation=keeper.organisation)
    assert may_confirm({"user": keeper.user}, farm)
    assert not may_confirm({"user": UserFactory()}, farm)
    assert not may_confirm({"user": AnonymousUser()}, farm)


def test_an_advisor_is_told_of_what_waits_and_not_of_what_is_settled():
    ErrorReportFactory()
    ErrorReportFactory(rejected=True)
    assert reports_waiting(advisor_of_lozere()) == 1
    assert reports_waiting(UserFactory()) == 0


def test_each_kind_of_page_has_its_word_in_addresses():
    rows = ProducerFactory(), SolutionFactory(), CarrierFactory()
    assert [kind_slug(row) for row in rows] == ["producteur", "solution", "transporteur"]
