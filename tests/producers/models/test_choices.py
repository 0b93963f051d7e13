"""What producers decided, and what is left once a profile is erased."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.consent import CURRENT, WORDINGS
from producers.models import AdvisorEntry, Claim, Erasure, PublicationChoice
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import A_WHILE_AGO, AdvisorEntryFactory, ClaimFactory, ProducerFactory
from tests.refused import assert_refused, breakable

pytestmark = pytest.mark.django_db


def choice(**values):
    return PublicationChoice.objects.create(
        **{"producer": ProducerFactory(), "group": "contact", "published": True, "wording": CURRENT} | values
    )


def erasure(**values):
    return Erasure.objects.create(**{"departement": "48", "erased_by": "producer"} | values)


REFUSED = [
    (choice, {"group": "secrets"}, "publicationchoice_group_known"),
    (erasure, {"erased_by": "nobody"}, "erasure_erased_by_known"),
    (AdvisorEntryFactory, {"source": "rumour"}, "advisorentry_source_known"),
    (AdvisorEntryFactory, {"producer": None, "email": "ferme@exemple.fr"}, "advisorentry_forgets_the_erased"),
    (
        AdvisorEntryFactory,
        {"claimed_at": A_WHILE_AGO, "refused_at": A_WHILE_AGO},
        "advisorentry_one_answer",
    ),
    (ClaimFactory, {"accepted": True}, "claim_decided_or_not"),
    (ClaimFactory, {"decided_at": A_WHILE_AGO}, "claim_decided_or_not"),
]


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_the_database_refuses_what_makes_no_sense(factory, values, constraint):
    assert_refused(factory, values, constraint)


def test_every_rule_that_one_row_can_break_is_tried_here():
    models = (PublicationChoice, Erasure, AdvisorEntry, Claim)
    assert breakable(*models) == {constraint for _, _, constraint in REFUSED}


def test_a_choice_keeps_the_sentence_it_answered():
    made = choice()
    assert made.sentence == WORDINGS[CURRENT][made.group]


def test_one_asks_once_for_a_farm_until_it_is_answered():
    claim = ClaimFactory()
    with pytest.raises(IntegrityError, match="claim_one_pending"), transaction.atomic():
        ClaimFactory(producer=claim.producer, user=claim.user)
    Claim.objects.update(accepted=False, decided_at=timezone.now())
    ClaimFactory(producer=claim.producer, user=claim.user)


def test_an_entry_is_taken_over_by_a_colleague_of_the_departement_and_nobody_else():
    entry = AdvisorEntryFactory()
    assert list(AdvisorEntry.objects.visible_to(advisor_of_lozere())) == [entry]
    assert not AdvisorEntry.objects.visible_to(UserFactory()).exists()
    AdvisorEntry.objects.update(claimed_at=timezone.now())
    assert not AdvisorEntry.objects.open().exists()
