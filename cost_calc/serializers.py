"""What the calculations of the API read and answer."""

import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from carriers.models import MAX_FITTING
from cost_calc import texts
from cost_calc.comparison import NOTICE, ComparisonResult, Priced
from cost_calc.detail_fields import GOODS_DETAILS, OPTIONS
from cost_calc.detail_serializers import GoodsDetails, OwnDetails, PreparationSerializer, optional
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.lines import Line
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.forms import COLD_CLASSES
from cost_calc.json_fields import (
    CodeField,
    FlagField,
    NumberField,
    ResultField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)
from cost_calc.models import VehicleType
from cost_calc.question import (
    MAX_ADDRESSES,
    MAX_OTHER_STOPS,
    MAX_STOPS,
    OwnMeans,
    Preparation,
    Question,
    Stop,
)
from cost_calc.road_note import direct_road
from cost_calc.round_serializers import MAX_MASS_KG, MIN_MASS_KG, PROVENANCE_HELP, PROVENANCES
from cost_calc.verdict_texts import Said, said
from pat_logistics.refusals import refusal
from pat_logistics.territory.api import NAMED, named_communes
from pat_logistics.territory.finding import Match
from pat_logistics.territory.words import MAX_TEXT
from producers.enums import DEFAULT_TEMPERATURE, CustomerType, ProductFamily, Temperature

HELD = [(code.value, label) for code, label in texts.HELD.items()]
METHODS = [(code.value, label) for code, label in texts.METHODS.items()]
ROAD_SOURCES = list(texts.ROAD_SOURCES.items())


class StopSerializer(StrictSerializer):
    """One customer of the delivery."""

    commune = TextField(max_length=MAX_TEXT, help_text=NAMED)
    mass_kg = NumberField(
        min_value=MIN_MASS_KG, max_value=MAX_MASS_KG, help_text="Kilos laissés à ce client."
    )


class ShipmentSerializer(GoodsDetails):
    """The delivery to price."""

    origin = TextField(max_length=MAX_TEXT, help_text=f"Départ. {NAMED}")
    destination = TextField(max_length=MAX_TEXT, help_text=f"Client. {NAMED}")
    mass_kg = NumberField(min_value=MIN_MASS_KG, max_value=MAX_MASS_KG, help_text="Kilos livrés à ce client.")
    other_stops = serializers.ListField(
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
    goods_value_eur = optional(0, 500_000, "Valeur des produits livrés en €.")
    deliveries_per_year = optional(1, 1_000, "Livraisons par an.")
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
    litres_per_100km = optional(1, 60, "Litres aux 100 km, groupe froid compris.")
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
    options = serializers.ListField(
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
        if attrs["shipment"].get("other_stops") and (attrs["shipment"].get("addresses") or 1) > 1:
            message = "Avec plusieurs clients, une adresse pour chacun : retirez ce nombre."
            raise serializers.ValidationError({"shipment": {"addresses": message}}, "ambiguous")
        return attrs

    def question(self, at: datetime.date) -> Question:
        """The question of valid data, asked on a date.

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
        if code and not VehicleType.objects.filter(code=code, valid_from__lte=at).exists():
            refused["own_vehicle"] = {
                "code": [serializers.ErrorDetail("Ce véhicule est inconnu.", "unknown")]
            }
        if refused:
            raise refusal(refused)
        family = ProductFamily(shipment.get("product_family", ProductFamily.OTHER))
        return Question(
            origin=communes[shipment["origin"]],
            stops=(
                Stop(communes[shipment["destination"]], shipment["mass_kg"]),
                *(Stop(communes[stop["commune"]], stop["mass_kg"]) for stop in others),
            ),
            family=family,
            temperature=shipment.get("temperature", DEFAULT_TEMPERATURE[family]),
            deliveries_per_year=shipment.get("deliveries_per_year"),
            goods_value_eur=shipment.get("goods_value_eur"),
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


class VerdictSerializer(serializers.Serializer):
    """What makes an option impossible, doubtful, or worth a word."""

    code = serializers.ChoiceField(
        choices=[(code.value, code.value) for code in Code], help_text="Code stable."
    )
    severity = serializers.ChoiceField(
        choices=[(severity.value, texts.SEVERITIES[severity]) for severity in Severity], help_text="Gravité."
    )
    message = serializers.SerializerMethodField(help_text="La raison, en une phrase.")
    source = serializers.SerializerMethodField(help_text="Texte qui fonde la règle ; vide sinon.")  # type: ignore[assignment]

    source_url = serializers.SerializerMethodField(help_text="Adresse de ce texte ; vide sinon.")

    def get_message(self, verdict: Verdict) -> str:
        return self._said(verdict).message

    def get_source(self, verdict: Verdict) -> str:
        return self._said(verdict).source

    def get_source_url(self, verdict: Verdict) -> str:
        return self._said(verdict).url

    def _said(self, verdict: Verdict) -> Said:
        result: ComparisonResult = self.root.instance  # type: ignore[assignment]
        return said(verdict, result.references.rules)


class OptionLineSerializer(serializers.Serializer):
    """One part of an option's cost, time or emission."""

    component = serializers.CharField(help_text="Code de la part : vehicle, driving, transport…")
    label = serializers.SerializerMethodField(help_text="Nom de la part.")  # type: ignore[assignment]
    leg = serializers.IntegerField(help_text="Numéro du trajet, à partir de 1.")
    eur = ResultField(help_text="Coût en € hors taxes ; null s’il n’est pas connu.")
    co2e_kg = ResultField(help_text="Émissions en kg de CO₂e ; null si elles ne sont pas connues.")
    minutes = ResultField(help_text="Temps du producteur en minutes.")
    provenance = serializers.ChoiceField(choices=PROVENANCES, help_text=PROVENANCE_HELP)
    source = serializers.CharField(help_text="D’où vient le chiffre ; vide s’il vient de vous.")  # type: ignore[assignment]

    def get_label(self, line: Line) -> str:
        return texts.component_text(line.component)


class KilometresSerializer(serializers.Serializer):
    """Kilometres by whoever drives them. A share of a round does not compare with a carrier's whole way."""

    own = ResultField(default=0.0, help_text="Véhicule du producteur : la part de cet envoi.")
    shared = ResultField(default=0.0, help_text="Tournée partagée : la part de cet envoi.")
    carrier = ResultField(default=0.0, help_text="Transporteur : le trajet de la marchandise.")
    customer = ResultField(default=0.0, help_text="Trajets des clients.")


class OptionSerializer(serializers.Serializer):
    """One way to make the delivery. Its totals are the sums of its lines."""

    id = serializers.CharField(
        source="result.option.id", help_text="Identifiant, stable pour une même demande."
    )
    kind = serializers.ChoiceField(
        source="result.option.kind",
        choices=[(kind.value, label) for kind, label in texts.KINDS.items()],
        help_text="Façon de livrer.",
    )
    label = serializers.CharField(source="result.option.label", help_text="Nom de la solution.")  # type: ignore[assignment]
    feasible = serializers.BooleanField(
        source="result.feasible", help_text="Possible, et son prix est connu."
    )
    unwanted = serializers.BooleanField(
        source="result.unwanted", help_text="Possible, mais contraire au souhait du producteur."
    )
    verdicts = VerdictSerializer(source="result.verdicts", many=True, help_text="Ce qu’il faut savoir.")
    total_eur = ResultField(
        source="result.quote.total_eur", help_text="Coût de la livraison en € hors taxes."
    )
    eur_per_kg = ResultField(source="result.eur_per_kg", help_text="Coût par kilo livré en €.")
    low_eur_per_kg = ResultField(
        help_text="Coût par kilo si tout ce qui est supposé est au plus bas ; null sans fourchette."
    )
    high_eur_per_kg = ResultField(
        help_text="Coût par kilo si tout ce qui est supposé est au plus haut ; null sans fourchette."
    )
    range_holds = serializers.ListField(
        source="held",
        child=serializers.ChoiceField(choices=HELD),
        help_text="Ce que la fourchette fait varier, faute d’une réponse ; vide sans fourchette.",
    )
    co2e_kg = ResultField(source="result.quote.co2e_kg", help_text="Émissions en kg de CO₂e.")
    co2e_kg_per_kg = ResultField(source="result.co2e_kg_per_kg", help_text="CO₂e par kilo livré en kg.")
    carbon_method = serializers.ChoiceField(
        source="result.quote.carbon_method",
        choices=METHODS,
        allow_null=True,
        help_text="La seule méthode par laquelle ses émissions sont comptées ; null sans émission.",
    )
    carbon_note = serializers.SerializerMethodField(
        help_text="Ce que la méthode suppose, par exemple un transporteur à sa charge moyenne."
    )
    minutes = ResultField(source="result.quote.minutes", help_text="Temps du producteur en minutes.")
    distance_km = ResultField(source="result.quote.distance_km", help_text="Kilomètres faits pour l’envoi.")
    kilometres = KilometresSerializer(source="result.kilometres", help_text="Qui fait ces kilomètres.")
    lines = OptionLineSerializer(source="result.quote.lines", many=True, help_text="Détail, ligne par ligne.")

    def get_carbon_note(self, priced: Priced) -> str:
        return texts.carbon_note(priced.result.quote.lines)


class RoadSerializer(serializers.Serializer):
    """The road to the customer, one way, with the range the truth should be in."""

    distance_km = ResultField(help_text="Kilomètres, aller simple.")
    low_km = ResultField(help_text="Au plus court.")
    high_km = ResultField(help_text="Au plus long.")
    minutes = ResultField(help_text="Minutes de route, aller simple.")
    low_minutes = ResultField(help_text="Au plus vite.")
    high_minutes = ResultField(help_text="Au plus lent.")
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=ROAD_SOURCES, help_text="D’où vient la distance."
    )
    minutes_source = serializers.ChoiceField(choices=ROAD_SOURCES, help_text="D’où vient le temps de route.")


class FilledWaySerializer(serializers.Serializer):
    """One way that takes the producer's own van, with the other goods supposed on board."""

    id = serializers.CharField(source="filled.result.option.id", help_text="Identifiant de l’option.")
    label = serializers.CharField(source="filled.result.option.label", help_text="Nom.")  # type: ignore[assignment]
    today_eur_per_kg = ResultField(source="today.result.eur_per_kg", help_text="Coût par kilo sans eux.")
    eur_per_kg = ResultField(source="filled.result.eur_per_kg", help_text="Coût par kilo avec eux.")
    total_eur = ResultField(source="filled.result.quote.total_eur", help_text="Coût de cet envoi avec eux.")
    co2e_kg_per_kg = ResultField(source="filled.result.co2e_kg_per_kg", help_text="CO₂e par kilo avec eux.")


class FilledSerializer(serializers.Serializer):
    """« Et si vous remplissiez » : never ranked, for nobody said that those goods exist."""

    other_kg = ResultField(source="kg", help_text="Autres kilos supposés à bord.")
    other_stops = serializers.IntegerField(source="stops", help_text="Autres clients supposés.")
    room_kg = ResultField(help_text="Place qui reste dans le véhicule, en kg.")
    options = FilledWaySerializer(source="ways", many=True, help_text="Ce que cela change.")


class LargerSerializer(serializers.Serializer):
    """A reference vehicle that would carry the whole in fewer trips, for less than the producer's own."""

    code = serializers.CharField(help_text="Code du véhicule (voir /vehicles/).")
    label = serializers.CharField(help_text="Nom du véhicule.")  # type: ignore[assignment]
    loads = serializers.IntegerField(help_text="Trajets qu’il lui faut.")
    total_eur = ResultField(source="priced.result.quote.total_eur", help_text="Coût de la livraison.")
    eur_per_kg = ResultField(source="priced.result.eur_per_kg", help_text="Coût par kilo livré.")


class ComparisonSerializer(serializers.Serializer):
    """Every way to make the delivery.

    Possible ones by rising €/kg, then what the customer collects, then unwanted, then impossible ones.
    """

    road = serializers.SerializerMethodField(
        help_text="La route jusqu’au client ; null pour plusieurs clients, ou si la mer est entre les deux."
    )
    options = OptionSerializer(source="priced", many=True, help_text="Les façons de livrer.")
    sale = VerdictSerializer(
        many=True, help_text="Ce que la loi demande pour cette vente, de quelque façon qu’on livre."
    )
    filled = FilledSerializer(
        allow_null=True,
        help_text="Si le fourgon était rempli d’autres livraisons ; null quand ce qui est à bord est connu.",
    )
    larger_vehicle = LargerSerializer(
        source="larger",
        allow_null=True,
        help_text="Véhicule plus grand qui coûterait moins ; null quand il n’y en a pas.",
    )
    reference_date = serializers.DateField(
        source="references.date", help_text="Date des valeurs de référence utilisées."
    )
    reference_set = serializers.CharField(
        source="references.fingerprint", help_text="Empreinte de ces valeurs : la même, les mêmes valeurs."
    )
    former_names = serializers.ListField(
        source="question.former_names",
        child=serializers.CharField(),
        help_text="Ce que sont aujourd’hui les lieux donnés par un nom ou un code d’autrefois.",
    )
    method = serializers.ChoiceField(
        source="comparison.method", choices=METHODS, help_text="Méthode de calcul du carbone."
    )
    fitting = serializers.IntegerField(
        help_text="Solutions qui peuvent convenir à la livraison, comparées ou non."
    )
    left_out = serializers.CharField(
        help_text=(
            f"Ce qui n’est pas comparé quand plus de {MAX_FITTING} solutions conviennent, et comment "
            "préciser la demande ; vide quand tout ce qui convient est comparé."
        )
    )
    notice = serializers.SerializerMethodField(help_text="À rappeler à qui lit ces résultats.")

    @extend_schema_field(RoadSerializer(allow_null=True))
    def get_road(self, result: ComparisonResult) -> dict[str, Any] | None:
        road = direct_road(result)
        return None if road is None else RoadSerializer(road).data

    def get_notice(self, result: ComparisonResult) -> str:
        return NOTICE
