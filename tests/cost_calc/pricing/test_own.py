"""The producer's own vehicle, as the comparison prices it."""

import pytest

from cost_calc.api.rounds import price_round
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


def test_every_address_comes_to_the_farm_by_itself(ask):
    """2 kg each: one trip could take it all, two hundred and fifty doors make as many."""
    goods = {"to": "48092", "mass_kg": 500.0, "family": "honey", "temperature": "ambient"}
    one, many = (
        by_id(compare_shipment(ask(**goods, addresses=number), at=DAY), "collected") for number in (1, 250)
    )
    trips = [line.inputs[0].value for row in (one, many) for line in row.quote.lines if line.distance_km]
    assert trips == [2, 250]


def test_what_the_producer_declares_replaces_the_reference_values(ask):
    own = OwnMeans(
        vehicle_code="small_van", eur_per_km=1.0, eur_per_hour=0.0, distance_km=200.0, other_kg=0.0
    )
    result = compare_shipment(ask(own=own, family="honey", temperature="ambient"), at=DAY)
    row = by_id(result, "own")
    assert row.quote.total_eur == pytest.approx(400.0)
    assert (row.low_eur_per_kg, row.high_eur_per_kg) == (None, None)


def test_yearly_costs_are_spread_over_the_kilometres_of_the_year(ask):
    own = OwnMeans(
        fixed_eur_per_year=4_000.0, km_per_year=20_000.0, eur_per_km=0.1, eur_per_hour=0.0, distance_km=100.0
    )
    row = by_id(compare_shipment(ask(own=own), at=DAY), "own")
    assert row.quote.total_eur == pytest.approx(200 * (4_000 / 20_000 + 0.1))


def yearly(ask, **own):
    own = OwnMeans(fixed_eur_per_year=4_000.0, km_per_year=20_000.0, distance_km=100.0, **own)
    return by_id(compare_shipment(ask(own=own, family="honey", temperature="ambient"), at=DAY), "own")


def test_the_energy_of_the_year_of_an_electric_van_is_paid_by_the_kilowatt_hour(ask):
    quote = yearly(ask, vehicle_code="small_electric_van").quote
    energy = next(line for line in quote.lines if line.component == "energy")
    assert energy.eur == pytest.approx(200 * 0.206 * 0.194 / 1.2, rel=1e-5)
    assert [item.unit for item in energy.inputs] == ["km", "kWh/100 km", "€/kWh"]
    assert "T&E" not in energy.source


def test_the_energy_of_the_year_of_a_diesel_van_is_paid_by_the_litre_without_vat(ask):
    energy = next(line for line in yearly(ask).quote.lines if line.component == "energy")
    assert energy.eur == pytest.approx(200 * 0.07 * 2.001 / 1.2, rel=1e-5)
    assert energy.source.endswith("AFP, moyenne nationale du 9 mars 2026")


def energy_of_the_year(ask, temperature, **own):
    """Euros of the energy, and kgCO2e, of 50 km."""
    family = "honey" if temperature == "ambient" else "cheese"
    means = OwnMeans(fixed_eur_per_year=3_000.0, km_per_year=12_000.0, distance_km=25.0, **own)
    quote = by_id(
        compare_shipment(ask(own=means, family=family, temperature=temperature), at=DAY), "own"
    ).quote
    return sum(line.eur for line in quote.lines if line.component in ("energy", "cold_unit")), quote.co2e_kg


@pytest.mark.parametrize(
    ("temperature", "own", "litres"),
    [
        ("ambient", {"vehicle_code": "refrigerated_van"}, 5.0),
        ("chilled", {"vehicle_code": "refrigerated_van"}, 5.75),
        # Litres declared hold the cold unit already.
        ("chilled", {"vehicle_code": "refrigerated_van", "litres_per_100km": 11.0}, 5.5),
    ],
)
def test_the_bills_of_the_year_and_the_carbon_burn_the_same_litres(ask, temperature, own, litres):
    eur, co2e_kg = energy_of_the_year(ask, temperature, **own)
    assert eur == pytest.approx(litres * 2.001 / 1.2, rel=1e-5)
    assert co2e_kg == pytest.approx(litres * 3.17)


def test_a_way_by_a_van_whose_upkeep_was_not_given_says_so(ask):
    def verdicts(**own):
        own = OwnMeans(fixed_eur_per_year=3_000.0, km_per_year=12_000.0, **own)
        return {verdict.code for verdict in by_id(compare_shipment(ask(own=own), at=DAY), "own").verdicts}

    assert "upkeep-not-counted" in verdicts()
    assert "upkeep-not-counted" not in verdicts(eur_per_km=0.3)


def carbon_source(ask, **own):
    result = compare_shipment(ask(own=OwnMeans(**own), family="honey", temperature="ambient"), at=DAY)
    return next(line.source for line in by_id(result, "own").quote.lines if line.component == "carbon")


def test_the_carbon_of_an_electric_van_cites_the_source_of_its_kilowatt_hours(ask):
    source = carbon_source(ask, vehicle_code="small_electric_van")
    assert source == "ADEME, petit utilitaire électrique ; Arrêté du 26 avril 2017"


@pytest.mark.parametrize(
    "own",
    [
        {"vehicle_code": "small_van", "litres_per_100km": 8.0},
        {"vehicle_code": "small_electric_van", "kwh_per_100km": 18.0},
    ],
)
def test_the_carbon_of_a_declared_consumption_cites_the_factor_alone(ask, own):
    assert carbon_source(ask, **own) == "Arrêté du 26 avril 2017"


@pytest.mark.parametrize("temperature", ["ambient", "chilled"])
def test_a_round_and_a_comparison_tell_the_same_emission_of_a_vehicle(ask, temperature):
    own = OwnMeans(vehicle_code="logicout_fourgon_e5", distance_km=50.0)
    compared = by_id(compare_shipment(ask(own=own, temperature=temperature), at=DAY), "own").quote
    alone = price_round(
        vehicle={"code": "logicout_fourgon_e5"},
        distance_km=100.0,
        driving_minutes=120.0,
        at=DAY,
        temperature=temperature,
    )
    assert compared.co2e_kg == pytest.approx(alone.quote.co2e_kg)


def test_the_car_of_a_customer_is_counted_from_well_to_wheel(ask):
    lines = by_id(compare_shipment(ask(to="48092"), at=DAY), "collected").quote.lines
    line = next(line for line in lines if line.component == "customer_trip")
    assert next(item.value for item in line.inputs if item.name == "kg_co2e_per_km") == 0.192


def test_declared_litres_drive_the_carbon(ask):
    own = OwnMeans(litres_per_100km=12.0, distance_km=100.0)
    row = by_id(compare_shipment(ask(own=own), at=DAY), "own")
    assert row.quote.co2e_kg == pytest.approx(200 * 0.12 * 3.17)


@pytest.mark.parametrize("vehicle", ["small_electric_van", None])
def test_declared_kilowatt_hours_drive_the_carbon_and_the_energy_of_the_year(ask, vehicle):
    own = OwnMeans(
        vehicle_code=vehicle, kwh_per_100km=20.6, distance_km=25.0, fixed_eur_per_year=0.0, km_per_year=1.0
    )
    question = ask(own=own, family="honey", temperature="ambient")
    quote = by_id(compare_shipment(question, at=DAY), "own").quote
    assert quote.co2e_kg == pytest.approx(10.3 * 0.048)
    energy = next(line for line in quote.lines if line.component == "energy")
    assert energy.eur == pytest.approx(10.3 * 0.194 / 1.2, rel=1e-5)


def test_other_goods_on_board_make_the_kilo_cheaper(ask):
    result = compare_shipment(ask(own=OwnMeans(other_kg=240.0)), at=DAY)
    assert by_id(result, "own-round").eur_per_kg < by_id(result, "own").eur_per_kg


def test_a_round_over_several_customers_is_shorter_than_as_many_trips(ask):
    both = by_id(compare_shipment(ask(to=["34172", "30189"]), at=DAY), "own")
    apart = [by_id(compare_shipment(ask(to=place), at=DAY), "own") for place in ("34172", "30189")]
    assert both.quote.distance_km < sum(result.quote.distance_km for result in apart)


def test_a_filled_round_never_costs_more_than_the_trip_alone_between_the_same_places(ask):
    for to in ("34172", "48061"):
        result = compare_shipment(ask(to=to, own=OwnMeans(other_kg=500.0)), at=DAY)
        assert by_id(result, "own-round").eur_per_kg < by_id(result, "own").eur_per_kg


def test_the_stops_of_other_customers_are_not_billed_to_this_one(ask):
    result = compare_shipment(ask(own=OwnMeans(other_kg=240.0)), at=DAY)
    minutes = [
        sum(line.minutes for line in by_id(result, option).quote.lines if line.component == "delivery")
        for option in ("own", "own-round")
    ]
    assert minutes[0] == minutes[1]


def test_nothing_is_said_to_come_from_the_producer_when_nothing_was_given(ask):
    lines = by_id(compare_shipment(ask(), at=DAY), "own").quote.lines
    assert "declared" not in {item.provenance for line in lines for item in line.inputs}
    work = by_id(compare_shipment(ask(own=OwnMeans(eur_per_hour=20.0)), at=DAY), "own").quote.lines
    hours = [item for line in work for item in line.inputs if item.name == "eur_per_hour"]
    assert {item.provenance for item in hours} == {"declared"}


def test_yearly_costs_without_kilometres_are_not_taken_for_a_declared_cost(ask):
    row = by_id(compare_shipment(ask(own=OwnMeans(fixed_eur_per_year=0.0)), at=DAY), "own")
    vehicle = next(line for line in row.quote.lines if line.component == "vehicle")
    assert vehicle.provenance == "reference"


def test_goods_that_fill_the_van_by_their_room_take_several_trips(ask):
    """20 m³ of light goods in a van of 3.5 m³: six trips, though 60 kg are nothing; a larger one is told."""
    goods = {"to": "48092", "family": "dry_grocery", "temperature": "ambient"}
    light, bulky = (compare_shipment(ask(**goods, volume_m3=m3), at=DAY) for m3 in (3.5, 20.0))
    codes = [{v.code.value: v.params for v in by_id(r, "own").verdicts} for r in (light, bulky)]
    assert "several-loads" not in codes[0]
    assert codes[1]["several-loads"]["loads"] == 6
    assert bulky.larger is None or bulky.larger.loads < 6


def test_the_room_of_the_farms_own_vehicle_counts_before_the_usual_one(ask):
    question = ask(
        to="48092", family="honey", temperature="ambient", volume_m3=20.0, own=OwnMeans(vehicle_m3=20.0)
    )
    row = by_id(compare_shipment(question, at=DAY), "own")
    assert "several-loads" not in {verdict.code.value for verdict in row.verdicts}
