"""Pioneer groups: whom they may hold, and who sees them."""

import pytest
from django.db import IntegrityError, transaction

from needs_survey.models import PioneerGroup, PioneerMember, SurveyResponse
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import validated_response
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return PioneerGroup.objects.create(name="Vers Alès", departement="48")


def test_a_name_is_that_of_one_group_of_the_departement(group):
    PioneerGroup.objects.create(name=group.name, departement="12")
    with pytest.raises(IntegrityError, match="pioneer_group_named_once"), transaction.atomic():
        PioneerGroup.objects.create(name=group.name, departement="48")


def test_a_farm_is_in_a_group_once(group):
    member = PioneerMember.objects.create(group=group, producer=ProducerFactory())
    with pytest.raises(IntegrityError, match="pioneer_member_once"), transaction.atomic():
        PioneerMember.objects.create(group=group, producer=member.producer)


def test_a_farm_agrees_while_its_last_answer_says_so(group):
    farm = ProducerFactory()
    PioneerMember.objects.create(group=group, producer=farm)
    validated_response(farm)
    for pioneer, agrees in (("yes", True), ("no", False)):
        SurveyResponse.objects.update(answers={"plan_consent": "yes", "pioneer": pioneer})
        assert PioneerMember.objects.with_wish().get().agrees == agrees


def test_a_group_is_seen_by_the_advisors_of_its_departement_only(group):
    for model in (PioneerGroup, PioneerMember):
        assert not model.objects.visible_to(UserFactory()).exists()
    assert list(PioneerGroup.objects.visible_to(advisor_of_lozere())) == [group]
    PioneerGroup.objects.update(departement="12")
    assert not PioneerGroup.objects.visible_to(advisor_of_lozere()).exists()
