"""One delivery, every way it can be made, with the real rows of the database."""

import math
from dataclasses import replace

import pytest

from carriers.models import Solution, TariffGrid
from cost_calc.api.rounds import price_round
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.models import ReferenceValue
from cost_calc.pricing.comparison import CalculatorError, compare_shipment
from cost_calc.pricing.question import OwnMeans
from cost_calc.words.texts import carbon_note
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


def test_mende_montpellier_has_at_least_eight_options_of_five_kinds(ask):
    result = compare_shipment(ask(), at=DAY)
    assert len(result.feasible) >= 8
    assert len({row.option.kind for row in result.feasible}) >= 5


def test_options_are_ranked_by_their_cost_per_kilo(ask):
    costs = [row.eur_per_kg for row in compare_shipment(ask(), at=DAY).feasible]
    assert costs == sorted(costs)


def test_every_total_is_the_sum_of_its_lines(ask):
    for row in compare_shipment(ask(), at=DAY).feasible:
        quote = row.quote
        assert quote.total_eur == pytest.approx(sum(line.eur for line in quote.lines))
        assert quote.co2e_kg == pytest.approx(sum(line.co2e_kg for line in quote.lines))
        assert row.eur_per_kg == pytest.approx(quote.total_eur / 60)


def test_an_impossible_option_always_says_why(ask):
    impossible = compare_shipment(ask(), at=DAY).impossible
    assert impossible
    assert all(any(v.severity == "blocks" for v in row.verdicts) for row in impossible)


def test_ambient_parcel_post_is_refused_for_cheese_and_possible_for_honey(ask):
    cold = compare_shipment(ask(), at=DAY)
    warm = compare_shipment(ask(family="honey", temperature="ambient", mass_kg=10.0), at=DAY)
    assert not by_id(cold, "colissimo").feasible
    assert by_id(warm, "colissimo").feasible


def test_a_solution_without_a_grid_in_force_is_on_quote_and_has_no_price(ask):
    row = by_id(compare_shipment(ask(), at=DAY), "lot-frigorifique-sur-devis")
    assert [verdict.code for verdict in row.verdicts if verdict.severity == "blocks"] == ["on-quote"]
    assert math.isnan(row.quote.total_eur)


def test_an_unpublished_solution_is_never_compared(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(published_at=None)
    result = compare_shipment(ask(), at=DAY)
    assert "ligne-fraiche-a75" not in {row.option.id for row in result.priced}


def test_empties_are_counted_in_pieces_at_the_price_of_the_grid(ask):
    result = compare_shipment(ask(mass_kg=150.0, returns_kg=31.0), at=DAY)
    paid = [
        line.eur
        for line in by_id(result, "palette-ambiante-ou-fraiche").quote.lines
        if line.component == "returns"
    ]
    assert paid == [10.5]  # 21 crates of 1.5 kg, the last one started, at 0.50 €


@pytest.mark.parametrize(("mass_kg", "eur"), [(1, 9.4), (2, 10.89), (10, 24.4), (30, 37.85), (31, 47.25)])
def test_the_counter_s_parcels_have_no_vat_to_take_off(ask, mass_kg, eur):
    honey = ask(mass_kg=float(mass_kg), family="honey", temperature="ambient")
    lines = by_id(compare_shipment(honey, at=DAY), "colissimo").quote.lines
    (posted,) = [line for line in lines if line.component == "transport"]
    assert posted.eur == pytest.approx(eur)
    assert "nets de TVA" in posted.source.replace("\u00a0", " ")
    assert "exonéré jusqu’à 20 kg par colis, à vérifier au-delà" in posted.source.replace("\u00a0", " ")


def test_parcels_to_many_homes_share_one_trip_to_the_counter(ask):
    def posted(mass_kg, addresses):
        goods = {"family": "honey", "temperature": "ambient", "to": "75056"}
        result = compare_shipment(ask(mass_kg=mass_kg, addresses=addresses, **goods), at=DAY)
        return by_id(result, "colissimo")

    one, many = posted(2.0, 1), posted(500.0, 250)

    def trip(result, what):
        return sum(getattr(line, what) for line in result.quote.lines if line.leg == 1)

    assert many.feasible
    assert trip(many, "distance_km") == trip(one, "distance_km")
    for what, whole in (("eur", "total_eur"), ("minutes", "minutes")):
        parcel = getattr(one.quote, whole) - trip(one, what)
        assert getattr(many.quote, whole) == pytest.approx(trip(many, what) + 250 * parcel)


def test_more_parcels_than_the_van_holds_take_several_trips_to_the_counter(ask):
    def trip_km(mass_kg):
        goods = {"family": "honey", "temperature": "ambient", "to": "75056"}
        result = compare_shipment(ask(mass_kg=mass_kg, addresses=250, **goods), at=DAY)
        posted = by_id(result, "colissimo")
        assert posted.feasible
        return sum(line.distance_km for line in posted.quote.lines if line.leg == 1)

    assert trip_km(1_000.0) == pytest.approx(2 * trip_km(500.0))


def test_what_is_priced_for_one_address_is_not_compared_with_parcels_to_many(ask):
    result = compare_shipment(
        ask(mass_kg=500.0, addresses=250, family="honey", temperature="ambient"), at=DAY
    )
    codes = {verdict.code for verdict in by_id(result, "own").verdicts}
    assert "one-address-only" in codes
    assert {row.option.kind for row in result.feasible} <= {OptionKind.PARCEL, OptionKind.COLLECTED}


def test_every_address_comes_to_the_farm_by_itself(ask):
    """2 kg each: one trip could take it all, two hundred and fifty doors make as many."""
    goods = {"to": "48092", "mass_kg": 500.0, "family": "honey", "temperature": "ambient"}
    one, many = (
        by_id(compare_shipment(ask(**goods, addresses=number), at=DAY), "collected") for number in (1, 250)
    )
    trips = [line.inputs[0].value for row in (one, many) for line in row.quote.lines if line.distance_km]
    assert trips == [2, 250]


def test_a_distance_that_no_list_gives_says_where_it_comes_from(ask):
    row = by_id(compare_shipment(ask(), at=DAY), "fourgon-frais-a-la-demande")
    inputs = {one.name: one.provenance for line in row.quote.lines for one in line.inputs if line.eur}
    assert (inputs["distance_km"], inputs["eur_per_km"]) == ("measured", "tariff")


def test_a_producer_without_intermediary_still_sees_them_apart(ask):
    result = compare_shipment(ask(refuses_intermediaries=True), at=DAY)
    kinds = {row.option.kind for row in result.feasible}
    assert OptionKind.CARRIER not in kinds
    assert OptionKind.OWN_VEHICLE in kinds
    assert OptionKind.CARRIER in {row.option.kind for row in result.unwanted}


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


def carbon_lines(result, option_id):
    lines = by_id(result, option_id).quote.lines
    return {line.component: line for line in lines if line.component.startswith("carbon")}


def test_a_carrier_that_breaks_load_is_one_vehicle_after_another(ask):
    """0.06 t × 20 km by a lorry of 7.5 t and its cold unit, at each end: 0.22 × 1.12 ÷ 0.9 × 3.17."""
    Solution.objects.filter(slug="ligne-fraiche-a75").update(breaks_load=True)
    Solution.objects.get(slug="ligne-fraiche-a75").drop_points.all().delete()
    lines = carbon_lines(compare_shipment(ask(), at=DAY), "ligne-fraiche-a75")
    end = 0.06 * 20 * 0.22 * 1.12 / 0.9 * 3.17
    assert lines["carbon_collection"].co2e_kg == pytest.approx(end)
    assert lines["carbon_last_leg"].co2e_kg == pytest.approx(end)
    assert "Hypothèse à remplacer" in lines["carbon_collection"].source
    assert {"estimated"} == {i.provenance for i in lines["carbon_last_leg"].inputs if i.name == "distance_km"}


def test_a_carrier_that_keeps_the_goods_in_one_vehicle_has_no_other(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(breaks_load=False)
    assert set(carbon_lines(compare_shipment(ask(), at=DAY), "ligne-fraiche-a75")) == {"carbon"}


def test_goods_brought_to_the_quay_are_not_collected(ask):
    lines = carbon_lines(compare_shipment(ask(), at=DAY), "points-de-depot-frais-drop")
    assert set(lines) == {"carbon", "carbon_last_leg"}


def test_the_figure_a_carrier_gives_covers_its_whole_chain(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(
        breaks_load=True, declared_kgco2e_per_tkm="0.2000"
    )
    result = compare_shipment(ask(), at=DAY)
    (line,) = carbon_lines(result, "ligne-fraiche-a75").values()
    km = next(item.value for item in line.inputs if item.name == "distance_km")
    assert line.co2e_kg == pytest.approx(0.06 * km * 0.2)
    assert "a donné son chiffre" in carbon_note([line])


def test_a_van_that_goes_straight_to_the_customer_emits_as_an_own_van_does(ask):
    """The same road there and back, for these goods alone: not 60 kg of a courier's 460."""
    result = compare_shipment(ask(), at=DAY)
    (line,) = carbon_lines(result, "fourgon-frais-a-la-demande").values()
    own = carbon_lines(result, "own")["carbon"]
    assert line.formula == "consumption_wtw"
    assert line.co2e_kg == pytest.approx(own.co2e_kg)
    assert line.co2e_kg > 60


def test_a_direct_van_shares_its_round_between_its_customers(ask):
    result = compare_shipment(ask(to=["34172", "12202"]), at=DAY)
    lines = [line for line in by_id(result, "fourgon-frais-a-la-demande").quote.lines if line.co2e_kg]
    own = carbon_lines(result, "own")["carbon"]
    assert len(lines) == 2
    assert sum(line.co2e_kg for line in lines) == pytest.approx(own.co2e_kg)


def test_by_the_level_one_values_every_carrier_is_at_its_mean_load(ask):
    result = compare_shipment(ask(method=CarbonMethod.FR_LEVEL_1), at=DAY)
    (line,) = carbon_lines(result, "fourgon-frais-a-la-demande").values()
    assert line.formula == "level_one"


def test_an_option_says_its_one_method_and_that_a_carrier_is_at_its_mean_load(ask):
    lines = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende").quote.lines
    assert carbon_note(lines).startswith("Carbone\u00a0: consommation × facteur du puits à la roue.")
    assert "charge moyenne de son véhicule, un véhicule après l’autre" in carbon_note(lines)
    own = by_id(compare_shipment(ask(), at=DAY), "own").quote.lines
    assert "charge moyenne" not in carbon_note(own)


def test_the_car_of_a_customer_is_counted_from_well_to_wheel(ask):
    lines = by_id(compare_shipment(ask(to="48092"), at=DAY), "collected").quote.lines
    line = next(line for line in lines if line.component == "customer_trip")
    assert next(item.value for item in line.inputs if item.name == "kg_co2e_per_km") == 0.192


def test_a_parcel_says_the_way_of_the_model_it_is_counted_by(ask):
    question = ask(family="honey", temperature="ambient", mass_kg=10.0)
    lines = by_id(compare_shipment(question, at=DAY), "colissimo").quote.lines
    line = next(line for line in lines if line.formula == "parcel_model")
    assert line.co2e_kg == pytest.approx(3.52976, rel=1e-5)
    assert next(item.value for item in line.inputs if item.name == "model_km") == 638


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


def test_each_customer_of_a_round_is_a_consignment_of_the_carrier(ask):
    one = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende").quote
    two = by_id(compare_shipment(ask(to=["34172", "34172"]), at=DAY), "groupage-frais-mende").quote
    transport = [sum(line.eur for line in q.lines if line.component == "transport") for q in (one, two)]
    assert transport[1] == pytest.approx(2 * transport[0])


def test_the_two_carbon_methods_are_never_mixed(ask):
    for method in CarbonMethod:
        for row in compare_shipment(ask(method=method), at=DAY).priced:
            assert row.quote.carbon_method in (method, None)


def test_a_newer_reference_value_is_used_from_its_date_on(ask):
    hour = ReferenceValue.objects.get(code="labour.eur_per_hour")
    hour.pk, hour.value, hour.valid_from = None, 30.0, DAY
    hour.save()
    before = compare_shipment(ask(), at=DAY.replace(day=22))
    after = compare_shipment(ask(), at=DAY)
    assert by_id(after, "own").eur_per_kg > by_id(before, "own").eur_per_kg
    assert before.references.fingerprint != after.references.fingerprint


@pytest.mark.parametrize("copies", [0, 25])
def test_the_number_of_queries_does_not_depend_on_the_number_of_solutions(
    ask, copies, django_assert_max_num_queries
):
    original = Solution.objects.get(slug="ligne-fraiche-a75")
    grids, areas = list(original.grids.all()), list(original.areas.all())  # grids without bands: on quote
    for number in range(copies):
        original.pk, original.slug = None, f"copie-{number}"
        original.save()
        for row in [*grids, *areas]:
            row.pk, row.solution = None, original
            row.save()
    question = ask()
    with django_assert_max_num_queries(14):
        assert len(compare_shipment(question, at=DAY).priced) >= 17 + copies


@pytest.mark.parametrize(("most", "left_out"), [(2, True), (60, False)])
def test_the_result_says_when_more_solutions_fit_than_are_priced(ask, monkeypatch, most, left_out):
    for module in ("carriers.models.shortlist", "cost_calc.pricing.comparison"):
        monkeypatch.setattr(f"{module}.MAX_FITTING", most)
    result = compare_shipment(ask(), at=DAY)
    assert result.fitting >= 8
    assert bool(result.left_out) == left_out
    assert (f"{most} solutions sur les {result.fitting} " in result.left_out) == left_out


def test_solutions_that_do_not_fit_are_not_counted(ask):
    before = compare_shipment(ask(), at=DAY).fitting
    Solution.objects.filter(slug="ligne-fraiche-a75").update(temperatures=["ambient"])
    assert compare_shipment(ask(), at=DAY).fitting == before - 1


def test_the_range_of_an_estimate_surrounds_it(ask):
    for row in compare_shipment(ask(), at=DAY).feasible:
        if row.low_eur_per_kg is not None:
            assert row.low_eur_per_kg <= row.eur_per_kg <= row.high_eur_per_kg
            assert row.low_eur_per_kg < row.high_eur_per_kg
            assert row.held


def test_the_question_is_not_changed_by_its_answer(ask):
    question = ask()
    copy = replace(question)
    compare_shipment(question, at=DAY)
    assert question == copy


def test_a_mistyped_vehicle_class_falls_back_on_the_usual_one(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(level_one_code="camion-volant")
    row = by_id(compare_shipment(ask(), at=DAY), "ligne-fraiche-a75")
    assert row.quote.co2e_kg > 0


def test_a_collection_supplement_counts_even_where_the_delivery_has_no_zone(ask):
    row = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende").quote
    transport = sum(line.eur for line in row.lines if line.component in ("transport", "minimum"))
    supplement = sum(line.eur for line in row.lines if line.component == "zone_surcharge")
    assert transport == pytest.approx(28.0)
    assert supplement == pytest.approx(28.0 * 0.08)


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


def test_an_expired_attestation_no_longer_counts(ask):
    solution = Solution.objects.filter(slug="groupage-frais-mende")
    solution.update(atp_attested=True, atp_expires_on=DAY.replace(day=22))
    expired = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende")
    solution.update(atp_expires_on=DAY)
    valid = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende")
    assert "atp-required" in {verdict.code for verdict in expired.verdicts}
    assert "atp-required" not in {verdict.code for verdict in valid.verdicts}


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


def test_one_mistyped_list_does_not_silence_the_other_carriers(ask, caplog):
    grid = TariffGrid.objects.get(solution__slug="ligne-fraiche-a75", purpose="transport")
    grid.fuel_propulsion_share, grid.fuel_index_base, grid.fuel_index_current = "0.2", "0.001", 999
    grid.save()
    result = compare_shipment(ask(), at=DAY)
    broken = by_id(result, "ligne-fraiche-a75")
    assert "on-quote" in {verdict.code for verdict in broken.verdicts}
    assert len(result.feasible) >= 8
    assert "ligne-fraiche-a75 cannot be priced" in caplog.text


@pytest.mark.parametrize("code", ["car.kgco2e_per_km", "road.local_km", "energy.diesel", "parcel.daf"])
def test_a_missing_reference_value_is_our_fault_and_is_said(ask, code):
    question = ask()
    ReferenceValue.objects.filter(code=code).delete()
    with pytest.raises(CalculatorError, match=code.replace(".", r"\.")):
        compare_shipment(question, at=DAY)


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
