"""What the calculator knows and does not ask at first: every field of « Préciser » beyond the usual ones."""

from typing import Any

from django import forms

from cost_calc.calculator.quantity_field import Quantity
from cost_calc.models import Energy
from cost_calc.pricing.question import Preparation

OPTIONS = [
    ("appointment", "livraison sur rendez-vous"),
    ("tail_lift", "hayon"),
    ("weekend", "livraison le week-end"),
]
OWN_DETAILS = (
    "toll_eur", "vehicle_m3", "eur_per_day", "eur_per_cold_hour", "cold_hours", "replacement_hours",
    "replacement_eur_per_hour",
)  # fmt: skip
GOODS_DETAILS = ("volume_m3", "linear_m", "shelf_life_hours", "ready_hour")
PREPARATION = (
    "crates", "eur_per_crate", "minutes_per_crate", "eur_per_parcel", "minutes_per_parcel", "order_minutes",
)  # fmt: skip


def consumption_fault(energy: str | None, litres: float | None, kwh: float | None) -> tuple[str, str] | None:
    """The field of a consumption that the energy of the vehicle does not burn, and what to say of it.

    `energy` is None where no vehicle is chosen: either may then be given, not both.
    """
    if energy == Energy.ELECTRICITY and litres is not None:
        return "litres_per_100km", "Ce véhicule est électrique : donnez ses kWh aux 100 km, sans litres."
    if energy is not None and energy != Energy.ELECTRICITY and kwh is not None:
        return "kwh_per_100km", "Ce véhicule n’est pas électrique : donnez ses litres aux 100 km, sans kWh."
    if litres is not None and kwh is not None:
        return "kwh_per_100km", "Donnez soit des litres, soit des kWh aux 100 km."
    return None


class DetailFields(forms.Form):
    """Fields that `QuestionForm` takes over; all optional."""

    crates = Quantity(
        label="Combien de caisses", low=1, high=5_000, unit="caisses",
        help_text="Pour compter la place qu’elles prennent et leur emballage.",
    )  # fmt: skip
    volume_m3 = Quantity(
        label="Volume des produits", low=0.001, high=100, unit="m³",
        help_text="Herbes, pain, œufs : un transporteur peut taxer le volume plutôt que le poids.",
    )  # fmt: skip
    linear_m = Quantity(
        label="Longueur de plancher", low=0.1, high=14, unit="m",
        help_text="Pour un lot ou des palettes : la longueur prise dans le camion.",
    )  # fmt: skip
    shelf_life_hours = Quantity(
        label="Durée de vie au départ", low=1, high=9_000, unit="h",
        help_text="Les heures qui restent avant la date limite : 72 pour trois jours.",
    )  # fmt: skip
    ready_hour = Quantity(
        label="Prêt à quelle heure", low=0, high=24, unit="h",
        help_text="L’heure où la marchandise peut partir : 14 ou 14,5.",
    )  # fmt: skip
    vehicle_m3 = Quantity(
        label="Volume utile du véhicule", low=0.1, high=120, unit="m³",
        help_text="Ce que la caisse peut contenir. Sans réponse : celui du véhicule choisi.",
    )  # fmt: skip
    eur_per_day = Quantity(
        label="Coût d’une journée du véhicule", low=0, high=2_000, unit="€/jour",
        help_text="Location, ou immobilisation et assurance à la journée. Le coût au kilomètre ne compte "
        "alors que ce qui roule.",
    )  # fmt: skip
    eur_per_cold_hour = Quantity(
        label="Coût d’une heure de froid", low=0, high=100, unit="€/h",
        help_text="Le groupe frigorifique, avec le coût à la journée.",
    )  # fmt: skip
    cold_hours = Quantity(
        label="Heures de froid par tournée", low=0, high=48, unit="h",
        help_text="Sans réponse : la conduite et les arrêts.",
    )  # fmt: skip
    other_use_percent = Quantity(
        label="Part du véhicule qui sert à autre chose", low=0, high=99, unit="%",
        help_text="Sur la ferme ou pour la famille : cette part des coûts fixes n’est pas comptée.",
    )  # fmt: skip
    toll_eur = Quantity(label="Péages et parking de la tournée", low=0, high=1_000, unit="€")
    replacement_hours = Quantity(
        label="Heures d’un remplaçant à la ferme", low=0, high=48, unit="h",
        help_text="S’il faut payer quelqu’un pendant que vous livrez.",
    )  # fmt: skip
    replacement_eur_per_hour = Quantity(label="Son coût à l’heure", low=0, high=200, unit="€/h")
    eur_per_crate = Quantity(label="Emballage d’une caisse", low=0, high=200, unit="€")
    minutes_per_crate = Quantity(label="Temps pour emballer une caisse", low=0, high=240, unit="min")
    eur_per_parcel = Quantity(
        label="Emballage d’un colis",
        low=0,
        high=200,
        unit="€",
        help_text="Carton, isotherme, pains de glace.",
    )
    minutes_per_parcel = Quantity(
        label="Temps pour emballer un colis", low=0, high=240, unit="min",
        help_text="Sans réponse : la valeur de référence.",
    )  # fmt: skip
    order_minutes = Quantity(
        label="Temps de commande et de facture", low=0, high=600, unit="min",
        help_text="Prendre la commande, faire le bon et la facture, pour cette livraison.",
    )  # fmt: skip
    options = forms.MultipleChoiceField(
        label="Ce que vous demandez au transporteur",
        required=False,
        choices=OPTIONS,
        widget=forms.CheckboxSelectMultiple,
    )

    # What makes no sense without another: the field, and what is missing when the other is.
    NEEDS = (
        ("eur_per_cold_hour", "eur_per_day", "Avec ce coût, donnez aussi celui d’une journée du véhicule."),
        ("replacement_hours", "replacement_eur_per_hour", "Combien coûte une heure de ce remplaçant ?"),
        ("replacement_eur_per_hour", "replacement_hours", "Combien d’heures est-il là ?"),
        ("eur_per_crate", "crates", "Combien de caisses ?"),
        ("minutes_per_crate", "crates", "Combien de caisses ?"),
        ("other_use_percent", "fixed_eur_per_year", "De quels coûts fixes par an ?"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, other, message in self.NEEDS:
            if data.get(name) and data.get(other) is None and other not in self.errors:
                self.add_error(other, message)
        if data.get("eur_per_day") is not None and data.get("fixed_eur_per_year") is not None:
            self.add_error("eur_per_day", "Donnez soit un coût par jour, soit des coûts fixes par an.")
        return data

    def own_details(self) -> dict[str, float | None]:
        """What `OwnMeans` takes of them."""
        data, percent = self.cleaned_data, self.cleaned_data["other_use_percent"]
        share = None if percent is None else percent / 100
        return {name: data[name] for name in OWN_DETAILS} | {"other_use_share": share}

    def goods_details(self) -> dict[str, Any]:
        """What `Question` takes of them."""
        data = self.cleaned_data
        return {name: data[name] for name in GOODS_DETAILS} | {
            "options": tuple(data["options"]),
            "preparation": Preparation(**{name: data[name] for name in PREPARATION}),
        }
