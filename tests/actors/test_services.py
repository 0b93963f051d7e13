"""Loading the public sources, again and again, over what people did meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from pat_logistics.accounts.models import Role
from pat_logistics.actors import services
from pat_logistics.actors.models import Actor
from pat_logistics.actors.services import load_actors
from pat_logistics.actors.sources import ActorFileError
from pat_logistics.history import version
from pat_logistics.mail.models import OutgoingMail
from tests.actors.files import CANTEEN, TOOL, written
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    CommuneFactory(mende=True)
    return written(tmp_path / "actors.csv", CANTEEN, TOOL)


def test_a_second_load_adds_and_changes_nothing(file):
    assert load_actors(path=file) == (2, 0)
    before = [version(actor) for actor in Actor.objects.all()]
    assert load_actors(path=file) == (0, 0)
    assert [version(actor) for actor in Actor.objects.all()] == before


def test_what_is_loaded_is_published_and_confirmed_by_nobody(file):
    load_actors(path=file)
    assert not Actor.objects.filter(published_at=None)
    assert not Actor.objects.exclude(confirmed_on=None)


def test_what_nobody_touched_follows_the_file(file):
    load_actors(path=file)
    written(file, CANTEEN | {"what_it_does": "Achète local et bio."}, TOOL)
    assert load_actors(path=file) == (0, 1)
    assert Actor.objects.get(kind="outlet").what_it_does == "Achète local et bio."


# Each write in its own transaction, as in life: what a load is told by is noted for the whole of its own.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "done",
    [{"what_it_does": "Ferme en juin."}, {"confirmed_on": timezone.localdate()}, {"published_at": None}],
)
def test_what_was_corrected_confirmed_or_withdrawn_is_left_as_it_is(file, done):
    load_actors(path=file)
    Actor.objects.filter(kind="outlet").update(**done)
    written(file, CANTEEN | {"area": "lundi"}, TOOL)
    assert load_actors(path=file) == (0, 0)
    actor = Actor.objects.get(kind="outlet")
    assert actor.area == "mardi matin"
    assert all(getattr(actor, name) == value for name, value in done.items())


def test_what_was_deleted_does_not_come_back(file):
    load_actors(path=file)
    Actor.objects.filter(kind="outlet").delete()
    assert load_actors(path=file) == (0, 0)


def test_an_entry_of_an_advisor_at_the_same_address_is_left_alone(file):
    entered = ActorFactory(slug="cuisine-centrale-de-lexemple", origin="advisor", name="La cuisine")
    assert load_actors(path=file) == (1, 0)
    entered.refresh_from_db()
    assert entered.name == "La cuisine"


def test_a_commune_that_nobody_knows_stops_the_whole_load(file):
    written(file, CANTEEN, TOOL | {"insee": "48999"})
    with pytest.raises(ActorFileError, match="48999"):
        load_actors(path=file)
    assert not Actor.objects.exists()


def test_an_entry_of_an_advisor_is_shown_at_once_at_an_address_of_its_own():
    for slug in ("saisir-fiche", "cuma-du-lot", "cuma-du-lot-2"):
        actor = ActorFactory.build(name="Saisir" if "saisir" in slug else "Cuma du Lot", slug="")
        actor = services.save_entry(actor=actor, is_right=False)
        assert actor.slug == slug
        assert actor.confirmed_on is None
        assert actor.published_at is not None


def test_what_was_checked_bears_the_date_of_today():
    actor = services.save_entry(actor=ActorFactory.build(slug=""), is_right=True)
    assert actor.confirmed_on == timezone.localdate()
    other = ActorFactory()
    services.confirm(actor=other)
    assert other.confirmed_on == timezone.localdate()


def test_withdrawing_hides_and_publishing_shows_again():
    actor = ActorFactory()
    services.publish(actor=actor, published=False)
    assert not Actor.objects.published()
    services.publish(actor=actor, published=True)
    assert list(Actor.objects.published()) == [actor]


def test_who_asks_for_an_entry_waits_once_and_the_advisors_there_are_told():
    advisor, elsewhere = advisor_of_lozere(), UserFactory(role=Role.ADVISOR)
    actor, user = ActorFactory(departements=["48"]), UserFactory()
    claim = services.ask_for(actor=actor, user=user, message="La directrice")
    assert services.ask_for(actor=actor, user=user, message="Encore") == claim
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {advisor.email}
    assert elsewhere.email not in told


def test_what_acts_nowhere_in_particular_is_told_to_every_advisor():
    advisors = {advisor_of_lozere().email, UserFactory(role=Role.ADVISOR).email}
    services.ask_for(actor=ActorFactory(everywhere=True, departements=[]), user=UserFactory(), message="x")
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == advisors


def test_one_asks_for_three_entries_at_a_time():
    user = UserFactory()
    for _ in range(services.PENDING_CLAIMS):
        services.ask_for(actor=ActorFactory(), user=user, message="x")
    with pytest.raises(ValidationError, match="plusieurs demandes en attente"):
        services.ask_for(actor=ActorFactory(), user=user, message="x")


@pytest.mark.parametrize("accepted", [True, False])
def test_an_answer_is_given_once_and_told(accepted):
    claim, advisor = ActorClaimFactory(), advisor_of_lozere()
    assert services.answer_claim(claim=claim, by=advisor, accepted=accepted)
    assert not services.answer_claim(claim=claim, by=advisor, accepted=not accepted)
    mail = OutgoingMail.objects.get()
    assert mail.to == claim.user.email
    assert ("acceptée : vous tenez" in mail.body.replace("\N{NO-BREAK SPACE}", " ")) is accepted
    assert Actor.objects.managed_by(claim.user).exists() is accepted


def test_nobody_answers_the_own_request():
    advisor = advisor_of_lozere()
    with pytest.raises(PermissionDenied):
        services.answer_claim(claim=ActorClaimFactory(user=advisor), by=advisor, accepted=True)
