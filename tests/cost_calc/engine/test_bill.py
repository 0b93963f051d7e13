"""A price under construction."""

import pytest

from cost_calc.engine.bill import Bill
from cost_calc.engine.lines import Component, Formula, Provenance


def bill(vat_rate=0.0):
    return Bill(
        2, Provenance.REFERENCE, "grille d’essai", vat_rate, Provenance.COMPUTED, Provenance.ESTIMATED
    )


def origins(line):
    return {each.name: each.provenance for each in line.inputs}


def test_supplements_are_shares_of_the_price_with_its_vat_and_lines_are_freed_of_it():
    priced = bill(vat_rate=0.2)
    priced.add(Component.TRANSPORT, 120.0, Formula.AMOUNT, ())
    assert priced.subtotal == 120.0
    assert priced.lines[0].eur == pytest.approx(100.0)
    assert ("vat_rate", 0.2) in [(each.name, each.value) for each in priced.lines[0].inputs]


def test_each_input_says_where_it_comes_from():
    priced = bill()
    inputs = [("distance_km", 10.0, "km"), ("mass_kg", 5.0, "kg"), ("volume_m3", 1.0, "m³")]
    inputs += [("parcels", 2.0, ""), ("eur_per_km", 0.5, "€/km")]
    priced.add(Component.TRANSPORT, 5.0, Formula.AMOUNT, tuple(inputs))
    assert origins(priced.lines[0]) == {
        "distance_km": Provenance.COMPUTED,
        "mass_kg": Provenance.DECLARED,
        "volume_m3": Provenance.ESTIMATED,
        "parcels": Provenance.COMPUTED,
        "eur_per_km": Provenance.REFERENCE,
    }


def test_a_taxable_mass_is_declared_until_it_was_made_of_the_mass():
    priced = bill()
    priced.add(Component.TRANSPORT, 5.0, Formula.AMOUNT, (("taxable_kg", 5.0, "kg"),))
    priced.add(Component.TRANSPORT, 5.0, Formula.AMOUNT, (("mass_kg", 4.0, "kg"), ("taxable_kg", 5.0, "kg")))
    first, second = priced.lines
    assert origins(first)["taxable_kg"] is Provenance.DECLARED
    assert origins(second)["taxable_kg"] is Provenance.COMPUTED
    assert (first.leg, second.source) == (2, "grille d’essai")
