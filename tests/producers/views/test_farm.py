"""One's own farm, page by page."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from pat_logistics.accounts.models import Organisation, Role
from pat_logistics.history import version
from producers import consent, entries
from producers.models import Claim, Erasure, Producer
from producers.views import farm as farm_views
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.producers import (
    ProducerFactory,
    ProductLineFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

SIRET = "73282932000074"


def url(name, farm, *args):
    return reverse(f"farm:{name}", args=[farm.pk, *args])


def creation(**answers):
    return {"name": "Ferme du Vent", "commune": "48095", "legal_form": "sole", "siret": ""} | answers


def create(client, **answers):
    return client.post(reverse("farm:create"), creation(**answers), follow=True)


# --- Creating ---------------------------------------------------------------------------------------


def test_four_answers_make_a_profile_of_one_s_own(client, farmer, mende):
    page = create(client, siret="732 829 320 00074").text
    producer = Producer.objects.owned_by(farmer).get()
    assert (producer.name, producer.siret, producer.published_at) == ("Ferme du Vent", SIRET, None)
    assert "Votre fiche est créée" in page


def test_a_commune_of_yesterday_is_taken_and_the_next_page_says_so(client, farmer):
    CommuneFactory(peyre=True)
    page = create(client, commune="Javols", commune_typed="").text
    assert Producer.objects.owned_by(farmer).get().commune_id == "48009"
    assert "Javols, aujourd’hui Peyre en Aubrac (48)." in page


def test_the_same_siret_is_refused_with_a_way_to_ask_for_the_profile(client, farmer, mende):
    known = ProducerFactory(siret=SIRET, name="Nom Secret")
    page = create(client, siret=SIRET).text
    assert Producer.objects.count() == 1
    assert "Une fiche non publiée" in page
    assert "Nom Secret" not in page
    assert reverse("farm:claim", args=[known.pk]) not in page
    (key_page,) = re.findall(r'href="(/mon-espace/ferme/demander/cle/[^"]*)"', page)
    assert "qui n’est pas publiée" in client.get(key_page).text


@pytest.mark.parametrize("name", ["GAEC du Vent", "la ferme du vent", "Ferme du Vennt"])
def test_a_name_that_resembles_one_of_the_commune_is_asked_about(client, farmer, mende, name):
    ProducerFactory(name="Ferme du Vent", commune=mende, published=True)
    page = create(client, name=name).text
    assert "Est-ce l’une de ces fiches" in page
    assert "Ferme du Vent" in page
    assert Producer.objects.count() == 1


def test_once_confirmed_to_be_another_farm_it_is_created(client, farmer, mende):
    ProducerFactory(name="Ferme du Vent", commune=mende)
    create(client, is_another="on")
    assert Producer.objects.count() == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"name": "Ferme du Vent", "siret": "1"},
        {"name": "Ferme du Vent", "legal_form": "inventé"},
        {"name": "", "siret": SIRET},
        {"name": "Autre", "legal_form": "", "siret": SIRET},
    ],
)
def test_a_form_that_is_wrong_elsewhere_tells_nothing_of_the_other_farms(client, farmer, mende, answers):
    ProducerFactory(name="Ferme du Vent", commune=mende, siret=SIRET)
    page = create(client, **answers).text
    assert "non publiée" not in page
    assert "existe déjà" not in page
    assert "déjà ce SIRET" not in page


def test_who_tries_many_names_is_stopped_and_nothing_is_created(client, farmer, mende):
    ProducerFactory(name="Ferme du Vent", commune=mende)
    for _ in range(farm_views.LOOKUPS_PER_HOUR):
        assert "non publiée" in create(client).text
    page = create(client).text
    assert "beaucoup d’essais" in page
    assert "non publiée" not in page
    assert Producer.objects.count() == 1


def test_the_siret_of_a_hidden_farm_is_not_guessed_from_one_s_own_profile(client, farm):
    ProducerFactory(siret=SIRET)
    typed = {"name": farm.name, "commune": farm.commune_id, "legal_form": farm.legal_form, "siret": SIRET}
    typed["opened_on"] = version(farm)
    tries = [client.post(url("profile", farm), typed).text for _ in range(farm_views.LOOKUPS_PER_HOUR + 1)]
    assert ["déjà ce SIRET" in page for page in tries] == [True] * farm_views.LOOKUPS_PER_HOUR + [False]
    wrong = client.post(url("profile", farm), typed | {"website": "faux"}).text
    assert "déjà ce SIRET" not in wrong


def test_asking_for_a_hidden_farm_by_its_number_is_asking_for_none(client, farmer):
    hidden = ProducerFactory()
    answers = [client.get(reverse("farm:claim", args=[pk])) for pk in (hidden.pk, hidden.pk + 1000)]
    assert {answer.status_code for answer in answers} == {404}
    shown, missing = (
        re.sub(rf"\b{pk}\b", "", answer.text)
        for pk, answer in zip((hidden.pk, hidden.pk + 1000), answers, strict=True)
    )
    assert shown == missing


def test_the_key_to_a_hidden_farm_opens_for_one_account_for_a_day(client, farmer, monkeypatch):
    hidden = ProducerFactory(name="Nom Secret")
    address = reverse("farm:claim_hidden", args=[entries.claim_key(hidden, farmer)])
    assert "Nom Secret" not in client.get(address).text
    client.post(address, {"message": "C’est moi"})
    assert Claim.objects.get().producer == hidden
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(farmer)
    monkeypatch.setattr(entries, "KEY_LASTS", timedelta(seconds=-1))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["Les Chèvres de Zoé", "Rucher d’en haut"])
def test_a_name_of_its_own_is_not_asked_about(client, farmer, mende, name):
    ProducerFactory(name="Ferme du Vent", commune=mende)
    create(client, name=name)
    assert Producer.objects.filter(name=name).exists()


def test_the_same_name_in_another_commune_is_another_farm(client, farmer, mende):
    ProducerFactory(name="Ferme du Vent", commune=CommuneFactory(florac=True))
    create(client)
    assert Producer.objects.count() == 2


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("/devis/demander/?origin=48095", True), ("https://ailleurs.example/", False), ("", False)],
)
def test_after_creation_one_goes_back_to_what_one_was_doing_on_the_portal(client, farmer, mende, asked, kept):
    response = client.post(reverse("farm:create", query={"next": asked}), creation())
    overview = reverse("farm:overview", args=[Producer.objects.get().pk])
    assert response.url == (asked if kept else overview)


def test_pressing_the_button_twice_creates_one_profile(client, farmer, mende):
    create(client)
    create(client)
    assert Producer.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "x" * 121),
        ("commune", ""),
        ("commune", "nulle part du tout"),
        ("siret", "12"),
        ("siret", "73282932000075"),
        ("legal_form", "inventé"),
    ],
)
def test_a_bad_answer_is_shown_at_its_field_and_nothing_is_created(client, farmer, mende, field, typed):
    response = client.post(reverse("farm:create"), creation(**{field: typed}))
    assert field in response.context["form"].errors
    assert not Producer.objects.exists()
    assert not Organisation.objects.exists()


# --- Profile ----------------------------------------------------------------------------------------


def profile(client, farm, **answers):
    """The data of the open form, with some answers changed."""
    form = client.get(url("profile", farm)).context["form"]
    data = {field.html_name: field.value() for field in form}
    data["commune"] = farm.commune_id
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return data | answers


def test_the_profile_is_saved_with_the_position_typed_the_french_way(client, farm):
    data = profile(client, farm, phone="+33 (0)4.65.71-12 34", latitude="44,5", longitude="3,25")
    assert client.post(url("profile", farm), data).status_code == 302
    farm.refresh_from_db()
    assert (farm.phone, farm.latitude, farm.longitude) == ("04 65 71 12 34", 44.5, 3.25)


def test_without_a_position_the_farm_stands_at_the_town_hall(client, farm):
    client.post(url("profile", farm), profile(client, farm, commune=CommuneFactory(florac=True).pk))
    farm.refresh_from_db()
    assert farm.stands_at_town_hall


def test_the_organisation_follows_the_name_of_the_farm(client, farm):
    client.post(url("profile", farm), profile(client, farm, name="Ferme du Grand Vent"))
    assert Organisation.objects.get().name == "Ferme du Grand Vent"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("latitude", "91"),
        ("latitude", "nan"),
        ("latitude", "9" * 400),
        ("phone", "appelez-moi"),
        ("website", "javascript:alert(1)"),
        ("email", "pas une adresse"),
        ("labels", ["inventé"]),
        ("description", "x" * 2001),
    ],
)
def test_a_bad_value_is_told_at_its_field_and_kept_on_screen(client, farm, field, typed):
    data = profile(client, farm, longitude="3,25") | {field: typed}
    response = client.post(url("profile", farm), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_contradictory_wishes_are_told_at_the_second_one(client, farm):
    data = profile(client, farm, refuses_intermediaries="on", open_to_pooling="on")
    errors = client.post(url("profile", farm), data).context["form"].errors
    assert list(errors) == ["open_to_pooling"]


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(client, farm):
    data = profile(client, farm, phone="04 65 71 11 11")
    Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 22 22")
    response = client.post(url("profile", farm), data)
    assert response.context["form"].conflicts == [("Téléphone", "04 65 71 22 22", "04 65 71 11 11")]
    assert "Rien n’a été écrasé" in response.text
    farm.refresh_from_db()
    assert farm.phone == "04 65 71 22 22"


def test_having_seen_the_difference_one_may_keep_one_s_own(client, farm):
    data = profile(client, farm, phone="04 65 71 11 11")
    Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 22 22")
    shown = client.post(url("profile", farm), data).context["form"]
    client.post(url("profile", farm), data | {"opened_on": shown["opened_on"].value()})
    farm.refresh_from_db()
    assert farm.phone == "04 65 71 11 11"


def test_the_same_answers_sent_twice_are_no_conflict(client, farm):
    data = profile(client, farm, phone="04 65 71 11 11")
    client.post(url("profile", farm), data)
    assert client.post(url("profile", farm), data).status_code == 302


# --- Publication ------------------------------------------------------------------------------------


def publish(client, farm, group, choice="yes", wording=consent.CURRENT):
    data = {"group": group, "published": choice, "wording": wording}
    return client.post(url("publish", farm), data, follow=True)


def public_answers(client, farm):
    """What every output says of the farm to a visitor."""
    client.logout()
    addresses = [
        farm.get_absolute_url(),
        reverse("producers:list"),
        reverse("producers:list") + "?q=vent",
        reverse("api:producer-list"),
        reverse("api:producer-detail", args=[farm.pk]),
    ]
    return "".join(client.get(address).text for address in addresses)


def test_a_group_withdrawn_is_gone_at_the_next_request_from_every_output(client, farm, farmer):
    Producer.objects.filter(pk=farm.pk).update(
        phone="04 65 71 12 34", published_at=timezone.now(), contact_published_at=timezone.now()
    )
    assert "04 65 71 12 34" in public_answers(client, farm)
    client.force_login(farmer)
    publish(client, farm, "contact", "no")
    answers = public_answers(client, farm)
    assert "04 65 71 12 34" not in answers
    assert "Ferme du Vent" in answers


def test_a_profile_withdrawn_is_gone_at_the_next_request_from_every_output(client, farm, farmer):
    publish(client, farm, "profile")
    assert "Ferme du Vent" in public_answers(client, farm)
    client.force_login(farmer)
    publish(client, farm, "profile", "no")
    assert "Ferme du Vent" not in public_answers(client, farm)


def test_publishing_shows_the_sentence_the_date_and_the_choice(client, farm):
    page = publish(client, farm, "profile").text
    assert consent.WORDINGS[consent.CURRENT]["profile"] in page
    assert "Retirer" in page
    assert "Et maintenant\u00a0?" in page
    assert f"version {consent.CURRENT}" in page


@pytest.mark.parametrize("wording", ["", "2020-01"])
def test_another_sentence_than_the_present_one_publishes_nothing(client, farm, wording):
    assert "relisez-le" in publish(client, farm, "profile", wording=wording).text
    assert not Producer.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(("group", "choice"), [("inventé", "yes"), ("profile", "peut-être"), ("", "")])
def test_an_unknown_choice_changes_nothing(client, farm, group, choice):
    assert "Choisissez une rubrique" in publish(client, farm, group, choice).text


def test_an_advisor_may_withdraw_and_not_publish(client, farm):
    client.force_login(advisor_of_lozere())
    assert publish(client, farm, "profile").status_code == 403
    assert publish(client, farm, "profile", "no").status_code == 200


def test_the_preview_is_the_page_of_a_visitor(client, farm):
    ProductLineFactory(producer=farm, kg_per_year=4321)
    Producer.objects.filter(pk=farm.pk).update(published_at=timezone.now(), phone="04 65 71 12 34")
    page = client.get(url("preview", farm)).text
    assert "Ce producteur ne publie pas ses coordonnées" in page
    assert "04 65 71 12 34" not in page
    assert "4\u202f321" not in page
    assert "Revenir à mon espace" in page
    # She is its owner: asking for it makes no sense, though a real visitor may.
    assert "C’est ma ferme" not in page


def test_the_preview_of_an_unpublished_profile_says_that_the_public_sees_nothing(client, farm):
    assert "Le public ne voit rien" in client.get(url("preview", farm)).text


# --- Which farm, and leaving ------------------------------------------------------------------------


def test_with_several_farms_one_picks(client, farm, farmer):
    other = ProducerFactory(name="Ferme d’en bas", organisation=OrganisationFactory())
    MembershipFactory(user=farmer, organisation=other.organisation, role=Role.PRODUCER)
    page = client.get(reverse("farm:index")).text
    assert url("overview", farm) in page
    assert url("overview", other) in page


def test_erasing_asks_for_the_name_and_then_forgets_everything(client, farm):
    assert client.post(url("erase", farm), {"name": "une autre"}).context["form"].errors
    response = client.post(url("erase", farm), {"name": " ferme du VENT "}, follow=True)
    assert "sont effacés" in response.text
    assert not Producer.objects.exists()
    assert Erasure.objects.get().erased_by == "producer"
    assert "Vous n’avez pas encore de fiche" in response.text


def test_asking_for_a_profile_that_exists_waits_for_an_advisor(client, farmer, mende):
    producer = ProducerFactory(commune=mende, published=True)
    response = client.post(
        reverse("farm:claim", args=[producer.pk]), {"message": "C’est chez moi"}, follow=True
    )
    assert "en attente d’un conseiller" in response.text
    assert Claim.objects.get().message == "C’est chez moi"
    assert not Producer.objects.owned_by(farmer).exists()


def test_the_account_page_leads_to_create_a_profile(client, farmer):
    assert reverse("farm:create") in client.get(reverse("accounts:profile")).text
