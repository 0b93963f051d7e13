"""The pages of a list: sent, its columns read, its lines answered, written, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pat_logistics.jobs.models import Job
from pat_logistics.jobs.running import run as work
from producers.models import Intake, Producer
from tests.factories.accounts import advisor_of_lozere
from tests.factories.producers import IntakeFactory, IntakeRowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.producers.intake.lists import CAUSSE, VENT, csv_of

pytestmark = pytest.mark.django_db

LISTS = reverse("advising:intakes")
TOLD = {"name": "Annuaire", "source": "public", "reason": "Étudier vos livraisons", "mode": "by_row"}


@pytest.fixture(autouse=True)
def _communes(db):
    CommuneFactory(mende=True)
    CommuneFactory(florac=True)


def send(client, content, **told):
    file = SimpleUploadedFile("fermes.csv", content)
    return client.post(LISTS, TOLD | told | {"file": file})


def work_all():
    for job in Job.objects.open():
        work(job.pk)


def page(client, intake, **query):
    return client.get(intake.get_absolute_url(), query).content.decode()


def test_an_advisor_brings_a_list_in_and_takes_it_back(client, advisor):
    farm = ProducerFactory(name="La ferme du Causse", commune_id="48095")
    sent = send(client, csv_of(CAUSSE, VENT, ("", "", "Mende")))
    intake = Intake.objects.get()
    columns = reverse("advising:intake_columns", args=[intake.pk])
    assert (sent.status_code, sent.url) == (302, columns)
    shown = client.get(columns)
    assert "Exemples : GAEC du Causse" in shown.content.decode().replace("\xa0", " ")
    chosen = {field.html_name: field.initial or "" for field in shown.context["form"]}
    assert client.post(columns, chosen).url == Job.objects.get().get_absolute_url()
    assert "Un travail est en cours" in page(client, intake)
    work_all()

    told = page(client, intake)
    assert "Écrire 1 fiche" in told
    assert "1 ligne à décider" in told
    assert "La ferme du Causse" in told
    assert "Il manque le nom de la ferme." in told
    decide = reverse("advising:intake_decide", args=[intake.pk])
    client.post(decide, {"row-2": "another", "row-x": "leave", "row-99999999999": "leave"})
    work_all()
    assert "Écrire 2 fiches" in page(client, intake)

    client.post(reverse("advising:intake_apply", args=[intake.pk]))
    work_all()
    assert Producer.objects.count() == 3
    told = page(client, intake)
    assert "Annuler tout l’import" in told
    assert "Aucun producteur n’a encore été prévenu." in told
    assert client.get(columns).url == intake.get_absolute_url()

    client.post(reverse("advising:intake_undo", args=[intake.pk]))
    work_all()
    assert list(Producer.objects.all()) == [farm]
    assert "Fiches effacées" in page(client, intake)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "vide"), (b"%PDF-1.4", "PDF"), (b"{", "JSON"), (b"Nom;Commune\n", "aucune ligne")],
)
def test_a_file_that_is_no_list_is_told_and_what_was_typed_is_kept(client, advisor, content, told):
    answer = send(client, content, reason="Une raison à garder")
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert "Une raison à garder" in answer.content.decode()
    assert not Intake.objects.exists()


def test_signs_of_json_that_no_database_keeps_are_an_answer_of_their_line(client, advisor):
    content = (
        rb'[{"nom": "Ferme \ud800", "commune": "Mende", "t\ud800\u0000l": "a"},'
        rb' {"nom": "Ferme", "commune": "\ud800\u0000"}, {"nom": "Bonne ferme", "commune": "Mende"}]'
    )
    assert send(client, content).status_code == 302
    intake = Intake.objects.get()
    columns = reverse("advising:intake_columns", args=[intake.pk])
    chosen = {field.html_name: field.initial or "" for field in client.get(columns).context["form"]}
    client.post(columns, chosen)
    work_all()
    assert [row.state for row in intake.rows.order_by("number")] == ["refused", "refused", "new"]
    assert "signe illisible" in page(client, intake)


def test_columns_that_are_not_read_are_folded_once_the_others_place_a_farm(client, advisor):
    def shown(headers, values):
        send(client, csv_of(values, headers=headers))
        address = reverse("advising:intake_columns", args=[Intake.objects.first().pk])
        return client.get(address).content.decode().replace("\xa0", " ")

    told = shown(("Nom", "Commune", "Zzz", "Id"), ("Ferme", "Mende", "a", "b"))
    assert '<details class="disclosure">' in told
    assert "ne seront pas lues : 2" in told
    assert told.index("Commune") < told.index("<details class") < told.index("Zzz")
    assert '<details class="disclosure" open>' in shown(("Nom", "Zzz"), ("Ferme", "a"))
    assert "<details" not in shown(("Nom", "Commune"), ("Ferme", "Mende")).split("<main")[1]


def test_columns_that_place_no_farm_are_refused_where_they_are(client, advisor):
    intake = IntakeFactory(owner=advisor)
    columns = reverse("advising:intake_columns", args=[intake.pk])
    answer = client.post(columns, {"column_0": "name", "column_1": "-"})
    assert answer.status_code == 400
    assert "Dites quelle colonne donne la commune" in answer.content.decode()
    IntakeRowFactory(intake=intake)


def test_a_list_at_work_is_not_tried_twice(client, advisor):
    intake = IntakeFactory(owner=advisor)
    columns = reverse("advising:intake_columns", args=[intake.pk])
    chosen = {"column_0": "name", "column_1": "commune"}
    client.post(columns, chosen)
    answer = client.post(columns, chosen)
    assert answer.status_code == 400
    assert "en cours" in answer.content.decode()


def test_what_cannot_be_done_any_more_is_told(client, advisor):
    intake = IntakeFactory(owner=advisor, tried=True, content=None)
    answer = client.post(reverse("advising:intake_apply", args=[intake.pk]), follow=True)
    assert "envoyez-la de nouveau" in answer.content.decode().replace("\xa0", " ")
    assert "n’est plus gardé" in page(client, intake)
    columns = client.get(reverse("advising:intake_columns", args=[intake.pk]), follow=True)
    assert columns.redirect_chain == [(intake.get_absolute_url(), 302)]


def test_somebody_elses_list_is_not_found(client, advisor):
    other = IntakeFactory(owner=advisor_of_lozere())
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "Annuaire d’essai" not in client.get(LISTS).content.decode()


def test_lines_are_shown_by_state_and_unknown_states_show_all(client, advisor):
    intake = IntakeFactory(owner=advisor, tried=True)
    IntakeRowFactory(intake=intake, name="Mas des Genêts")
    IntakeRowFactory(intake=intake, name="Mas Refusé", state="refused", faults=["Il manque la commune."])
    assert "Mas Refusé" not in page(client, intake, etat="new")
    assert "Mas Refusé" in page(client, intake, etat="'; --")


def test_queries_do_not_grow_with_the_lines(client, advisor, django_assert_max_num_queries):
    intake = IntakeFactory(owner=advisor, tried=True)
    for _ in range(60):
        IntakeRowFactory(intake=intake, state="asked", producer=ProducerFactory())
    with django_assert_max_num_queries(14):
        page(client, intake)
