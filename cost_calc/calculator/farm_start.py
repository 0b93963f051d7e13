"""Where the calculator starts for who is signed in: the farm, its vehicles, its products, its customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from cost_calc.calculator.address import Answers
from cost_calc.calculator.keep_form import farms_of
from pat_logistics.formats import kg
from pat_logistics.typed import whole_number
from producers import calculator
from producers.models import Producer, Vehicle
from producers.perms import owned_by

FARM, VEHICLE, PRODUCT = "ferme", "fourgon", "produit"
# What a page of shortcuts holds at most; the farm's own pages list the rest.
MOST_CUSTOMERS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of the farm to start from: `fields` fills the form in place, `url` without a script."""

    label: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FarmStart:
    """`farm` is None while several could be meant: `farms` are then to choose from."""

    farm: Producer | None
    farms: list[Choice] = field(default_factory=list)
    customers: list[Choice] = field(default_factory=list)
    more_customers: int = 0
    vehicles: list[Choice] = field(default_factory=list)
    products: list[Choice] = field(default_factory=list)
    initial: dict[str, str] = field(default_factory=dict)


def farm_start(request: HttpRequest) -> FarmStart | None:
    """None for who has no farm."""
    farms = farms_of(request.user)
    if not farms:
        return None
    asked = whole_number(request.GET.get(FARM, ""))
    farm = farms[0] if len(farms) == 1 else next((one for one in farms if one.pk == asked), None)
    others = [Choice(one.name, _address({FARM: one.pk}), chosen=one == farm) for one in farms]
    if farm is None:
        return FarmStart(None, others)
    vehicles, lines = list(farm.vehicles.all()), list(farm.product_lines.all())
    vehicle = _asked(vehicles, request.GET.get(VEHICLE, ""))
    line = _asked(lines, request.GET.get(PRODUCT, "")) or _main(lines)
    here = {FARM: farm.pk} | ({VEHICLE: vehicle.pk} if vehicle else {}) | ({PRODUCT: line.pk} if line else {})
    flows = farm.flows.select_related("destination", "product_line").order_by("-kg_per_delivery", "pk")
    shown = list(flows[:MOST_CUSTOMERS])
    initial = calculator.of_farm(farm)
    initial |= calculator.of_vehicle(vehicle) if vehicle else {}
    initial |= calculator.of_product(farm, line) if line else {}
    return FarmStart(
        farm,
        others if len(farms) > 1 else [],
        [
            Choice(
                f"{flow.destination.name}, {flow.get_customer_type_display()}, "
                f"{kg(float(flow.kg_per_delivery))} de {flow.product_line}",
                calculator.calculator_link(farm, flow),
            )
            for flow in shown
        ],
        flows.count() - len(shown),
        [
            Choice(
                capfirst(str(one)),
                _address(here | {VEHICLE: one.pk}),
                calculator.of_vehicle(one),
                one == vehicle,
            )
            for one in vehicles
        ],
        [
            Choice(
                capfirst(str(one)),
                _address(here | {PRODUCT: one.pk}),
                calculator.of_product(farm, one),
                one == line,
            )
            for one in lines
        ],
        {name: value for name, value in initial.items() if value},
    )


def _address(chosen: dict[str, int]) -> str:
    query = "&".join(f"{name}={pk}" for name, pk in chosen.items())
    return f"{reverse('cost_calc:compare')}?{query}"


def _asked(rows: Sequence[Any], pk: str) -> Any:
    """The row asked for; the only one there is, when there is no choice."""
    if len(rows) == 1:
        return rows[0]
    return next((row for row in rows if row.pk == whole_number(pk)), None)


def _main(lines: Sequence[Any]) -> Any:
    """The product most sold: better than another farm's, and one tap from the others."""
    return max(lines, key=lambda line: line.kg_per_year or 0, default=None)


def van_of(user: Any, answers: Answers) -> Vehicle | None:
    """The vehicle of the user's farms that a question counts; None if none is, or several could be."""
    if not user.is_authenticated:
        return None
    found = _counted(
        Vehicle.objects.filter(producer__in=Producer.objects.filter(owned_by(user))), dict(answers)
    )
    return found[0] if len(found) == 1 else None


def _counted(vehicles: Iterable[Vehicle], answers: dict[str, str]) -> list[Vehicle]:
    names = ("vehicle", *calculator.VEHICLE_FIGURES, "vehicle_m3")
    said = {name: answers.get(name, "").replace(".", ",") for name in names}
    if not any(said.values()):
        return []
    return [one for one in vehicles if {name: calculator.of_vehicle(one)[name] for name in names} == said]
