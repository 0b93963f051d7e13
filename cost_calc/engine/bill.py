"""A price under construction, line by line."""

from cost_calc.engine.lines import Formula, Input, Line, Provenance
from cost_calc.engine.quantities import Quantity

# Inputs that come with the load, not with the list.
OF_THE_LOAD = frozenset({"mass_kg", "linear_m", "goods_value_eur"})
# What was worked out from other inputs of the line.
WORKED_OUT = frozenset({"price_eur", "parcels", "pallets", "paid_pallets", "steps", "loads", "pieces"})


class Bill:
    """Lines of one price list, and their sum with the list's VAT, which supplements are shares of."""

    __slots__ = (
        "distance_provenance", "leg", "lines", "provenance", "source", "subtotal", "taxable_provenance",
        "vat_rate", "volume_provenance",
    )  # fmt: skip

    def __init__(
        self,
        leg: int,
        provenance: Provenance,
        source: str,
        vat_rate: float,
        distance_provenance: Provenance = Provenance.ESTIMATED,
        volume_provenance: Provenance = Provenance.DECLARED,
    ) -> None:
        self.leg = leg
        self.provenance = provenance
        self.source = source
        self.distance_provenance = distance_provenance
        self.volume_provenance = volume_provenance
        self.vat_rate = vat_rate
        self.lines: list[Line] = []
        self.subtotal: Quantity = 0.0
        self.taxable_provenance = Provenance.DECLARED

    def add(
        self,
        component: str,
        eur: Quantity,
        formula: Formula,
        inputs: tuple[tuple[str, Quantity, str], ...],
        *,
        distance_km: Quantity = 0.0,
    ) -> None:
        """Add a line, freed of the VAT its price held."""
        if self.vat_rate:
            inputs += (("vat_rate", self.vat_rate, ""),)
        if any(name == "mass_kg" for name, *_ in inputs):  # said beside what is made of it
            self.taxable_provenance = Provenance.COMPUTED
        self.subtotal = self.subtotal + eur
        self.lines.append(
            Line(
                component,
                self.leg,
                eur / (1.0 + self.vat_rate),
                distance_km=distance_km,
                provenance=self.provenance,
                source=self.source,
                formula=formula,
                inputs=tuple(self._input(*one) for one in inputs),
            )
        )

    def _input(self, name: str, value: Quantity, unit: str) -> Input:
        if name == "distance_km":
            return Input(name, value, unit, self.distance_provenance)
        if name in OF_THE_LOAD:
            return Input(name, value, unit, Provenance.DECLARED)
        if name == "taxable_kg":
            return Input(name, value, unit, self.taxable_provenance)
        if name == "volume_m3":
            return Input(name, value, unit, self.volume_provenance)
        if name in WORKED_OUT:
            return Input(name, value, unit, Provenance.COMPUTED)
        return Input(name, value, unit, self.provenance, self.source)
