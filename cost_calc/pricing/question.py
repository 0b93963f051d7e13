"""What the person asks: one delivery, from one farm to one or several customers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cost_calc.engine.carbon import CarbonMethod
from pat_logistics.frequency import Frequency
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import ProductFamily, Temperature

MAX_STOPS = 6
MAX_ADDRESSES = 5_000
MAX_OTHER_STOPS = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """One customer of the delivery and the kilos left there."""

    commune: Commune
    mass_kg: float


@dataclass(frozen=True, slots=True)
class OwnMeans:
    """What the producer says of his own vehicle and time; None means "use the reference value"."""

    vehicle_code: str | None = None
    vehicle_m3: float | None = None  # its useful room
    eur_per_km: float | None = None
    litres_per_100km: float | None = None
    kwh_per_100km: float | None = None  # of an electric vehicle, instead of the litres
    fixed_eur_per_year: float | None = None
    km_per_year: float | None = None
    eur_per_hour: float | None = None
    stop_minutes: float | None = None
    distance_km: float | None = None  # one way, to a single customer
    driving_minutes: float | None = None  # the same way
    other_kg: float | None = None  # other goods on board of the same round
    attested_atp: bool = False
    cool_boxes: bool = False  # chilled goods go in cool or isothermal boxes
    other_stops: int | None = None  # stops of that round for other customers
    # Other kilos to suppose on board, shown apart and never ranked; None: a usual round.
    fill_kg: float | None = None
    toll_eur: float | None = None  # of the whole round
    eur_per_day: float | None = None  # of a trinôme, with eur_per_km for what varies
    eur_per_cold_hour: float | None = None
    cold_hours: float | None = None  # None: driving and stops
    other_use_share: float | None = None
    replacement_hours: float | None = None  # paid at the farm during the round
    replacement_eur_per_hour: float | None = None

    @property
    def replacement_eur(self) -> float:
        """What a replacement at the farm costs during the round."""
        return (self.replacement_hours or 0.0) * (self.replacement_eur_per_hour or 0.0)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the delivery asks before it leaves; None means "not counted"."""

    crates: float | None = None
    eur_per_crate: float | None = None
    minutes_per_crate: float | None = None
    eur_per_parcel: float | None = None
    minutes_per_parcel: float | None = None
    order_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A delivery to price. `mass_kg` is the sum of its stops."""

    origin: Commune
    stops: tuple[Stop, ...]
    family: str = ProductFamily.OTHER
    temperature: str = Temperature.AMBIENT
    deliveries_per_year: float | None = None
    frequency: Frequency | None = None  # the same as it was said; None: only the number of a year is known
    goods_value_eur: float | None = None
    returns_kg: float = 0.0
    addresses: int = 1  # of the one customer place, when parcels go to many homes
    organic: bool = False
    refuses_intermediaries: bool = False
    customer_type: str = ""  # a CustomerType; empty: not told
    approved: bool = False  # the place where the goods are made holds a sanitary approval
    cold_class: str = ""  # a class of temperature stricter or wider than the family's
    volume_m3: float | None = None  # None: from the crates, when they are told
    linear_m: float | None = None  # metres of a lorry's floor
    shelf_life_hours: float | None = None
    ready_hour: float | None = None
    options: tuple[str, ...] = ()  # what is asked of a carrier: appointment, tail_lift, weekend
    preparation: Preparation = field(default_factory=Preparation)
    weekday: int | None = None  # day of the delivery, 1 for Monday; None: any
    method: CarbonMethod = CarbonMethod.CONSUMPTION
    own: OwnMeans = field(default_factory=OwnMeans)
    former_names: tuple[str, ...] = ()  # what to tell of places given by a name or a code of yesterday

    @property
    def mass_kg(self) -> float:
        return sum(stop.mass_kg for stop in self.stops)

    def of_stops(self, positions: Sequence[int]) -> "Question":
        """The same delivery to some of its customers: value, room, crates and empties in proportion."""
        stops = tuple(self.stops[position] for position in positions)
        scale = sum(stop.mass_kg for stop in stops) / self.mass_kg

        def scaled(value: float | None) -> float | None:
            return None if value is None else value * scale

        return replace(
            self,
            stops=stops,
            goods_value_eur=scaled(self.goods_value_eur),
            returns_kg=self.returns_kg * scale,
            volume_m3=scaled(self.volume_m3),
            linear_m=scaled(self.linear_m),
            preparation=replace(self.preparation, crates=scaled(self.preparation.crates)),
        )
