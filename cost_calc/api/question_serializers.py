"""What the comparison of the API reads: a delivery, the producer's means, his wishes."""

from typing import Any

from rest_framework import serializers

from cost_calc.api.detail_serializers import GoodsDetails, OwnDetails, PreparationSerializer, optional
from cost_calc.api.json_fields import (
    CodeField,
    FlagField,
    ListField,
    NumberField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)
from cost_calc.api.round_serializers import MAX_MASS_KG, MIN_MASS_KG
from cost_calc.calculator.detail_fields import GOODS_DETAILS, OPTIONS, consumption_fault
from cost_calc.calculator.forms import COLD_CLASS_OF_CHILLED, COLD_CLASSES
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.pricing.question import (
    MAX_ADDRESSES,
    MAX_OTHER_STOPS,
    MAX_STOPS,
    OwnMeans,
    Preparation,
    Question,
    Stop,
)
from cost_calc.pricing.references import ReferenceSet
from cost_calc.words import texts
from pat_logistics.frequency import Frequency, Period
from pat_logistics.refusals import refusal
from pat_logistics.territory.api import NAMED, named_communes
from pat_logistics.territory.finding import Match
from pat_logistics.territory.words import MAX_TEXT
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, CustomerType, ProductFamily, Temperature

METHODS = [(code.value, label) for code, label in texts.METHODS.items()]


class StopSerializer(StrictSerializer):
    """One customer of the delivery."""

    commune = TextField(max_length=MAX_TEXT, help_text=NAMED)
    mass_kg = NumberField(
        min_value=MIN_MASS_KG, max_value=MAX_MASS_KG, help_text="Kilos laissés à ce client."
    )


class FrequencySerializer(StrictSerializer):
    """How often, as people say it: once a week is 52 times a year, four times a month is 48."""

    times = NumberField(min_value=0.05, max_value=4_000, help_text="Combien de fois.")
    period = CodeField(choices=Period.choices, help_text="Sur quelle durée.")


class ShipmentSerializer(GoodsDetails):
    """The delivery to price."""

    origin = TextField(max_length=MAX_TEXT, help_text=f"Départ. {NAMED}")
    destination = TextField(max_length=MAX_TEXT, help_text=f"Client. {NAMED}")
    mass_kg = NumberField(min_value=MIN_MASS_KG, max_value=MAX_MASS_KG, help_text="Kilos livrés à ce client.")
    other_stops = ListField(
        child=StopSerializer(),
        required=False,
        max_length=MAX_STOPS - 1,
        help_text=f"Autres clients de la même livraison, {MAX_STOPS - 1} au plus.",
    )
    product_family = CodeField(
        choices=ProductFamily.choices, required=False, help_text="Famille de produits ; other par défaut."
    )
    temperature = CodeField(
        choices=Temperature.choices,
        required=False,
        help_text="Température du transport ; par défaut celle de la famille.",
    )
    goods_value_eur = optional(0, 500_000, "Valeur des produits livrés en € ; ou price_eur_per_kg.")
    price_eur_per_kg = optional(
        0.01, 2_000, "Prix de vente au kilo en € hors taxes ; à la place de goods_value_eur."
    )
    deliveries_per_year = optional(1, 1_000, "Livraisons par an ; ou frequency.")
    frequency = FrequencySerializer(
        required=False, help_text="La fréquence comme on la dit ; à la place de deliveries_per_year."
    )
    returns_kg = optional(0, MAX_MASS_KG, "Kilos rapportés (bocaux, bacs) ; 0 par défaut.")
    addresses = WholeNumberField(
        min_value=1,
        max_value=MAX_ADDRESSES,
        required=False,
        allow_null=True,
        help_text="Adresses différentes, pour des colis : l’envoi est partagé entre elles à parts égales ; 1 "
        "par défaut. Sans other_stops.",
    )
    organic = FlagField(required=False, help_text="Produits bio ; false par défaut.")
    customer_type = CodeField(
        choices=CustomerType.choices, required=False, help_text="Type de client ; inconnu par défaut."
    )
    approved = FlagField(required=False, help_text="Atelier agréé ; false par défaut.")
    cold_class = CodeField(
        choices=COLD_CLASSES,
        required=False,
        help_text="Température maximale du produit frais ; par défaut celle de la famille.",
    )


class OwnVehicleSerializer(OwnDetails):
    """What the producer says of his own vehicle and time; what is left out takes the reference value."""

    code = TextField(
        required=False, max_length=60, help_text="Code d’un véhicule de référence (voir /vehicles/)."
    )
    eur_per_km = optional(0, 10, "Coût d’un kilomètre en €, hors temps de conduite.")
    litres_per_100km = optional(
        1, 60, "Litres aux 100 km, groupe froid compris ; pas pour un véhicule électrique."
    )
    kwh_per_100km = optional(
        1, 200, "kWh aux 100 km, groupe froid compris ; pour un véhicule électrique seulement."
    )
    fixed_eur_per_year = optional(0, 100_000, "Coûts fixes par an en €, avec km_per_year.")
    km_per_year = optional(1, 300_000, "Kilomètres par an, pour répartir les coûts fixes.")
    eur_per_hour = optional(0, 200, "Valeur de l’heure du producteur en €.")
    stop_minutes = optional(0, 600, "Minutes passées chez un client.")
    distance_km = optional(
        0.1,
        3_000,
        "Distance réelle, aller simple, en km ; à défaut celle du portail. Le temps n’en change pas.",
    )
    driving_minutes = optional(
        1, 3_000, "Temps de route réel, aller simple, en minutes ; à défaut celui du portail."
    )
    attested_atp = FlagField(required=False, help_text="Véhicule attesté ATP ; false par défaut.")
    cool_boxes = FlagField(
        required=False,
        help_text=(
            "Le frais voyage en glacières ou caisses isothermes : un véhicule sans froid est alors admis à "
            "moins de 80 km ; false par défaut."
        ),
    )
    other_kg = optional(
        0,
        MAX_MASS_KG,
        "Autres kilos à bord du même trajet ; 0 : il n’y a rien d’autre. Sans réponse, rien d’autre n’est "
        "compté à bord, et la fourchette dit ce que donnerait une tournée pleine.",
    )
    other_stops = WholeNumberField(
        min_value=0,
        max_value=MAX_OTHER_STOPS,
        required=False,
        allow_null=True,
        help_text="Autres clients de ce trajet ; par défaut, avec other_kg, ceux d’une tournée courante.",
    )
    fill_kg = optional(
        0,
        MAX_MASS_KG,
        "Autres kilos supposés dans « filled », hors du classement ; par défaut une tournée courante.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("fixed_eur_per_year") and not attrs.get("km_per_year"):
            message = "Ce nombre manque, pour répartir les coûts fixes."
            raise serializers.ValidationError({"km_per_year": message}, "required")
        return super().validate(attrs)


class CompareSerializer(StrictSerializer):
    """One delivery, to be priced every way it can be made."""

    shipment = ShipmentSerializer(help_text="La livraison.")
    own_vehicle = OwnVehicleSerializer(required=False, help_text="Le véhicule du producteur.")
    refuses_intermediaries = FlagField(
        required=False, help_text="Le producteur ne veut pas d’intermédiaire ; false par défaut."
    )
    preparation = PreparationSerializer(required=False, help_text="Emballer, commander, facturer.")
    options = ListField(
        child=CodeField(choices=OPTIONS, help_text="Code d’une option."),
        required=False,
        max_length=len(OPTIONS),
        help_text="Ce qui est demandé au transporteur.",
    )
    method = CodeField(
        choices=METHODS,
        required=False,
        help_text="Méthode de calcul du carbone ; par défaut la consommation du véhicule.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        own = attrs.get("own_vehicle", {})
        typed = [name for name in ("distance_km", "driving_minutes") if own.get(name)]
        if attrs["shipment"].get("other_stops") and typed:
            message = "Avec plusieurs clients, la route de la tournée est calculée : retirez ce nombre."
            raise serializers.ValidationError({"own_vehicle": dict.fromkeys(typed, message)}, "ambiguous")
        if attrs["shipment"].get("frequency") and attrs["shipment"].get("deliveries_per_year") is not None:
            message = "Donnez soit frequency, soit deliveries_per_year."
            raise serializers.ValidationError({"shipment": {"frequency": message}}, "ambiguous")
        values = [attrs["shipment"].get(name) for name in ("goods_value_eur", "price_eur_per_kg")]
        if None not in values:
            message = "Donnez soit goods_value_eur, soit price_eur_per_kg."
            raise serializers.ValidationError({"shipment": {"price_eur_per_kg": message}}, "ambiguous")
        if attrs["shipment"].get("other_stops") and (attrs["shipment"].get("addresses") or 1) > 1:
            message = "Avec plusieurs clients, une adresse pour chacun : retirez ce nombre."
            raise serializers.ValidationError({"shipment": {"addresses": message}}, "ambiguous")
        return attrs

    def question(self, refs: ReferenceSet) -> Question:
        """The question of valid data, asked on the date of the values.

        Raises ValidationError at each text that means no single commune, with the candidates, and at a
        vehicle not known on that date.
        """
        data = self.validated_data
        shipment, own = data["shipment"], data.get("own_vehicle", {})
        others = shipment.get("other_stops", [])
        found = named_communes(
            [shipment["origin"], shipment["destination"], *(stop["commune"] for stop in others)]
        )
        matches = {text: match for text, match in found.items() if isinstance(match, Match)}
        communes = {text: match.commune for text, match in matches.items()}
        ends = {name: shipment[name] for name in ("origin", "destination")}
        faults: dict[str, Any] = {name: [found[text]] for name, text in ends.items() if text not in communes}
        stop_faults = [
            {} if stop["commune"] in communes else {"commune": [found[stop["commune"]]]} for stop in others
        ]
        if any(stop_faults):
            faults["other_stops"] = stop_faults
        refused: dict[str, Any] = {"shipment": faults} if faults else {}
        code = own.get("code")
        row = refs.vehicles.get(code)
        energy = row.energy if row else None
        if code and row is None:
            refused["own_vehicle"] = {
                "code": [serializers.ErrorDetail("Ce véhicule est inconnu.", "unknown")]
            }
        elif fault := consumption_fault(energy, own.get("litres_per_100km"), own.get("kwh_per_100km")):
            name, message = fault
            refused["own_vehicle"] = {name: [serializers.ErrorDetail(message, "ambiguous")]}
        if refused:
            raise refusal(refused)
        said = shipment.get("frequency")
        frequency = Frequency(said["times"], Period(said["period"])) if said else None
        family = ProductFamily(shipment.get("product_family", ProductFamily.OTHER))
        temperature = shipment.get("temperature", DEFAULT_TEMPERATURE[family])
        if shipment.get("cold_class") and temperature != Temperature.CHILLED:
            message = serializers.ErrorDetail(COLD_CLASS_OF_CHILLED, "not_chilled")
            raise serializers.ValidationError({"shipment": {"cold_class": [message]}})
        stops = (
            Stop(communes[shipment["destination"]], shipment["mass_kg"]),
            *(Stop(communes[stop["commune"]], stop["mass_kg"]) for stop in others),
        )
        price = shipment.get("price_eur_per_kg")
        value = sum(stop.mass_kg for stop in stops) * price if price else shipment.get("goods_value_eur")
        return Question(
            origin=communes[shipment["origin"]],
            stops=stops,
            family=family,
            temperature=temperature,
            deliveries_per_year=frequency.per_year if frequency else shipment.get("deliveries_per_year"),
            frequency=frequency,
            goods_value_eur=value,
            returns_kg=shipment.get("returns_kg") or 0.0,
            addresses=shipment.get("addresses") or 1,
            organic=shipment.get("organic", False),
            customer_type=shipment.get("customer_type", ""),
            approved=shipment.get("approved", False),
            cold_class=shipment.get("cold_class", ""),
            refuses_intermediaries=data.get("refuses_intermediaries", False),
            **{name: shipment.get(name) for name in GOODS_DETAILS},
            options=tuple(dict.fromkeys(data.get("options", []))),
            preparation=Preparation(**data.get("preparation", {})),
            method=CarbonMethod(data.get("method", CarbonMethod.CONSUMPTION)),
            own=OwnMeans(
                vehicle_code=code,
                **{name: value for name, value in own.items() if name != "code"},
            ),
            former_names=tuple(match.note for match in matches.values() if match.note),
        )
