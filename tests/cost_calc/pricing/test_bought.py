"""Transport somebody sells, as the comparison prices it."""

import pytest

from carriers.models import Solution
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.words.texts import carbon_note
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


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


def test_a_distance_that_no_list_gives_says_where_it_comes_from(ask):
    row = by_id(compare_shipment(ask(), at=DAY), "fourgon-frais-a-la-demande")
    inputs = {one.name: one.provenance for line in row.quote.lines for one in line.inputs if line.eur}
    assert (inputs["distance_km"], inputs["eur_per_km"]) == ("measured", "tariff")


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


def test_a_parcel_says_the_way_of_the_model_it_is_counted_by(ask):
    question = ask(family="honey", temperature="ambient", mass_kg=10.0)
    lines = by_id(compare_shipment(question, at=DAY), "colissimo").quote.lines
    line = next(line for line in lines if line.formula == "parcel_model")
    assert line.co2e_kg == pytest.approx(3.52976, rel=1e-5)
    assert next(item.value for item in line.inputs if item.name == "model_km") == 638


def test_each_customer_of_a_round_is_a_consignment_of_the_carrier(ask):
    one = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende").quote
    two = by_id(compare_shipment(ask(to=["34172", "34172"]), at=DAY), "groupage-frais-mende").quote
    transport = [sum(line.eur for line in q.lines if line.component == "transport") for q in (one, two)]
    assert transport[1] == pytest.approx(2 * transport[0])


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
