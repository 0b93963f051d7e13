"""The history of a farm: who changed what, and when."""

from datetime import time

import pghistory
import pytest

from pat_logistics.accounts.models import Role
from pat_logistics.history import version
from pat_logistics.vocabulary import SeasonLevel
from producers.changes import changes
from producers.models import Producer
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, VehicleFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farmer():
    return UserFactory()


@pytest.fixture
def farm(farmer):
    organisation = OrganisationFactory()
    MembershipFactory(user=farmer, organisation=organisation, role=Role.PRODUCER)
    return ProducerFactory(organisation=organisation, commune=CommuneFactory(mende=True))


def last(farm, reader, kind="Fiche"):
    """The last change of a kind of thing: a test is one transaction, and all in it bears the same time."""
    return next(change for change in changes(farm, reader).object_list if change.thing.startswith(kind))


def told(change):
    return {field.label: (field.before, field.after) for field in change.fields}


def test_a_change_is_told_field_by_field_with_the_words_of_the_forms(farm, farmer):
    line = ProductLineFactory(producer=farm, name="Tomme", temperature="chilled")
    line.temperature, line.eur_per_kg, line.season = "frozen", "12.50", [SeasonLevel.NONE] * 11 + ["peak"]
    line.save()
    change = last(farm, farmer, "Produit")
    assert (change.action, change.thing) == ("modification", "Produit «\u00a0Tomme\u00a0»")
    assert told(change) == {
        "Température": ("frais (0 à +4\u00a0°C)", "surgelé (−18\u00a0°C)"),
        "Prix moyen (€/kg)": ("vide", "12,5"),
        "Saison": ("toute l’année", "en décembre"),
    }


def test_places_hours_and_months_are_told_in_words(farm, farmer):
    flow = FlowFactory(producer=farm, destination=CommuneFactory(mende=True))
    flow.destination, flow.not_before, flow.months = CommuneFactory(montpellier=True), time(8, 30), [5, 6, 7]
    flow.save()
    change = last(farm, farmer, "Livraison")
    assert told(change) == {
        "Commune de livraison": ("Mende (48)", "Montpellier (34)"),
        "Pas avant": ("vide", "08:30"),
        "Mois de livraison": ("toute l’année", "de mai à juillet"),
    }
    assert change.thing == "Livraison à Montpellier (34)"


def test_a_deletion_says_what_was_there(farm, farmer):
    VehicleFactory(producer=farm, name="Le fourgon blanc").delete()
    change = last(farm, farmer, "Véhicule")
    assert (change.action, change.thing) == ("suppression", "Véhicule «\u00a0Le fourgon blanc\u00a0»")
    assert told(change)["Charge utile (kg)"] == ("500", "")


def test_saving_without_changing_anything_is_no_change(farm):
    before = version(farm)
    farm.save()
    assert version(farm) == before


def test_a_write_that_goes_past_the_forms_is_noted_too(farm, farmer):
    Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 00 00")
    assert told(last(farm, farmer)) == {"Téléphone": ("vide", "04 65 71 00 00")}


def who_changed(farm, author, reader):
    with pghistory.context(user=author.pk):
        Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 00 00")
    return last(farm, reader).who


def test_one_reads_vous_for_what_one_did(farm, farmer):
    assert who_changed(farm, farmer, farmer) == "vous"


def test_an_advisor_is_named_by_the_address(farm, farmer):
    advisor = advisor_of_lozere()
    assert who_changed(farm, advisor, farmer) == f"conseiller : {advisor.email}"


def test_an_administrator_is_not_named(farm, farmer):
    assert who_changed(farm, UserFactory(administrator=True), farmer) == "l’administration du portail"


def test_an_account_deleted_since_is_not_named(farm, farmer):
    colleague = UserFactory()
    with pghistory.context(user=colleague.pk):
        Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 00 00")
    colleague.delete()
    assert last(farm, farmer).who == "un compte supprimé"


def test_a_request_notes_who_asked_and_no_address(client, farm, farmer):
    client.force_login(farmer)
    client.post(
        f"/mon-espace/ferme/{farm.pk}/stockage/ajouter/",
        {"kind": "dry", "volume_m3": "10", "free_m3": "2"},
    )
    assert last(farm, farmer, "Lieu de stockage").who == "vous"
    assert farm.storage_sites.get().pgh_event_model.objects.get().pgh_context.metadata == {"user": farmer.pk}


def test_nothing_of_another_farm_is_told(farm, farmer):
    FlowFactory(producer=ProducerFactory(name="La voisine"))
    things = {change.thing for change in changes(farm, farmer).object_list}
    assert things == {f"Fiche «\u00a0{farm.name}\u00a0»"}


def test_a_long_history_takes_no_more_queries_than_a_short_one(farm, farmer, django_assert_max_num_queries):
    for _ in range(30):
        FlowFactory(producer=farm)
    with django_assert_max_num_queries(22):
        assert len(changes(farm, farmer).object_list) == 25
