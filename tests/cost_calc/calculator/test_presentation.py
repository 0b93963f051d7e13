"""What a person reads under « Voir le calcul » is enough to do the line again with a pocket calculator."""

import math

import pytest

from carriers.models import TariffGrid
from cost_calc.calculator.presentation import line_row, option_row
from cost_calc.engine.bands import Band
from cost_calc.engine.lines import Formula, Provenance
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Basis, Rounding, StopSteps, Tariff
from cost_calc.pricing import adapters
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from tests.cost_calc.conftest import DAY

MASSES = (0.7, 2.0, 9.5, 29.5, 31.0, 60.0, 99.0, 130.0, 441.0, 977.0)
CENT = 0.006


def number(shown):
    """« 21,4286 % », « 1 234,5 €/km » as a calculator takes them."""
    text = shown.replace("−", "-").replace(",", ".")
    parts = text.split("\u202f")
    digits = "".join(part for part in parts if part.lstrip("-").replace(".", "").isdigit())
    return float(digits) / (100 if text.endswith("%") else 1)


def redone(line):
    """The euros of a line from the text of its inputs alone."""
    row = line_row(line, float(line.eur))
    read = [(item.name, number(text)) for item, (_, text, _) in zip(line.inputs, row.inputs, strict=True)]
    given = dict(read)
    share, addresses = given.get("share", 1.0), given.get("addresses", 1.0)
    after = share * addresses / (1 + given.get("vat_rate", 0.0))
    match Formula(line.formula):
        case Formula.PRICE_PER_PARCEL:
            counts = [value for name, value in read if name == "parcels"]
            prices = [value for name, value in read if name == "eur_per_parcel"]
            eur = sum(count * price for count, price in zip(counts, prices, strict=True))
        case Formula.PRICE_PER_100KG:
            eur = given["taxable_kg"] / 100 * given["eur_per_100kg"]
        case Formula.PAYANT_POUR:
            eur = given["paid_kg"] / 100 * given["eur_per_100kg"]
        case Formula.FLAT_PRICE | Formula.PAYANT_POUR_FLAT:
            eur = given["flat_eur"]
        case Formula.PRICE_PER_PALLET:
            eur = given["pallets"] * given["eur_per_pallet"]
        case Formula.PAYANT_POUR_PALLETS:
            eur = given["paid_pallets"] * given["eur_per_pallet"]
        case Formula.PRICE_PER_STOP:
            eur = given["eur_per_stop"]
        case Formula.PERCENT_OF_VALUE:
            return given["goods_value_eur"] * share * after / share
        case Formula.FIXED_PLUS_VARIABLE:
            eur = (
                given["fixed_eur"]
                + given["eur_per_km"] * given["distance_km"]
                + given["eur_per_kg"] * given["taxable_kg"]
            )
        case Formula.STARTED_STEPS:
            eur = given["steps"] * given["step_eur"]
        case Formula.PICKUP_PER_LOAD:
            eur = given["loads"] * given["pickup_eur"]
        case Formula.UP_TO_MINIMUM:
            eur = given["minimum_eur"] - given["price_eur"]
        case Formula.SHARE_OF_PRICE:
            return (given["price_eur"] * share + given.get("amount_eur", 0.0)) * after / share
        case Formula.FUEL_INDEXATION:
            return given["price_eur"] * share * after / share
        case Formula.AMOUNT:
            eur = given["amount_eur"]
        case Formula.PRICE_PER_RETURN:
            eur = given["pieces"] * given["return_eur"]
        case Formula.DISTANCE_RATE:
            eur = given["distance_km"] * given["eur_per_km"] + given.get("eur_per_round", 0.0)
        case Formula.HOUR_RATE:
            eur = given["minutes"] / 60 * given["eur_per_hour"]
        case Formula.DAY_RATE:
            eur = given["days"] * given["eur_per_day"]
        case _:
            raise AssertionError(line.formula)
    return eur * after


def assert_redone(lines):
    priced = [line for line in lines if line.eur and not math.isnan(line.eur)]
    for line in priced:
        assert redone(line) == pytest.approx(float(line.eur), abs=CENT), line
    return len(priced)


@pytest.mark.parametrize("volume_m3", [None, 0.8])
def test_every_line_of_the_example_grids_is_redone_from_what_is_shown(territory, volume_m3):
    checked = 0
    for grid in TariffGrid.objects.prefetch_related("bands", "zones").select_related("solution"):
        for zone in {band.zone for band in grid.bands.all()} | {""}:
            tariff, _ = adapters.tariff(grid, grid.solution, None, None)
            for mass in MASSES:
                goods = Shipment(mass, "chilled", goods_value_eur=8.37 * mass, volume_m3=volume_m3)
                lines = tariff.lines(
                    goods,
                    zone=zone if zone in {band.zone for band in tariff.bands} else "",
                    options=tuple(tariff.options),
                    distance_km=178.43,
                )
                checked += assert_redone(lines)
    assert checked > 200


@pytest.mark.parametrize("mass_kg", [38.0, 240.0, 1500.0])
def test_every_line_of_a_comparison_is_redone_from_what_is_shown(ask, mass_kg):
    own = OwnMeans(other_kg=877.0, other_stops=3)
    result = compare_shipment(ask(mass_kg=mass_kg, own=own), at=DAY)
    assert sum(assert_redone(row.quote.lines) for row in result.priced if row.feasible) > 10


LIST = Tariff(
    Basis.PER_100KG,
    (Band(0, 50, 30, flat=True), Band(50, 200, 70), Band(200, 500, 30)),
    payant_pour=True,
    volumetric_kg_per_m3=250.0,
    roundings=(Rounding(100.0, 1.0),),
    vat_rate=0.2,
)


def shown(tariff, shipment):
    line = tariff.lines(shipment)[0]
    row = line_row(line, float(line.eur))
    return row.formula, [
        f"{name} : {value} ({origin})".replace("\u202f", " ") for name, value, origin in row.inputs
    ]


def test_a_price_per_100_kg_shows_the_price_of_its_band():
    assert shown(LIST, Shipment(60)) == (
        "poids taxé ÷ 100 × prix de la tranche ÷ (1 + TVA)",
        [
            "poids taxé : 60 kg (donné par vous)",
            "prix de la tranche : 70 €/100 kg (tarif)",
            "TVA retirée : 20 % (tarif)",
        ],
    )


def test_a_flat_price_says_that_it_is_one():
    assert shown(LIST, Shipment(30))[0] == "prix de la tranche de poids, pour tout l’envoi ÷ (1 + TVA)"


def test_what_payant_pour_pays_for_is_shown():
    assert shown(LIST, Shipment(150)) == (
        "payant-pour\u00a0: kilos payés ÷ 100 × prix de la tranche suivante, moins cher que la vôtre"
        " ÷ (1 + TVA)",
        [
            "poids taxé : 150 kg (donné par vous)",
            "kilos payés : 200 kg (tarif)",
            "prix de la tranche : 30 €/100 kg (tarif)",
            "TVA retirée : 20 % (tarif)",
        ],
    )


def test_a_taxable_weight_made_of_the_volume_says_so_and_is_not_given_by_the_person():
    assert shown(LIST, Shipment(20, volume_m3=0.25))[1][:4] == [
        "vos kilos : 20 kg (donné par vous)",
        "volume : 0,25 m³ (donné par vous)",
        "un mètre cube compte pour : 250 kg/m³ (tarif)",
        "poids taxé : 63 kg (calculé)",
    ]


def test_a_volume_counted_from_crates_is_not_given_by_the_person():
    goods = Shipment(20, volume_m3=0.25, volume_provenance=Provenance.ESTIMATED)
    assert "volume : 0,25 m³ (estimé)" in shown(LIST, goods)[1]


def test_steps_show_what_starts_them():
    tariff = Tariff(Basis.STOP, (Band(0, None, 12),), steps=StopSteps(100, 50, 3))
    line = tariff.lines(Shipment(130))[1]
    assert [text for _, text, _ in line_row(line, 3.0).inputs] == [
        "130\u202fkg",
        "100\u202fkg",
        "50\u202fkg",
        "1",
        "3\u202f€",
    ]


def test_a_share_is_shown_with_the_figures_its_euros_need(ask):
    own = OwnMeans(other_kg=220.0, other_stops=2)
    row = compare_shipment(ask(own=own), at=DAY).priced
    vehicle = next(r for r in row if r.option.id == "own-round").quote.lines[0]
    texts = {
        item.name: text
        for item, (_, text, _) in zip(vehicle.inputs, line_row(vehicle, 1.0).inputs, strict=True)
    }
    assert texts["share"].startswith("21,428")


def own_row(result, option="own"):
    priced = next(row for row in result.priced if row.option.id == option)
    return option_row(1, priced, result)


@pytest.mark.parametrize(
    ("own", "origin"),
    [({"other_kg": 240.0}, "calculé"), ({"other_stops": 4}, "estimé")],
)
def test_a_share_is_as_sure_as_the_kilos_it_is_made_of(ask, own, origin):
    row = own_row(compare_shipment(ask(own=OwnMeans(**own)), at=DAY), "own-round")
    shares = [said for line in row.lines for name, _, said in line.inputs if name == "part"]
    assert len(shares) == 3  # the vehicle, the driving, the carbon
    assert set(shares) == {origin}


@pytest.mark.parametrize(("share", "said"), [(None, False), (0.25, True)])
def test_other_uses_of_the_vehicle_are_shown_only_when_there_are_some(ask, share, said):
    own = OwnMeans(fixed_eur_per_year=4_000, km_per_year=10_000, other_use_share=share)
    names = [name for name, *_ in own_row(compare_shipment(ask(own=own), at=DAY)).lines[0].inputs]
    assert ("part des autres usages" in names) is said


def test_a_trip_inside_one_commune_says_the_kilometres_it_counts(ask):
    result = compare_shipment(ask(to="48095"), at=DAY)
    km = 2 * result.references["road.local_km"]
    assert own_row(result).trips == [f"à Mende même ({km:.0f}\u202fkm aller-retour, par défaut)"]


def test_a_typed_distance_inside_one_commune_is_no_default(ask):
    result = compare_shipment(ask(to="48095", own=OwnMeans(distance_km=8.0)), at=DAY)
    assert own_row(result).trips == ["à Mende même (16\u202fkm aller-retour)"]


def test_a_trip_between_communes_names_them(ask):
    assert own_row(compare_shipment(ask(), at=DAY)).trips == ["Mende → Montpellier → Mende"]
