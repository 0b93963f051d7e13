"""Bought transport: every shape a price list takes, and the supplements that come on top."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cost_calc.engine.bands import (
    BAND_BASES,
    BASE_FORMULAS,
    Band,
    Basis,
    FuelIndexation,
    Grid,
    Rounding,
    StopSteps,
    Zone,
    by_zone,
    rounded_up,
    units,
)
from cost_calc.engine.bill import Bill
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.explained import Inputs, band_inputs, weight_inputs
from cost_calc.engine.lines import Component, Formula, Line, Provenance
from cost_calc.engine.parcels import Cut, cheapest_cut
from cost_calc.engine.quantities import (
    EUR,
    MASS_KG,
    NAN,
    RATE,
    SHARE,
    SOME_MASS_KG,
    Quantity,
    Range,
    Truth,
    both,
    check_items,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
    choose,
    maximum,
    negated,
)
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.supplements import (
    add_fuel,
    add_minimum,
    add_returns,
    add_steps,
    add_temperature,
    add_zone,
)
from cost_calc.engine.verdicts import Code, Severity, Verdict

__all__ = ["Band", "Basis", "FuelIndexation", "Rounding", "StopSteps", "Tariff", "Zone"]


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price list and its rules.

    The base price comes from `basis`; then, each as its own line: the steps and pickup of a price per stop,
    the complement up to the minimum, the zone, the temperature, the fuel surcharge, the options asked for,
    and the empties taken back. Shares of zone and temperature are taken on the transport price (base, steps,
    pickup and minimum); the fuel surcharge on all of that. Free carriage from some order on is a term of sale
    between seller and buyer: it is no part of what a carrier charges.

    Parameters
    ----------
    basis
        What a price is the price of.
    bands
        For the bases parcel, per_100kg, pallet and stop; they do not overlap within a zone.
    zones
        Supplements by zone.
    minimum_eur
        Least transport price of a consignment.
    payant_pour
        The minimum of a heavier band applies when it is lower (also below the first band).
    volumetric_kg_per_m3, linear_kg_per_m
        Taxable mass = max(real, volume × this, metres of floor × this).
    roundings
        Rounding rules of the taxable mass; the first that fits applies. Usual: up to the kg below 100 kg, up
        to 100 kg for part loads.
    temperature_shares
        Supplement of each regime, as a share of the transport price.
    fuel
        Fuel indexation, None when the list has none.
    options
        Price of each option by its code (appointment, tail-lift…).
    return_eur
        Price of each empty piece taken back.
    on_quote_above_kg
        Taxable mass beyond which the price is on quote; None when never.
    percent_of_value
        For the basis percent, share of the goods' value (0.22 is 22 %).
    fixed_eur, eur_per_km, eur_per_kg
        For the basis fixed_variable.
    max_parcel_kg
        Heaviest parcel; a load goes in the cheapest set of parcels of the list. None: in one parcel.
    kg_per_pallet
        Mass that fills a pallet, for the basis pallet.
    steps
        For the basis stop.
    vat_rate
        VAT held in the list's prices; all results are without VAT. 0 for a list without VAT.
    provenance, source
        Of the list; an example is labelled so in `source`.
    """

    basis: Basis
    bands: tuple[Band, ...] = ()
    zones: tuple[Zone, ...] = ()
    minimum_eur: float = 0.0
    payant_pour: bool = False
    volumetric_kg_per_m3: float | None = None
    linear_kg_per_m: float | None = None
    roundings: tuple[Rounding, ...] = ()
    temperature_shares: Mapping[Temperature, float] = field(default_factory=dict, hash=False)
    fuel: FuelIndexation | None = None
    options: Mapping[str, float] = field(default_factory=dict, hash=False)
    return_eur: float = 0.0
    on_quote_above_kg: float | None = None
    percent_of_value: float | None = None
    fixed_eur: float = 0.0
    eur_per_km: float = 0.0
    eur_per_kg: float = 0.0
    max_parcel_kg: float | None = None
    kg_per_pallet: float | None = None
    steps: StopSteps | None = None
    vat_rate: float = 0.0
    provenance: Provenance = Provenance.TARIFF
    source: str = ""
    _grids: Mapping[str, Grid] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "basis", Basis(self.basis))
        except ValueError:
            raise InvalidInput("tariff.basis", "unknown", value=self.basis) from None
        check_type(
            self,
            "tariff",
            payant_pour=bool,
            temperature_shares=Mapping,
            options=Mapping,
            provenance=Provenance,
            source=str,
            fuel=(FuelIndexation, type(None)),
            steps=(StopSteps, type(None)),
        )
        check_items(self, "tariff", bands=Band, zones=Zone, roundings=Rounding)
        self._check_amounts()
        if self.basis in BAND_BASES and not self.bands:
            raise InvalidInput("tariff.bands", "required")
        if self.basis is Basis.PERCENT and self.percent_of_value is None:
            raise InvalidInput("tariff.percent_of_value", "required")
        if self.basis is Basis.PALLET and self.kg_per_pallet is None:
            raise InvalidInput("tariff.kg_per_pallet", "required")
        grids = by_zone(
            self.bands,
            pallet_kg=self.kg_per_pallet if self.basis is Basis.PALLET else None,
            always_flat=self.basis in (Basis.PARCEL, Basis.STOP),
        )
        object.__setattr__(self, "_grids", grids)

    def _check_amounts(self) -> None:
        amounts = {
            "minimum_eur": EUR,
            "fixed_eur": EUR,
            "return_eur": EUR,
            "eur_per_km": RATE,
            "eur_per_kg": RATE,
            "vat_rate": SHARE,
        }
        if_any = {
            "volumetric_kg_per_m3": RATE,
            "linear_kg_per_m": RATE,
            "on_quote_above_kg": MASS_KG,
            "percent_of_value": SHARE,
            "max_parcel_kg": SOME_MASS_KG,
            "kg_per_pallet": SOME_MASS_KG,
        }
        check_numbers(self, "tariff", **amounts)
        check_optional(self, "tariff", **if_any)
        check_scalars(self, "tariff", *amounts, *if_any)
        shares = {}
        for regime, share in self.temperature_shares.items():
            try:
                shares[Temperature(regime)] = Range(0.0, 10.0).check("tariff.temperature_shares", share)
            except ValueError as error:
                if isinstance(error, InvalidInput):
                    raise
                raise InvalidInput("tariff.temperature_shares", "unknown", value=regime) from None
        prices = {code: EUR.check(f"tariff.options.{code}", eur) for code, eur in self.options.items()}
        object.__setattr__(self, "temperature_shares", shares)
        object.__setattr__(self, "options", prices)

    def taxable_kg(self, shipment: Shipment, mass_kg: Quantity) -> Quantity:
        """Mass the list is read with: the largest of real, volumetric and linear, before rounding.

        `mass_kg` is the part of the shipment this list carries; its volume is taken in proportion.
        """
        taxable, part = mass_kg, mass_kg / shipment.mass_kg
        if self.volumetric_kg_per_m3 and shipment.volume_m3 is not None:
            taxable = maximum(taxable, shipment.volume_m3 * part * self.volumetric_kg_per_m3)
        if self.linear_kg_per_m and shipment.linear_m is not None:
            taxable = maximum(taxable, shipment.linear_m * part * self.linear_kg_per_m)
        return taxable

    def lines(
        self,
        shipment: Shipment,
        *,
        leg: int = 1,
        mass_kg: Quantity | None = None,
        zone: str = "",
        options: Sequence[str] = (),
        distance_km: Quantity = 0.0,
        distance_provenance: Provenance = Provenance.ESTIMATED,
        component: str = Component.TRANSPORT,
        pickup: bool = True,
        collected_kg: Quantity | None = None,
        packing_eur: Quantity = 0.0,
    ) -> tuple[Line, ...]:
        """Price of a shipment, or of `mass_kg` of it, line by line; NaN outside the list.

        Parameters
        ----------
        zone, options
            Codes of the list; one it does not know raises `InvalidInput`.
        distance_km, distance_provenance
            Kilometres of the leg, borne by the first line and priced by the basis fixed_variable; where
            they come from is said apart, as no list gives them.
        component
            What the first line is called.
        pickup
            False for the second drop of the same trip and the next ones: the pickup is paid once, for the
            whole shipment.
        collected_kg
            What the pickup takes; None: the whole shipment.
        packing_eur
            What each parcel costs its sender besides: it weighs in the choice of the set, and is not billed.
        """
        picked = shipment.mass_kg if collected_kg is None else collected_kg
        mass = shipment.mass_kg if mass_kg is None else mass_kg
        surcharge = self._zone(zone)
        bill = Bill(
            leg,
            self.provenance,
            self.source,
            self.vat_rate,
            distance_provenance,
            shipment.volume_provenance,
        )
        taxable = self.taxable_kg(shipment, mass)

        base, formula, inputs = self._base(shipment, mass, taxable, zone, distance_km, packing_eur)
        bill.add(component, base, formula, inputs, distance_km=distance_km)
        if self.steps is not None and self.basis is Basis.STOP:
            add_steps(bill, self.steps, taxable, picked if pickup else None)
        add_minimum(bill, self.minimum_eur)

        price = bill.subtotal
        add_zone(bill, surcharge, price)
        add_temperature(bill, self.temperature_shares.get(shipment.temperature, 0.0), price)
        add_fuel(bill, self.fuel, cold=shipment.needs_cold)
        for code in options:
            if code not in self.options:
                raise InvalidInput("leg.options", "unknown", value=code)
            bill.add(code, self.options[code], Formula.AMOUNT, (("amount_eur", self.options[code], "€"),))
        add_returns(bill, self.return_eur, shipment.returns_count * (mass / shipment.mass_kg))
        return tuple(bill.lines)

    def verdicts(self, shipment: Shipment, mass_kg: Quantity, zone: str = "") -> Iterator[Verdict]:
        """Why the list has no price for this mass, when it has none."""
        taxable = self.taxable_kg(shipment, mass_kg)
        on_quote: Truth = False
        if self.on_quote_above_kg is not None:
            on_quote = taxable > self.on_quote_above_kg
            yield Verdict(Code.ON_QUOTE, Severity.BLOCKS, {"max_kg": self.on_quote_above_kg}, on_quote)
        if self.basis is Basis.PERCENT and shipment.goods_value_eur is None:
            yield Verdict(Code.GOODS_VALUE_NEEDED, Severity.BLOCKS)
        grid = self._grid(zone)
        if self.basis in BAND_BASES and grid is not None:
            billed = self._billed(taxable)
            lightest, heaviest = grid.starts[0], grid.ends[-2]
            if not self._is_cut:
                over = both(billed > heaviest, negated(on_quote))
                yield Verdict(Code.OVER_MAX_WEIGHT, Severity.BLOCKS, {"max_kg": heaviest}, over)
            if not self.payant_pour:
                under = billed < lightest
                yield Verdict(Code.UNDER_MIN_WEIGHT, Severity.BLOCKS, {"min_kg": lightest}, under)

    def edges_kg(self) -> list[float]:
        """Masses where the price may jump: ends of bands, minima and limits."""
        edges = {band.from_kg for band in self.bands} | {band.to_kg for band in self.bands}
        edges |= {self.on_quote_above_kg, self.max_parcel_kg}
        return sorted(edge for edge in edges if edge)

    def _base(
        self,
        shipment: Shipment,
        mass_kg: Quantity,
        taxable_kg: Quantity,
        zone: str,
        distance_km: Quantity,
        packing_eur: Quantity,
    ) -> tuple[Quantity, Formula, Inputs]:
        formula = BASE_FORMULAS[self.basis]
        rates = (self.volumetric_kg_per_m3, self.linear_kg_per_m)
        if self.basis is Basis.PERCENT:
            share, value = self.percent_of_value or 0.0, shipment.goods_value_eur
            worth = NAN if value is None else value * (mass_kg / shipment.mass_kg)
            price = worth * share
            inputs: Inputs = (("goods_value_eur", worth, "€"), ("share", share, ""))
        elif self.basis is Basis.FIXED_VARIABLE:
            price = self.fixed_eur + self.eur_per_km * distance_km + self.eur_per_kg * taxable_kg
            inputs = (
                ("fixed_eur", self.fixed_eur, "€"),
                ("eur_per_km", self.eur_per_km, "€/km"),
                ("distance_km", distance_km, "km"),
                ("eur_per_kg", self.eur_per_kg, "€/kg"),
                *weight_inputs(shipment, mass_kg, taxable_kg, taxable_kg, rates),
            )
        else:
            grid = self._grid(zone)
            billed = self._billed(taxable_kg)
            inputs = weight_inputs(shipment, mass_kg, taxable_kg, billed, rates)
            if self._is_cut and grid is not None:
                cut = self._cut(grid, taxable_kg, packing_eur)
                return self._unless_on_quote(taxable_kg, cut.eur), formula, inputs + cut.inputs
            per_pallet = self.kg_per_pallet if self.basis is Basis.PALLET else None
            # A band is chosen by the mass that is asked; what is paid is the started pallets.
            unit_count = units(billed, per_pallet)
            price = (
                billed * NAN if grid is None else grid.price(billed, unit_count, payant_pour=self.payant_pour)
            )
            if self.basis is Basis.PARCEL:
                inputs += (("parcels", 1.0, ""), ("eur_per_parcel", price, "€"))
            elif self.basis is Basis.STOP:
                inputs += (("eur_per_stop", price, "€"),)
            else:
                if per_pallet is not None:
                    inputs += (("kg_per_pallet", per_pallet, "kg"), ("pallets", unit_count, ""))
                if grid is not None:
                    read, prices = band_inputs(grid, billed, unit_count, price, per_pallet)
                    formula, inputs = read or formula, inputs + prices
        return self._unless_on_quote(taxable_kg, price), formula, inputs

    def _unless_on_quote(self, taxable_kg: Quantity, price: Quantity) -> Quantity:
        if self.on_quote_above_kg is None:
            return price
        return choose(taxable_kg > self.on_quote_above_kg, NAN, price)

    def parcel_count(
        self, shipment: Shipment, mass_kg: Quantity, zone: str = "", packing_eur: Quantity = 0.0
    ) -> Quantity:
        """How many parcels a load makes: one where the list does not cut it."""
        grid = self._grid(zone)
        if grid is None or not self._is_cut:
            return 1.0
        return self._cut(grid, self.taxable_kg(shipment, mass_kg), packing_eur).count

    @property
    def _is_cut(self) -> bool:
        return self.basis is Basis.PARCEL and self.max_parcel_kg is not None

    def _cut(self, grid: Grid, taxable_kg: Quantity, packing_eur: Quantity) -> Cut:
        return cheapest_cut(
            grid,
            taxable_kg,
            limit_kg=self.max_parcel_kg or 0.0,
            roundings=self.roundings,
            payant_pour=self.payant_pour,
            packing_eur=packing_eur,
        )

    def _billed(self, taxable_kg: Quantity) -> Quantity:
        """The mass a load is looked up with in the bands."""
        return taxable_kg if self.basis is Basis.PALLET else rounded_up(taxable_kg, self.roundings)

    def _grid(self, zone: str) -> Grid | None:
        return self._grids.get(zone) or self._grids.get("")

    def _zone(self, code: str) -> Zone | None:
        if not code:
            return None
        found = next((zone for zone in self.zones if zone.code == code), None)
        if found is None and code not in self._grids:
            raise InvalidInput("leg.zone", "unknown", value=code)
        return found
