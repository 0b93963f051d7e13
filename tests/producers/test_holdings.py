"""What an export gives, and what an erasure leaves: nothing that names the farm."""

import json
from io import BytesIO

import pghistory
import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import EmailField
from django.urls import reverse
from openpyxl import load_workbook
from pghistory.models import Context
from psycopg2 import sql

from carriers.models import QuoteInvitation
from carriers.quotes import mails
from pat_logistics.accounts.models import Organisation, Role, User
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.moderation import confirmations
from pat_logistics.portal.moderation import services as moderation
from pat_logistics.portal.moderation.models import ErrorReport
from producers import consent, entries
from producers.enums import ErasedBy, PublicationGroup
from producers.export import exported_columns
from producers.holdings import belongings, erase
from producers.models import AdvisorEntry, Erasure, Producer
from producers.services import attach, choose_publication
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import RideFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import (
    A_WHILE_AGO,
    AdvisorEntryFactory,
    FlowFactory,
    ProducerFactory,
    ProductLineFactory,
    StorageSiteFactory,
    VehicleFactory,
)
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteMessageFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

# Words that appear nowhere else, in every place where somebody could have typed one.
SECRET = "Zyzomys"
A_YEAR_LATER = A_WHILE_AGO.replace(year=2027)


@pytest.fixture
def farmer():
    return UserFactory()


@pytest.fixture
def farm(farmer):
    """A farm with one of everything, and a past: a renamed profile, a deleted vehicle, a mail, a claim."""
    farm = ProducerFactory(
        name=f"GAEC {SECRET}",
        slug="gaec-zyzomys",
        commune=CommuneFactory(mende=True),
        description=f"Chez {SECRET}",
        contact_name=SECRET,
        email="ferme@zyzomys.example",
        address=f"Chemin {SECRET}",
        website="https://zyzomys.example/",
    )
    attach(producer=farm, user=farmer)
    AdvisorEntryFactory(producer=farm, email=farm.email, reason=f"Étudier {SECRET}")
    with pghistory.context(user=farmer.pk):
        line = ProductLineFactory(producer=farm, name=f"Tomme de {SECRET}")
        StorageSiteFactory(producer=farm)
        FlowFactory(producer=farm, product_line=line, destination=CommuneFactory(montpellier=True))
        VehicleFactory(producer=farm, name=f"Camion {SECRET}").delete()
        Producer.objects.filter(pk=farm.pk).update(name=f"Ferme {SECRET}")
    choose_publication(
        producer=farm, group=PublicationGroup.PROFILE, published=True, by=farmer, wording=consent.CURRENT
    )
    advisor_of_lozere()
    entries.ask_for(producer=farm, user=UserFactory(), message=f"Je suis {SECRET}")
    kind = ContentType.objects.get_for_model(Producer)
    LogEntry.objects.create(
        user=UserFactory(), content_type=kind, object_id=farm.pk, object_repr=farm.name, action_flag=CHANGE
    )
    farm.refresh_from_db()
    return farm


def tables_that_say(word):
    """Tables of the whole database of which a row contains a word, whatever the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = set()
        for table in tables:
            search = sql.SQL("SELECT 1 FROM {} AS found WHERE found::text ILIKE %s LIMIT 1")
            cursor.execute(search.format(sql.Identifier(table)), [f"%{word}%"])
            if cursor.fetchone():
                found.add(table)
    return found


def test_before_an_erasure_the_farm_is_in_many_tables(farm):
    assert {
        "producers_producer",
        "producers_producerevent",
        "producers_vehicleevent",
        "mail_outgoingmail",
    } < (tables_that_say(SECRET))


def test_nothing_in_the_database_names_an_erased_farm(farm):
    erase(producer=farm, by=ErasedBy.PRODUCER)
    assert tables_that_say(SECRET) == set()


def test_what_is_left_is_a_date_a_departement_and_a_quality(farm):
    erase(producer=farm, by=ErasedBy.PRODUCER)
    trace = Erasure.objects.get()
    assert (trace.departement, trace.erased_by) == ("48", ErasedBy.PRODUCER)
    assert {field.name for field in Erasure._meta.fields} == {"id", "erased_at", "departement", "erased_by"}


def test_no_event_of_the_farm_stays_nor_the_requests_behind_them(farm):
    erase(producer=farm, by=ErasedBy.PRODUCER)
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model") and model._meta.app_label == "producers":
            assert not model.objects.exists(), model
    assert not Context.objects.exists()


def test_the_account_stays(farm, farmer):
    erase(producer=farm, by=ErasedBy.PRODUCER)
    assert User.objects.filter(pk=farmer.pk).exists()
    assert not Organisation.objects.filter(memberships__user=farmer).exists()


def test_the_advisor_keeps_dates_without_a_name(farm):
    erase(producer=farm, by=ErasedBy.PRODUCER)
    entry = AdvisorEntry.objects.get()
    assert (entry.producer, entry.email, entry.reason) == (None, "", "")


def test_an_organisation_that_does_something_else_stays():
    advising = OrganisationFactory(following_lozere=True)
    MembershipFactory(organisation=advising, role=Role.ADVISOR)
    erase(producer=ProducerFactory(organisation=advising), by=ErasedBy.ADMINISTRATOR)
    assert Organisation.objects.filter(pk=advising.pk).exists()


def test_erasing_a_farm_leaves_the_neighbour_whole(farm):
    flow = FlowFactory(producer=ProducerFactory(name="La voisine"))
    mails = OutgoingMail.objects.count()
    erase(producer=ProducerFactory(), by=ErasedBy.PRODUCER)
    assert flow.producer.flows.get() == flow
    assert flow.pgh_event_model.objects.filter(pgh_obj=flow).exists()
    assert OutgoingMail.objects.count() == mails
    assert tables_that_say(SECRET)


def test_every_model_tied_to_a_farm_belongs_to_it(farm):
    tied = {
        relation.related_model
        for relation in Producer._meta.related_objects
        if not relation.related_model.__name__.endswith("Event")
    }
    assert tied <= {rows.model for rows in belongings(farm, surviving=True)}


def test_the_json_export_holds_everything_and_the_history(client, farm, farmer):
    client.force_login(farmer)
    content = json.loads(client.get(reverse("farm:export_json", args=[farm.pk])).content)
    assert content["producer"][0]["email"] == "ferme@zyzomys.example"
    assert content["productline"][0]["name"] == f"Tomme de {SECRET}"
    assert content["flow"][0]["kg_per_delivery"] == "60.00"
    assert content["publicationchoice"][0]["decided_by_id"] == "vous"
    assert content["advisorentry"][0]["reason"] == f"Étudier {SECRET}"
    assert f"Véhicule «\u00a0Camion {SECRET}\u00a0»" in {change["thing"] for change in content["history"]}


def test_the_export_gives_neither_address_nor_words_of_who_claims_the_farm(client, farm, farmer):
    client.force_login(farmer)
    claim = farm.claims.get()
    content = client.get(reverse("farm:export_json", args=[farm.pk])).text
    assert claim.user.email not in content
    assert claim.message not in content


def test_the_workbook_has_a_sheet_a_subject_in_french(client, farm, farmer):
    client.force_login(farmer)
    response = client.get(reverse("farm:export_xlsx", args=[farm.pk]))
    book = load_workbook(BytesIO(response.content))
    assert {"Producteurs", "Gammes", "Flux", "Choix de publication", "Historique"} <= set(book.sheetnames)
    headers, row = list(book["Flux"].values)[:2]
    told = dict(zip(headers, row, strict=True))
    assert told["Commune de livraison"] == "Montpellier (34)"
    assert told["Mois de livraison"] == "toute l’année"


def test_a_text_that_looks_like_a_formula_stays_a_text(client, farm, farmer):
    Producer.objects.filter(pk=farm.pk).update(description="=1+1")
    client.force_login(farmer)
    response = client.get(reverse("farm:export_xlsx", args=[farm.pk]))
    cells = [cell for row in load_workbook(BytesIO(response.content))["Producteurs"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_the_export_says_nothing_of_another_farm(client, farm, farmer):
    ProductLineFactory(producer=ProducerFactory(), name="Produit de la voisine")
    client.force_login(farmer)
    assert "voisine" not in client.get(reverse("farm:export_json", args=[farm.pk])).text


def test_no_address_of_somebody_else_goes_out_with_an_export(farm):
    """A new model tied to farms that holds an address says so here, or keeps it back (`NOT_EXPORTED`)."""
    addresses = {
        f"{rows.model.__name__}.{field.name}"
        for rows in belongings(farm, surviving=True)
        for field in exported_columns(rows.model)
        if isinstance(field, EmailField)
    }
    assert addresses == {"Producer.email", "AdvisorEntry.email"}


@pytest.fixture
def in_touch(farm):
    """The farm asked for quotes, rides with a carrier and was reported on."""
    asked = QuoteInvitationFactory(request__producer=farm)
    QuoteAnswerFactory(invitation=asked)
    QuoteMessageFactory(invitation=asked)
    RideFactory(producer=farm)
    ErrorReportFactory(producer=farm, email="voisin@exemple.fr")
    return farm


def test_the_export_goes_as_far_as_quotes_and_reports(client, in_touch, farmer):
    client.force_login(farmer)
    response = client.get(reverse("farm:export_json", args=[in_touch.pk]))
    content = json.loads(response.content)
    for table in ("quoterequest", "quoteinvitation", "quoteanswer", "quotemessage", "ride", "errorreport"):
        assert content[table], table
    assert "voisin@exemple.fr" not in response.text
    book = load_workbook(BytesIO(client.get(reverse("farm:export_xlsx", args=[in_touch.pk])).content))
    assert len(book.sheetnames) == len(set(book.sheetnames)) >= len(content) - 2


def test_an_erasure_goes_as_far_as_quotes_and_reports(in_touch):
    owned = [rows.model for rows in belongings(in_touch)]
    erase(producer=in_touch, by=ErasedBy.PRODUCER)
    assert not any(model._base_manager.exists() for model in owned)
    assert tables_that_say("voisin@exemple.fr") == set()


def test_no_mail_about_an_erased_farm_stays(in_touch, farmer):
    invitation = QuoteInvitation.objects.select_related("request").get()
    for write in (
        mails.ask,
        mails.remind,
        mails.extend,
        mails.accept,
        mails.thank,
        mails.tell_chosen,
        mails.cancel,
    ):
        write(invitation)
    mails.reply(invitation.messages.get())
    mails.tell_question(invitation.messages.get())
    mails.tell_answer(invitation.answers.get())
    mails.tell_deadline(invitation.request)
    Producer.objects.filter(pk=in_touch.pk).update(published_at=A_WHILE_AGO)
    assert confirmations.remind(A_YEAR_LATER) == 1
    moderation.close(report=ErrorReport.objects.get(), user=UserFactory(), state="done", answer="Corrigé")
    erase(producer=in_touch, by=ErasedBy.PRODUCER)
    assert not OutgoingMail.objects.exclude(key__startswith="quote-gone-").exists()
    assert tables_that_say(SECRET) == set()


def test_a_carrier_asked_by_a_farm_that_goes_hears_of_it_and_not_whose_it_was(farm):
    open_one = QuoteInvitationFactory(request__producer=farm)
    QuoteInvitationFactory(request__producer=farm, state="declined")
    QuoteInvitationFactory(request__producer=farm, request__state="accepted")
    erase(producer=farm, by=ErasedBy.PRODUCER)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (open_one.to_email, "Demande de devis annulée")
    assert farm.name not in mail.body


def test_an_erasure_leaves_the_mails_of_rows_whose_numbers_begin_alike(farm):
    key = f"confirm:producteur:{farm.pk}0:2026-01"
    OutgoingMail.objects.create(key=key, to="voisine@exemple.fr")
    erase(producer=farm, by=ErasedBy.PRODUCER)
    assert OutgoingMail.objects.get().key == key


def test_erasing_a_farm_that_was_just_erased_changes_nothing(farm):
    erase(producer=Producer.objects.get(pk=farm.pk), by=ErasedBy.PRODUCER)
    assert erase(producer=farm, by=ErasedBy.PRODUCER) is None
    assert Erasure.objects.count() == 1
