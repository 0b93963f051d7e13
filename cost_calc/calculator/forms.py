"""The calculator's question: five answers, and everything else behind "préciser"."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cost_calc.calculator.detail_fields import DetailFields, consumption_fault
from cost_calc.calculator.quantity_field import Quantity
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.models import VehicleType
from cost_calc.pricing.question import MAX_ADDRESSES, MAX_OTHER_STOPS, MAX_STOPS, OwnMeans, Question, Stop
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.frequency import Frequency, Period
from pat_logistics.territory.forms import CommuneField, former_names
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, CustomerType, ProductFamily, Temperature, Weekday

# Classes of the arrêté of 21 December 2009; the degrees themselves are rows of the table of rules.
COLD_CLASSES = [
    ("minced", "viande hachée"),
    ("offal", "abats"),
    ("prepared", "plats cuisinés"),
    ("poultry", "volailles, préparations de viande"),
    ("very_perishable", "morceaux de viande, charcuterie, yaourts, fromages frais, lait cru"),
    ("fish", "poisson frais"),
    ("carcasses", "carcasses, viande en gros"),
    ("perishable", "fromages affinés, autres produits frais"),
]


COLD_CLASS_OF_CHILLED = (
    "Cette réponse ne vaut que pour du frais : laissez-la vide, ou choisissez « frais » comme température."
)

# « Préciser », group by group; a test holds that every field is in one of them.
DETAIL_GROUPS = (
    (
        "La marchandise",
        (
            "temperature", "cold_class", "goods_value_eur", "price_eur_per_kg", "crates", "volume_m3",
            "linear_m", "shelf_life_hours", "ready_hour", "organic",
        ),
    ),
    ("La vente", ("customer_type", "addresses", "approved", "weekday", "refuses_intermediaries")),
    (
        "Votre véhicule",
        (
            "vehicle", "vehicle_m3", "eur_per_km", "litres_per_100km", "kwh_per_100km", "fixed_eur_per_year",
            "km_per_year", "other_use_percent", "eur_per_day", "eur_per_cold_hour", "cool_boxes",
            "attested_atp",
        ),
    ),
    (
        "Votre tournée et votre temps",
        (
            "fill_kg", "distance_km", "driving_minutes", "toll_eur", "cold_hours", "returns_kg",
            "eur_per_hour", "stop_minutes", "replacement_hours", "replacement_eur_per_hour",
        ),
    ),
    (
        "Emballer, commander, facturer",
        ("eur_per_crate", "minutes_per_crate", "eur_per_parcel", "minutes_per_parcel", "order_minutes"),
    ),
    ("Le transporteur et le carbone", ("options", "method")),
)  # fmt: skip


def _of_today(answers: Any) -> Any:
    """The answers of an address; « per_month » was once the only way to say how often."""
    if not answers or not answers.get("per_month") or answers.get("times"):
        return answers
    answers = answers.copy()
    answers["times"], answers["period"] = answers["per_month"], Period.MONTH.value
    return answers


class QuestionForm(DetailFields):
    """Sent by GET: the address of the result page is the saved question."""

    origin = CommuneField(label="De", help_text="Commune de départ, ou son code postal.")
    destination = CommuneField(label="À", help_text="Commune du client, ou son code postal.")
    family = forms.ChoiceField(label="Quoi", choices=ProductFamily.choices, initial=ProductFamily.CHEESE)
    mass_kg = Quantity(
        label="Combien de kilos", low=0.1, high=20_000, unit="kg", required=True,
        error_messages={"required": "Combien de kilos livrez-vous ?"},
    )  # fmt: skip
    times = Quantity(label="Combien de fois", low=0.05, high=4_000, unit="fois", initial=1)
    period = forms.ChoiceField(
        label="À quel rythme", required=False, choices=Period.choices, initial=Period.WEEK
    )

    temperature = forms.ChoiceField(
        label="Température",
        required=False,
        choices=[("", "celle du produit"), *Temperature.choices],
        help_text="Sans réponse : la température habituelle du produit choisi.",
    )
    goods_value_eur = Quantity(
        label="Valeur des produits livrés", low=0, high=500_000, unit="€",
        help_text="Pour comparer le coût de la livraison à ce qu’elle rapporte.",
    )  # fmt: skip
    price_eur_per_kg = Quantity(
        label="Ou votre prix de vente au kilo", low=0.01, high=2_000, unit="€/kg",
        help_text="Le prix moyen de ce que vous livrez, hors taxes.",
    )  # fmt: skip
    vehicle = forms.ChoiceField(label="Votre véhicule", required=False)  # choices depend on the date
    eur_per_km = Quantity(
        label="Son coût au kilomètre", low=0, high=10, unit="€/km",
        help_text="Carburant, entretien, assurance et usure. Sans réponse : la valeur du véhicule choisi.",
    )  # fmt: skip
    fixed_eur_per_year = Quantity(
        label="Ses coûts fixes par an", low=0, high=100_000, unit="€",
        help_text="Achat ou loyer, assurance. Répartis sur les kilomètres de l’année ci-dessous.",
    )  # fmt: skip
    km_per_year = Quantity(label="Ses kilomètres par an", low=1, high=300_000, unit="km")
    litres_per_100km = Quantity(
        label="Sa consommation", low=1, high=60, unit="l/100 km",
        help_text="Vos litres réels, groupe froid compris.",
    )  # fmt: skip
    kwh_per_100km = Quantity(
        label="Sa consommation, s’il est électrique", low=1, high=200, unit="kWh/100 km",
        help_text="Vos kWh réels, groupe froid compris, à la place des litres.",
    )  # fmt: skip
    eur_per_hour = Quantity(
        label="Valeur de votre heure", low=0, high=200, unit="€/h",
        help_text="Mettez 0 pour ne compter que l’argent dépensé.",
    )  # fmt: skip
    stop_minutes = Quantity(label="Minutes passées chez un client", low=0, high=600, unit="min")
    distance_km = Quantity(
        label="Distance réelle, aller simple", low=0.1, high=3_000, unit="km",
        help_text="Si vous la connaissez, elle remplace la nôtre. Le temps de route, lui, ne change pas.",
    )  # fmt: skip
    driving_minutes = Quantity(
        label="Temps de route réel, aller simple", low=1, high=3_000, unit="min",
        help_text="Si vous le connaissez, il remplace le nôtre. La distance, elle, ne change pas.",
    )  # fmt: skip
    other_kg = Quantity(
        label="Autres kilos à bord", low=0, high=20_000, unit="kg",
        help_text="Ce que vous livrez à d’autres au cours du même trajet. 0 : rien d’autre.",
    )  # fmt: skip
    other_stops = forms.IntegerField(
        label="Autres clients de ce trajet", required=False, min_value=0, max_value=MAX_OTHER_STOPS,
        widget=NumberInput(),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Donnez un nombre entier, de 0 à {MAX_OTHER_STOPS}."
        ),
    )  # fmt: skip
    fill_kg = Quantity(
        label="« Et si vous remplissiez ? » : kilos à supposer", low=0, high=20_000, unit="kg",
        help_text="D’autres kilos supposés à bord : chiffrés à part, hors du classement.",
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label="Jour de la livraison",
        required=False,
        choices=[("", "n’importe quel jour"), *Weekday.choices],
        coerce=int,
        empty_value=None,
    )
    returns_kg = Quantity(label="Retours à rapporter (bocaux, bacs)", low=0, high=20_000, unit="kg")
    addresses = Quantity(
        label="Adresses différentes", low=1, high=MAX_ADDRESSES, unit="adresses",
        help_text="Pour des colis : les kilos ci-dessus sont ceux de tout l’envoi, en parts égales.",
    )  # fmt: skip
    organic = forms.BooleanField(label="Produits bio", required=False)
    customer_type = forms.ChoiceField(
        label="Chez qui livrez-vous",
        required=False,
        choices=[("", "je ne précise pas"), *CustomerType.choices],
        help_text="La loi ne demande pas la même chose pour qui mange et pour qui revend ou sert.",
    )
    approved = forms.BooleanField(label="Mon atelier a un agrément sanitaire", required=False)
    cold_class = forms.ChoiceField(
        label="Si c’est du frais, quelle température au plus",
        required=False,
        choices=[("", "celle du produit"), *COLD_CLASSES],
    )
    attested_atp = forms.BooleanField(
        label="Mon véhicule a une attestation ATP",
        required=False,
        help_text="Le document qui certifie le froid d’un véhicule frigorifique ou isotherme.",
    )
    cool_boxes = forms.BooleanField(
        label="J’ai des glacières ou des caisses isothermes",
        required=False,
        help_text="Pour livrer du frais avec un véhicule sans froid, ou une voiture, à moins de 80 km.",
    )
    refuses_intermediaries = forms.BooleanField(label="Je ne souhaite pas d’intermédiaire", required=False)
    method = forms.ChoiceField(
        label="Calcul du carbone",
        required=False,
        choices=[
            ("", "consommation du véhicule (trajet réel, retour à vide compris)"),
            (CarbonMethod.FR_LEVEL_1, "valeurs françaises de niveau 1 (charge moyenne par type de véhicule)"),
        ],
    )

    FIRST = ("origin", "destination", "family", "mass_kg", "times", "period")
    ON_BOARD = ("other_kg", "other_stops")
    FREQUENCY = ("times", "period")

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Any = None,
        vehicles: Iterable[VehicleType] = (),
        hour_help: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(_of_today(data), initial=_of_today(initial), **kwargs)
        if hour_help:
            self.fields["eur_per_hour"].help_text = hour_help
        rows = list(vehicles)
        self._energies = {row.code: row.energy for row in rows}
        choices = [("", "un fourgon adapté au produit"), *((row.code, row.label) for row in rows)]
        self.fields["vehicle"] = forms.ChoiceField(
            label="Votre véhicule",
            required=False,
            choices=choices,
            help_text="Sans réponse : un fourgon adapté au produit.",
        )
        for number in range(2, MAX_STOPS + 1):
            self.fields[f"stop_{number}"] = CommuneField(label=f"Client {number}", required=False)
            self.fields[f"kg_{number}"] = Quantity(
                label=f"Kilos pour le client {number}", low=0.1, high=20_000, unit="kg"
            )

    @property
    def first_fields(self):
        return [self[name] for name in self.FIRST]

    @property
    def on_board_fields(self):
        return [self[name] for name in self.ON_BOARD]

    @property
    def stop_pairs(self):
        return [(self[f"stop_{number}"], self[f"kg_{number}"]) for number in range(2, MAX_STOPS + 1)]

    @property
    def detail_fields(self):
        """Every other field, in the order declared."""
        names = [name for name in self.base_fields if name not in self.FIRST + self.ON_BOARD]
        return [self[name] for name in names]

    @property
    def detail_groups(self):
        """The same, by what they speak of."""
        names = {field.name for field in self.detail_fields}
        return [(title, [self[name] for name in group if name in names]) for title, group in DETAIL_GROUPS]

    @property
    def is_detailed(self) -> bool:
        """Whether "préciser" must be open: something behind it was typed or is wrong."""
        return any(self.data.get(field.html_name) or field.errors for field in self.detail_fields)

    @property
    def has_stops(self) -> bool:
        return any(self.data.get(b.html_name) or b.errors for pair in self.stop_pairs for b in pair)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(2, MAX_STOPS + 1):
            place, mass = data.get(f"stop_{number}"), data.get(f"kg_{number}")
            if place and not mass and f"kg_{number}" not in self.errors:
                self.add_error(f"kg_{number}", "Combien de kilos laissez-vous à ce client ?")
            if mass and not place and f"stop_{number}" not in self.errors:
                self.add_error(f"stop_{number}", "Où se trouve ce client ?")
        if data.get("cold_class") and self._temperature(data) != Temperature.CHILLED:
            self.add_error("cold_class", COLD_CLASS_OF_CHILLED)
        if data.get("fixed_eur_per_year") and not data.get("km_per_year"):
            self.add_error("km_per_year", "Combien de kilomètres par an, pour répartir les coûts fixes ?")
        if data.get("goods_value_eur") is not None and data.get("price_eur_per_kg"):
            self.add_error("price_eur_per_kg", "Donnez soit la valeur de la livraison, soit le prix au kilo.")
        energy = self._energies.get(data.get("vehicle") or "")
        if fault := consumption_fault(energy, data.get("litres_per_100km"), data.get("kwh_per_100km")):
            self.add_error(*fault)
        if any(data.get(f"stop_{n}") for n in range(2, MAX_STOPS + 1)):
            for name, what in (("distance_km", "la distance"), ("driving_minutes", "le temps de route")):
                if data.get(name):
                    self.add_error(name, f"Avec plusieurs clients, le portail calcule {what} de la tournée.")
            if (data.get("addresses") or 1) > 1:
                self.add_error("addresses", "Avec plusieurs clients, une adresse pour chacun : laissez vide.")
        if (data.get("addresses") or 1) % 1:
            self.add_error("addresses", "Donnez un nombre entier d’adresses.")
        return data

    @staticmethod
    def _temperature(data: dict[str, Any]) -> str:
        """The temperature chosen, else the usual one of the family; empty while the family is wrong."""
        family = data.get("family")
        return data.get("temperature") or (DEFAULT_TEMPERATURE[ProductFamily(family)] if family else "")

    def _goods_value(self, mass_kg: float) -> float | None:
        """Of the whole delivery, as said or from the price of a kilo."""
        price = self.cleaned_data["price_eur_per_kg"]
        return price * mass_kg if price else self.cleaned_data["goods_value_eur"]

    def _frequency(self) -> Frequency | None:
        data = self.cleaned_data
        return Frequency(data["times"], Period(data["period"] or Period.WEEK)) if data["times"] else None

    def question(self) -> Question:
        """The question of a valid form."""
        data, frequency = self.cleaned_data, self._frequency()
        stops = [Stop(data["destination"], data["mass_kg"])]
        stops += [
            Stop(data[f"stop_{number}"], data[f"kg_{number}"])
            for number in range(2, MAX_STOPS + 1)
            if data.get(f"stop_{number}")
        ]
        return Question(
            origin=data["origin"],
            stops=tuple(stops),
            family=data["family"],
            temperature=self._temperature(data),
            deliveries_per_year=frequency.per_year if frequency else None,
            frequency=frequency,
            goods_value_eur=self._goods_value(sum(stop.mass_kg for stop in stops)),
            returns_kg=data["returns_kg"] or 0.0,
            addresses=int(data["addresses"] or 1),
            organic=data["organic"],
            customer_type=data["customer_type"],
            approved=data["approved"],
            cold_class=data["cold_class"],
            refuses_intermediaries=data["refuses_intermediaries"],
            weekday=data["weekday"],
            **self.goods_details(),
            method=CarbonMethod(data["method"] or CarbonMethod.CONSUMPTION),
            own=OwnMeans(
                vehicle_code=data["vehicle"] or None,
                attested_atp=data["attested_atp"],
                cool_boxes=data["cool_boxes"],
                other_stops=data["other_stops"],
                **self.own_details(),
                **{
                    name: data[name]
                    for name in (
                        "eur_per_km", "litres_per_100km", "kwh_per_100km", "fixed_eur_per_year",
                        "km_per_year", "eur_per_hour", "stop_minutes", "distance_km", "driving_minutes",
                        "other_kg", "fill_kg",
                    )
                },
            ),
            former_names=tuple(former_names(self)),
        )  # fmt: skip
