"""The tables of the territory views, and what of them is masked."""

import pytest
from django.urls import reverse

from pat_logistics.vocabulary import ProductFamily
from tests.factories.producers import FlowFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import (
    EPCI,
    OTHER,
    answering_farm,
    csv_of,
    farm_with_flow,
    page,
    rows_of,
)

pytestmark = pytest.mark.django_db


def test_the_kilos_of_a_year_are_shared_between_the_months_of_delivery(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende, months=[6, 7], deliveries_per_year=10)
    found = {row[0]: row[1] for row in rows_of(client, "volumes")}
    assert (found["Mai"], found["Juin"], found["Juillet"], found["Total"]) == ("0", "150", "150", "300")
    assert rows_of(client, "volumes", month=6) == [["Juin", "150", "donné"]]
    assert rows_of(client, "flux", month=6)[-1] == ["Total", "", "150", "donné"]


def test_a_flow_without_an_imposed_day_answers_every_day(client, advisor, mende):
    for weekdays in ([], [2], [2, 4]):
        farm_with_flow(mende, weekdays=weekdays)
    assert rows_of(client, "flux", weekday=2)[-1] == ["Total", "", "360", "donné"]
    assert rows_of(client, "flux", weekday=5)[-1] == ["Total", "", "", "masqué"]


def test_needs_are_counted_by_grouping_of_communes(client, advisor, mende):
    elsewhere = CommuneFactory(**OTHER)
    for commune in [mende] * 3 + [elsewhere] * 3:
        answering_farm(commune, sought=["grouping"], blocked_kg_per_year="500")
    rows = rows_of(client, "attentes")
    assert [row[:3] for row in rows] == [
        ["CC de l’Aubrac", "3", "donné"],
        ["CC des Cévennes", "3", "donné"],
        ["Total", "6", "donné"],
    ]
    assert rows_of(client, "debouches")[-1] == ["Total", "3000", "donné"]
    assert [row[:3] for row in rows_of(client, "attentes", epci=OTHER["epci"])] == [
        ["CC des Cévennes", "3", "donné"],
        ["Total", "3", "donné"],
    ]


def test_what_all_but_one_look_for_is_masked_in_a_file(client, advisor, mende):
    for sought in (["grouping"], ["grouping"], ["grouping"], ["lockers"]):
        answering_farm(mende, sought=sought)
    header, *_, total = csv_of(client, "attentes")
    told = dict(zip(header, total, strict=True))
    assert told["Fermes interrogées"] == "4"
    assert (told["Du groupage"], told["Du groupage, statut"]) == ("", "masqué")
    assert (told["Des casiers"], told["Des casiers, statut"]) == ("", "masqué")


def test_what_a_farm_alone_somewhere_does_not_look_for_is_masked_too(client, advisor, mende):
    for place in (mende, mende, mende, CommuneFactory(florac=True, **OTHER)):
        answering_farm(place, sought=["grouping"])
    header, *lines = csv_of(client, "attentes")
    told = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert told["CC des Cévennes"]["Du groupage, statut"] == "masqué"
    assert told["CC des Cévennes"]["Des casiers, statut"] == "masqué"


def test_a_month_without_delivery_is_not_told_of_a_product_that_is_masked(client, advisor, mende):
    line = ProductLineFactory(producer=answering_farm(mende), family=ProductFamily.HONEY)
    FlowFactory(producer=line.producer, product_line=line, destination=mende, months=[7])
    rows = rows_of(client, "volumes", family=ProductFamily.HONEY)
    assert {row[-1] for row in rows} == {"masqué"}


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("attentes", {"attentes": 200, "debouches": 200}),
        ("froid", {"froid": 200}),
        ("irritants", {"irritants": 400}),
        ("maturite", {"maturite": 400}),
    ],
)
def test_the_answers_of_one_grouping_are_on_screen_and_leave_or_say_why_not(
    client, advisor, mende, code, files
):
    answering_farm(mende)
    asked = {"epci": EPCI["epci"]}
    assert client.get(reverse("needs:view", args=[code]), asked).status_code == 200
    for name, status in files.items():
        assert client.get(f"/besoins/{name}.csv", asked).status_code == status


def test_free_cold_volume_is_that_offered(client, advisor, mende):
    for offered in (True, True, True, False):
        StorageSiteFactory(producer=answering_farm(mende), offered=offered, free_m3=8)
    assert rows_of(client, "froid") == [["CC de l’Aubrac", "24", "donné"], ["Total", "24", "donné"]]


def test_maturity_is_told_by_band(client, advisor, mende):
    poor = {"cost_known": "no", "cost_in_price": "no", "ready_to": ["nothing"], "changed_organisation": "no"}
    for _ in range(3):
        answering_farm(mende, **poor)
        answering_farm(mende)
    found = {row[0]: row[1] for row in rows_of(client, "maturite")}
    assert found == {"Faible": "3", "Moyenne": "0", "Forte": "0", "Inconnue": "3", "Fermes interrogées": "6"}


def test_between_communes_the_page_lists_the_greatest_flows_and_adds_up_the_others(
    client, advisor, mende, monkeypatch
):
    monkeypatch.setattr("needs_survey.needs.views.MOST_LISTED", 9)
    # The ninth and the tenth weigh the same: the first by name is listed.
    for rank, kg in enumerate([50, 49, 48, 47, 46, 45, 44, 43, 30, 30, 20], 11):
        farm_with_flow(CommuneFactory(insee=f"480{rank}", name=f"Bourg {rank}", **EPCI), kg)
    text = page(client, scale="commune")
    assert "Bourg 11" in text
    assert "Bourg 19" in text
    assert "Bourg 20" not in text
    assert "Et 2 plus petits, 600\u202fkg en tout" in text
