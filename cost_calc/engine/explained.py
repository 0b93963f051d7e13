"""The numbers a base price was read with: enough of them to do it again by hand."""

from typing import TypeAlias

from cost_calc.engine.bands import Grid, units
from cost_calc.engine.lines import Formula
from cost_calc.engine.quantities import Quantity, is_array, unknown
from cost_calc.engine.shipment import Shipment

Inputs: TypeAlias = tuple[tuple[str, Quantity, str], ...]


def weight_inputs(
    shipment: Shipment,
    mass_kg: Quantity,
    taxable_kg: Quantity,
    billed_kg: Quantity,
    rates: tuple[float | None, float | None],
) -> Inputs:
    """The taxable mass, and what made it where it is not the mass itself: room and rate, rounding.

    `rates`: kilograms that a cubic metre and a metre of floor count for.
    """
    if is_array(mass_kg, taxable_kg, billed_kg):
        return (("taxable_kg", billed_kg, "kg"),)
    if billed_kg == mass_kg:
        return (("taxable_kg", mass_kg, "kg"),)
    inputs: Inputs = (("mass_kg", mass_kg, "kg"),)
    if taxable_kg != mass_kg:
        part = mass_kg / shipment.mass_kg
        rooms = (
            (("volume_m3", shipment.volume_m3, "m³"), ("kg_per_m3", rates[0], "kg/m³")),
            (("linear_m", shipment.linear_m, "m"), ("kg_per_m", rates[1], "kg/m")),
        )
        for (name, room, unit), (rate_name, rate, rate_unit) in rooms:
            if room is not None and rate and room * part * rate == taxable_kg:
                inputs += ((name, room * part, unit), (rate_name, rate, rate_unit))
    return (*inputs, ("taxable_kg", billed_kg, "kg"))


def band_inputs(
    grid: Grid, billed_kg: Quantity, unit_count: Quantity, price_eur: Quantity, pallet_kg: float | None
) -> tuple[Formula | None, Inputs]:
    """How the bands gave this price, per 100 kg or by the pallet; nothing for a batch or an unknown price."""
    if is_array(billed_kg, unit_count, price_eur) or unknown(price_eur):
        return None, ()
    read = grid.read(float(billed_kg), float(unit_count), float(price_eur))
    paid: Inputs = () if read.paid_kg is None else (("paid_kg", read.paid_kg, "kg"),)
    if read.flat:
        formula = Formula.FLAT_PRICE if read.paid_kg is None else Formula.PAYANT_POUR_FLAT
        return formula, (*paid, ("flat_eur", read.eur, "€"))
    if pallet_kg is None:
        formula = Formula.PRICE_PER_100KG if read.paid_kg is None else Formula.PAYANT_POUR
        return formula, (*paid, ("eur_per_100kg", read.eur, "€/100 kg"))
    if read.paid_kg is None:
        return Formula.PRICE_PER_PALLET, (("eur_per_pallet", read.eur, "€"),)
    pallets = units(read.paid_kg, pallet_kg)
    return Formula.PAYANT_POUR_PALLETS, (
        *paid,
        ("paid_pallets", pallets, ""),
        ("eur_per_pallet", read.eur, "€"),
    )
