"""A price under construction, line by line."""

from cost_calc.engine.lines import Formula, Input, Line, Provenance
from cost_calc.engine.quantities import Quantity

# Inputs that come with the load, not with the list.
OF_THE_LOAD = frozenset({"taxable_kg", "goods_value_eur"})


class Bill:
    """Lines of one price list, and their sum with the list's VAT, which supplements are shares of."""

    __slots__ = ("distance_provenance", "leg", "lines", "provenance", "source", "subtotal", "vat_rate")

    def __init__(
        self,
        leg: int,
        provenance: Provenance,
        source: str,
        vat_rate: float,
        distance_provenance: Provenance = Provenance.ESTIMATED,
    ) -> None:
        self.leg = leg
        self.provenance = provenance
        self.source = source
        self.distance_provenance = distance_provenance
        self.vat_rate = vat_rate
        self.lines: list[Line] = []
        self.subtotal: Quantity = 0.0

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
        return Input(name, value, unit, self.provenance, self.source)
