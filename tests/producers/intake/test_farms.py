"""Lines that are one farm, and the farm of the portal that they are: each is made or filled once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.accounts.models import Organisation
from pat_logistics.vocabulary import Label, ProductFamily
from producers.intake import importing
from producers.intake.farms import farms_of
from producers.intake.rows import Candidate, Place
from producers.models import Decision, IntakeRow, Producer, ProductLine, RowState
from tests.factories.producers import ProducerFactory
from tests.producers.intake.lists import OTHER_SIRET, SIRET, csv_of, received, run

pytestmark = pytest.mark.django_db

HEADERS = ("Nom", "SIRET", "Commune", "Tel", "Produits", "Labels", "Latitude", "Longitude", "Numéro bio")
PHONE, OTHER_PHONE = "04 66 00 00 01", "04 66 00 00 02"


@pytest.fixture(autouse=True)
def _communes(lozere):
    """Where the farms of the lists are."""


def line(name="GAEC du Causse", commune="Mende", **told):
    given = {"Nom": name, "Commune": commune} | told
    return tuple(given.get(header, "") for header in HEADERS)


def listed(advisor, *lines, apply=True):
    return run(received(advisor, csv_of(*lines, headers=HEADERS)), apply=apply)


def states(rows):
    return [rows[number].state for number in sorted(rows)]


def test_a_siret_told_on_a_later_line_finds_the_farm_of_the_portal(advisor, mende):
    farm = ProducerFactory(name="Autre nom", siret=SIRET, commune=mende)
    rows = listed(advisor, line(), line(SIRET=SIRET, Tel=PHONE))
    assert states(rows) == [RowState.FILLED, RowState.JOINED]
    farm.refresh_from_db()
    assert farm.phone == PHONE
    assert Producer.objects.get() == farm


def test_a_siret_told_on_a_later_line_is_known_to_the_lines_that_follow(advisor):
    rows = listed(advisor, line(), line(SIRET=SIRET), line("Les brebis de Paul", SIRET=SIRET))
    assert states(rows) == [RowState.NEW, RowState.JOINED, RowState.JOINED]
    assert Producer.objects.get().siret == SIRET


def test_a_line_may_show_that_two_lines_before_it_are_one_farm(advisor):
    rows = listed(
        advisor,
        line("Les brebis de Paul", SIRET=SIRET, Produits="miel"),
        line(Produits="œufs"),
        line(SIRET=SIRET),
    )
    assert states(rows) == [RowState.NEW, RowState.JOINED, RowState.JOINED]
    assert rows[3].notes[0] == rows[4].notes[0] == "Même ferme que la ligne 2."
    assert rows[4].notes[1] == "Dit autrement que plus haut : nom."
    assert set(ProductLine.objects.values_list("family", flat=True)) == {"honey", "eggs"}


def test_a_hidden_siret_refuses_the_farm_on_whatever_line_it_is(advisor, lozere):
    ProducerFactory(siret=SIRET, commune=lozere["34"])
    rows = listed(advisor, line(), line(SIRET=SIRET))
    assert (rows[2].state, rows[2].faults) == (RowState.REFUSED, [importing.TAKEN])
    assert Producer.objects.count() == 1


def test_the_siret_of_an_example_is_not_filled_nor_taken(advisor, mende):
    ProducerFactory(siret=SIRET, commune=mende, is_example=True)
    rows = listed(advisor, line(SIRET=SIRET))
    assert states(rows) == [RowState.REFUSED]
    assert Producer.objects.get().is_example


def test_the_number_of_a_register_is_one_farm(advisor):
    rows = listed(
        advisor,
        line("GAEC du Causse", **{"Numéro bio": "12345"}),
        line("Le magasin du Causse", **{"Numéro bio": "12345"}, Produits="miel"),
        line("Le magasin du Causse", **{"Numéro bio": "12346"}),
    )
    assert states(rows) == [RowState.NEW, RowState.JOINED, RowState.NEW]


def test_two_sirets_stay_two_farms_whatever_else_they_share(advisor):
    rows = listed(advisor, line(SIRET=SIRET), line(), line(SIRET=OTHER_SIRET))
    assert states(rows) == [RowState.NEW, RowState.JOINED, RowState.NEW]
    assert rows[4].notes == ["Même nom et même commune que la ligne 2."]


def test_a_farm_of_the_portal_is_filled_once(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, phone=PHONE, commune=mende)
    rows = listed(
        advisor,
        line("Les brebis de Paul", SIRET=SIRET, Tel=OTHER_PHONE, Produits="miel"),
        line(Tel=PHONE, Produits="œufs", Labels="AB"),
    )
    assert states(rows) == [RowState.FILLED, RowState.JOINED]
    assert rows[3].producer == farm
    farm.refresh_from_db()
    assert farm.labels == [Label.ORGANIC]
    assert {line.family for line in farm.product_lines.all()} == {ProductFamily.HONEY, ProductFamily.EGGS}


def test_two_lines_answered_to_be_one_farm_fill_it_once_and_stay_answered(advisor, mende):
    farm = ProducerFactory(name="La ferme du Causse", commune=mende)
    intake = received(advisor, csv_of(line(SIRET=SIRET), line(SIRET=OTHER_SIRET), headers=HEADERS))
    assert states(run(intake)) == [RowState.ASKED, RowState.ASKED]
    IntakeRow.objects.update(decision=Decision.SAME_FARM)
    for apply in (False, False, True):
        assert states(run(intake, apply=apply)) == [RowState.FILLED, RowState.JOINED]
    farm.refresh_from_db()
    assert farm.siret == SIRET
    assert Producer.objects.count() == 1


def test_lines_add_up_their_lists_and_what_they_contradict_is_told(advisor):
    rows = listed(
        advisor,
        line(SIRET=SIRET, Tel=PHONE, Labels="AB", Produits="miel"),
        line(SIRET=SIRET, Tel=OTHER_PHONE, Labels="AOP|AB", Produits="œufs|miel"),
    )
    farm = Producer.objects.get()
    assert farm.labels == [Label.ORGANIC, Label.AOP_IGP]
    assert farm.phone == PHONE
    assert rows[3].notes == ["Même ferme que la ligne 2.", "Dit autrement que plus haut : téléphone."]


def test_a_position_of_another_line_is_near_the_commune_that_is_kept(advisor, florac):
    far = line(SIRET=SIRET, commune="Montpellier", Latitude="43.6", Longitude="3.88")
    near = line(SIRET=SIRET, commune="Florac Trois Rivières", Latitude="44.5", Longitude="3.5")
    intake = received(advisor, csv_of(line(SIRET=SIRET), far, near, headers=HEADERS))
    rows = run(intake, apply=True)
    assert states(rows) == [RowState.NEW, RowState.REFUSED, RowState.JOINED]
    farm = Producer.objects.get()
    assert (farm.commune_id, farm.latitude) == ("48095", 44.5)


def test_a_position_far_from_the_commune_that_is_kept_is_left(advisor, florac):
    south = str(florac.latitude - 0.15)
    away = line(SIRET=SIRET, commune="Florac Trois Rivières", Latitude=south, Longitude="3.6")
    rows = listed(advisor, line(SIRET=SIRET), away)
    assert Producer.objects.get().stands_at_town_hall
    assert "km de Mende (48)" in " ".join(rows[3].notes)


@pytest.mark.parametrize("group", ["published_at", "contact_published_at"])
def test_a_farm_that_publishes_is_shown_what_the_list_says_and_left(advisor, mende, group):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende)
    Producer.objects.filter(pk=farm.pk).update(**{group: farm.created_at})
    rows = listed(advisor, line(SIRET=SIRET, Tel=PHONE, Produits="miel"))
    farm.refresh_from_db()
    assert (farm.phone, farm.product_lines.count()) == ("", 0)
    assert rows[2].state == RowState.SAME
    assert rows[2].notes == [importing.PUBLISHED, "À lui proposer : téléphone, produits."]


def test_a_farm_that_keeps_its_profile_is_proposed_what_the_list_says(advisor, mende):
    ProducerFactory(name="G", siret=SIRET, commune=mende, organisation=Organisation.objects.create(name="G"))
    rows = listed(advisor, line(SIRET=SIRET, Tel=PHONE))
    assert rows[2].notes == [importing.KEPT, "À lui proposer : téléphone."]


def test_what_a_farm_says_between_trial_and_writing_is_not_overwritten(advisor, mende):
    farm = ProducerFactory(name="GAEC du Causse", siret=SIRET, commune=mende)
    intake = received(advisor, csv_of(line(SIRET=SIRET, Tel=PHONE), headers=HEADERS))
    assert run(intake)[2].state == RowState.FILLED
    Producer.objects.filter(pk=farm.pk).update(phone=OTHER_PHONE)
    assert run(intake, apply=True)[2].state == RowState.SAME
    farm.refresh_from_db()
    assert farm.phone == OTHER_PHONE


TOLD = st.fixed_dictionaries(
    {"name": st.sampled_from("ab")},
    optional={"siret": st.sampled_from("123"), "phone": st.sampled_from("45")},
)


@given(told=st.lists(st.tuples(TOLD, st.sampled_from(["", "n1", "n2"])), max_size=12))
def test_each_line_is_of_one_farm_which_has_one_siret_at_most_and_shares_it_with_none(told):
    place = Place("48095", "Mende", "48", 44.5, 3.5)
    lines = [
        Candidate(number, values, place=place, reference=reference)
        for number, (values, reference) in enumerate(told, start=2)
    ]
    farms = farms_of(lines)
    assert sorted(line.number for farm in farms for line in farm.lines) == [line.number for line in lines]
    assert [farm.number for farm in farms] == sorted(farm.lines[0].number for farm in farms)
    sirets = [siret for farm in farms for siret in farm.sirets]
    assert len(sirets) == len(set(sirets))
    assert all(len(farm.sirets) <= 1 for farm in farms)
