"""Pioneer groups: who makes and sees them, and what is left of a consent withdrawn."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.models import PioneerGroup, PioneerMember
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import VehicleFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.pioneers import builder, pioneer

pytestmark = pytest.mark.django_db


def group_of(*farms, **columns):
    group = PioneerGroup.objects.create(**{"name": "Vers Mende", "departement": "48", **columns})
    PioneerMember.objects.bulk_create(PioneerMember(group=group, producer=farm) for farm in farms)
    return group


def members_of(group):
    return {member.producer for member in group.memberships.all()}


def sent(*farms, **data):
    return {"key": uuid.uuid4(), "name": "Vers Mende", "producers": [farm.pk for farm in farms], **data}


@pytest.mark.parametrize("place", ["99999", "\x00", "’ OR 1=1", ""])
def test_an_address_without_a_known_place_offers_the_places(client, advisor, mende, place):
    for _ in range(2):
        pioneer(mende)
    context = client.get(builder(place)).context
    assert context["place"] is None
    assert [row["farms"] for row in context["places"]] == [2]


def test_a_group_keeps_the_farms_ticked_and_who_made_it(client, advisor, mende):
    first, second, _ = (pioneer(mende) for _ in range(3))
    answer = client.post(builder(), sent(first, second))
    group = PioneerGroup.objects.get()
    assert answer.url == group.get_absolute_url()
    assert members_of(group) == {first, second}
    assert group.created_by == advisor


def test_the_same_form_twice_is_one_group(client, advisor, mende):
    data = sent(pioneer(mende), pioneer(mende))
    client.post(builder(), data)
    client.post(builder(), data)
    assert (PioneerGroup.objects.count(), PioneerMember.objects.count()) == (1, 2)


def test_a_farm_that_did_not_agree_cannot_be_slipped_in(client, advisor, mende):
    for _ in range(2):
        pioneer(mende)
    answer = client.post(builder(), sent(pioneer(mende, answer="no")))
    assert "n’est plus d’accord" in answer.content.decode()
    assert not PioneerGroup.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Donnez un nom"),
        ({"name": "Déjà là"}, "porte déjà ce nom"),
        ({"producers": []}, "Cochez au moins une ferme"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_ticked_stays(client, advisor, mende, wrong, message):
    farms = [pioneer(mende), pioneer(mende)]
    group_of(name="Déjà là")
    text = client.post(builder(), sent(*farms) | wrong).content.decode()
    assert message in text
    assert text.count("checked") == len((sent(*farms) | wrong)["producers"])


def test_farms_join_a_group_that_exists(client, advisor, mende):
    first, second = pioneer(mende), pioneer(mende)
    group = group_of(first)
    client.post(builder(), sent(first, second, name="", group=group.pk))
    assert members_of(group) == {first, second}


def test_the_page_gives_the_contacts_and_the_history(client, advisor, mende):
    client.post(builder(), sent(pioneer(mende), pioneer(mende)))
    text = client.get(PioneerGroup.objects.get().get_absolute_url()).content.decode()
    assert "04 66 00 00 00" in text
    assert "Historique" in text
    assert "Ferme du Causse" in text


@pytest.mark.parametrize("kind", ["csv", "page"])
def test_who_withdrew_keeps_no_contact_on_the_list(client, advisor, mende, kind):
    farm = pioneer(mende)
    group = group_of(farm)
    farm.survey_responses.update(withdrawn_at=timezone.now())
    address = reverse("needs:group_export", args=[group.pk, "csv"])
    text = client.get(address if kind == "csv" else group.get_absolute_url()).content.decode()
    assert farm.name in text
    assert "04 66 00 00 00" not in text


def test_a_name_that_is_a_formula_stays_text_in_the_file(client, advisor, mende):
    farm = pioneer(mende)
    farm.name = "=1+1"
    farm.save()
    address = reverse("needs:group_export", args=[group_of(farm).pk, "csv"])
    assert "'=1+1" in client.get(address).content.decode()


def test_farms_ticked_leave_the_group(client, advisor, mende):
    first, second = pioneer(mende), pioneer(mende)
    group = group_of(first, second)
    member = PioneerMember.objects.get(producer=first)
    client.post(reverse("needs:group_remove", args=[group.pk]), {"members": [member.pk, "\x00", "9" * 30]})
    assert members_of(group) == {second}


def test_the_group_of_another_departement_is_not_found(client, advisor, mende):
    group = group_of(departement="34")
    for address in (
        group.get_absolute_url(),
        reverse("needs:group_export", args=[group.pk, "csv"]),
        reverse("needs:group_delete", args=[group.pk]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("needs:group_delete", args=[group.pk])).status_code == 404


def test_an_advisor_of_elsewhere_sees_no_group_of_here(client, mende):
    user = UserFactory()
    MembershipFactory(user=user, role=Role.ADVISOR, organisation=OrganisationFactory(departements=["34"]))
    client.force_login(user)
    assert client.get(group_of(pioneer(mende)).get_absolute_url()).status_code == 404


def test_a_farm_that_moved_away_is_listed_no_more(client, advisor, mende):
    farm = pioneer(mende)
    group = group_of(farm)
    farm.commune = CommuneFactory(montpellier=True)
    farm.save()
    assert farm.name not in client.get(reverse("needs:group_export", args=[group.pk, "csv"])).content.decode()


def test_deleting_a_group_leaves_the_farms(client, advisor, mende):
    farm = pioneer(mende)
    group = group_of(farm)
    client.post(reverse("needs:group_delete", args=[group.pk]))
    assert not PioneerGroup.objects.exists()
    farm.refresh_from_db()


def test_the_group_is_written_to_in_blind_copy_if_it_agrees(client, advisor, mende):
    agreed, silent, withdrawn = pioneer(mende), pioneer(mende), pioneer(mende)
    for farm, email in ((agreed, "a+b@exemple.fr"), (silent, ""), (withdrawn, "non@exemple.fr")):
        farm.email = email
        farm.save()
    withdrawn.survey_responses.update(withdrawn_at=timezone.now())
    group = group_of(agreed, silent, withdrawn, name="Vers Mende & Alès")
    [letter] = client.get(group.get_absolute_url()).context["letters"]
    assert letter.farms == 1
    assert letter.address.startswith(
        "mailto:?bcc=a%2Bb%40exemple.fr&subject=Vers%20Mende%20%26%20Al%C3%A8s&body=Bonjour"
    )


def test_a_group_remembers_what_its_farms_deliver_and_nothing_of_who_left(client, advisor, mende):
    stays, left = pioneer(mende, weekdays=[4]), pioneer(mende, weekdays=[5])
    VehicleFactory(producer=stays, payload_kg=800)
    left.survey_responses.update(withdrawn_at=timezone.now())
    group = group_of(stays, left)
    page = client.get(group.get_absolute_url()).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "jeudi" in page
    assert "vendredi" not in page
    assert "800 kg" in page
    file = client.get(reverse("needs:group_export", args=[group.pk, "csv"])).content.decode("utf-8-sig")
    assert "jeudi" in file
    assert "vendredi" not in file
