"""What the comparison of the API answers."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from carriers.models import MAX_FITTING
from cost_calc.api.json_fields import ResultField, finite
from cost_calc.api.question_serializers import METHODS
from cost_calc.api.round_serializers import PROVENANCE_HELP, PROVENANCES
from cost_calc.calculator.road_note import direct_road
from cost_calc.engine.legs import Mover
from cost_calc.engine.lines import Line
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.pricing.comparison import NOTICE, ComparisonResult
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.ways import Way
from cost_calc.words import texts
from cost_calc.words.carbon_marks import BASES, basis
from cost_calc.words.verdict_texts import ALONE, Told, said, told

HELD = [(code.value, label) for code, label in texts.HELD.items()]
MOVERS = list(Mover)
ROAD_SOURCES = list(texts.ROAD_SOURCES.items())


class LegSerializer(serializers.Serializer):
    """One leg of an option."""

    leg = serializers.IntegerField(help_text="Numéro du trajet, à partir de 1.")
    leg_name = serializers.CharField(help_text="Qui va d’où à où : « Transport Mende → Florac ».")


class VerdictSerializer(serializers.Serializer):
    """What makes an option impossible, doubtful, or worth a word."""

    code = serializers.ChoiceField(
        choices=[(code.value, code.value) for code in Code], help_text="Code stable."
    )
    severity = serializers.ChoiceField(
        choices=[(severity.value, texts.SEVERITIES[severity]) for severity in Severity], help_text="Gravité."
    )
    message = serializers.CharField(help_text="La raison, en une phrase.")
    source = serializers.CharField(help_text="Texte qui fonde la règle ; vide sinon.")  # type: ignore[assignment]
    source_url = serializers.CharField(help_text="Adresse de ce texte ; vide sinon.")


class OptionVerdictSerializer(VerdictSerializer):
    """A verdict on one option, with the legs and the stops it speaks of."""

    legs = LegSerializer(
        many=True, help_text="Les trajets dont il s’agit ; vide : le service, ou toute l’option."
    )
    stops = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Numéros, à partir de 1, des clients qui passent une limite du service ; vide sinon.",
    )


def verdict_data(verdict: Verdict, result: ComparisonResult, of: Told = ALONE) -> dict[str, Any]:
    """A verdict as `VerdictSerializer` describes it."""
    words = said(verdict, result.references.rules, of)
    return {
        "code": verdict.code.value,
        "severity": verdict.severity.value,
        "message": words.message,
        "source": words.source,
        "source_url": words.url,
    }


def option_verdict_data(verdict: Verdict, way: Way, result: ComparisonResult) -> dict[str, Any]:
    """A verdict as `OptionVerdictSerializer` describes it."""
    legs = [{"leg": number, "leg_name": way.step(number).name} for number in verdict.legs]
    stops = list(verdict.params.get("drops", ()))
    return verdict_data(verdict, result, told(way, result.question)) | {"legs": legs, "stops": stops}


def line_data(line: Line, way: Way) -> dict[str, Any]:
    """A line as `OptionLineSerializer` describes it."""
    return {
        "component": str(line.component),
        "label": texts.component_text(line.component),
        "leg": line.leg,
        "leg_name": way.step(line.leg).name,
        "eur": finite(line.eur),
        "co2e_kg": finite(line.co2e_kg),
        "carbon_basis": basis(line),
        "minutes": finite(line.minutes),
        "provenance": line.provenance.value,
        "source": line.source,
    }


class OptionLineSerializer(LegSerializer):
    """One part of an option's cost, time or emission."""

    component = serializers.CharField(help_text="Code de la part : vehicle, driving, transport…")
    label = serializers.CharField(help_text="Nom de la part.")  # type: ignore[assignment]
    eur = ResultField(help_text="Coût en € hors taxes ; null s’il n’est pas connu.")
    co2e_kg = ResultField(help_text="Émissions en kg de CO₂e ; null si elles ne sont pas connues.")
    carbon_basis = serializers.ChoiceField(
        choices=list(BASES.items()),
        allow_null=True,
        help_text=(
            "Comment ces émissions sont comptées : le trajet réel, ou la part d’un véhicule à sa charge "
            "moyenne… ; null sans émission."
        ),
    )
    minutes = ResultField(help_text="Temps du producteur en minutes.")
    provenance = serializers.ChoiceField(choices=PROVENANCES, help_text=PROVENANCE_HELP)
    source = serializers.CharField(help_text="D’où vient le chiffre ; vide s’il vient de vous.")  # type: ignore[assignment]


class KilometresSerializer(serializers.Serializer):
    """Kilometres by whoever drives them. A share of a round does not compare with a carrier's whole way."""

    own = ResultField(default=0.0, help_text="Véhicule du producteur : la part de cet envoi.")
    shared = ResultField(default=0.0, help_text="Tournée partagée : la part de cet envoi.")
    carrier = ResultField(default=0.0, help_text="Transporteur : le trajet de la marchandise.")
    customer = ResultField(default=0.0, help_text="Trajets des clients.")


class OptionSerializer(serializers.Serializer):
    """One way to make the delivery. Its totals are the sums of its lines."""

    id = serializers.CharField(source="option.id", help_text="Identifiant, stable pour une même demande.")
    kind = serializers.ChoiceField(
        source="option.kind",
        choices=[(kind.value, label) for kind, label in texts.KINDS.items()],
        help_text="Façon de livrer.",
    )
    label = serializers.CharField(source="option.label", help_text="Nom de la solution.")  # type: ignore[assignment]
    feasible = serializers.BooleanField(help_text="Possible, et son prix est connu.")
    hypothetical = serializers.BooleanField(
        source="way.hypothetical",
        help_text="Compte sur des produits que personne n’a dit avoir ; jamais parmi les meilleures.",
    )
    unwanted = serializers.BooleanField(help_text="Possible, mais contraire au souhait du producteur.")
    verdicts = serializers.SerializerMethodField(help_text="Ce qu’il faut savoir.")
    total_eur = ResultField(source="quote.total_eur", help_text="Coût de la livraison en € hors taxes.")
    eur_per_kg = ResultField(help_text="Coût par kilo livré en €.")
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
    co2e_kg = ResultField(source="quote.co2e_kg", help_text="Émissions en kg de CO₂e.")
    co2e_kg_per_kg = ResultField(help_text="CO₂e par kilo livré en kg.")
    carbon_method = serializers.ChoiceField(
        source="quote.carbon_method",
        choices=METHODS,
        allow_null=True,
        help_text="La seule méthode par laquelle ses émissions sont comptées ; null sans émission.",
    )
    carbon_note = serializers.SerializerMethodField(
        help_text="Ce que la méthode suppose, par exemple un transporteur à sa charge moyenne."
    )
    minutes = ResultField(source="quote.minutes", help_text="Temps du producteur en minutes.")
    distance_km = ResultField(
        source="quote.distance_km",
        help_text=(
            "Somme de « kilometres » : la part du producteur, le trajet du transporteur et ceux des clients, "
            "qui ne se comparent pas d’une option à l’autre. Lisez « kilometres » à la place."
        ),
    )
    kilometres = KilometresSerializer(help_text="Qui fait ces kilomètres.")
    lines = serializers.SerializerMethodField(help_text="Détail, ligne par ligne.")

    def to_representation(self, priced: Priced) -> dict[str, Any]:
        """By hand, for there may be eighty: the framework takes longer to look for each value than to write
        it. A test holds the names to those of the fields, in their order."""
        option, quote, kilometres = priced.option, priced.quote, priced.kilometres
        return {
            "id": option.id,
            "kind": option.kind.value,
            "label": option.label,
            "feasible": bool(priced.feasible),
            "hypothetical": priced.way.hypothetical,
            "unwanted": priced.unwanted,
            "verdicts": self.get_verdicts(priced),
            "total_eur": finite(quote.total_eur),
            "eur_per_kg": finite(priced.eur_per_kg),
            "low_eur_per_kg": None if priced.low_eur_per_kg is None else finite(priced.low_eur_per_kg),
            "high_eur_per_kg": None if priced.high_eur_per_kg is None else finite(priced.high_eur_per_kg),
            "range_holds": [held.value for held in priced.held],
            "co2e_kg": finite(quote.co2e_kg),
            "co2e_kg_per_kg": finite(priced.co2e_kg_per_kg),
            "carbon_method": quote.carbon_method and quote.carbon_method.value,
            "carbon_note": self.get_carbon_note(priced),
            "minutes": finite(quote.minutes),
            "distance_km": finite(quote.distance_km),
            "kilometres": {mover.value: finite(kilometres.get(mover, 0.0)) for mover in MOVERS},
            "lines": self.get_lines(priced),
        }

    @extend_schema_field(OptionVerdictSerializer(many=True))
    def get_verdicts(self, priced: Priced) -> list[dict[str, Any]]:
        result = cast(ComparisonResult, self.root.instance)
        return [option_verdict_data(verdict, priced.way, result) for verdict in priced.verdicts]

    @extend_schema_field(OptionLineSerializer(many=True))
    def get_lines(self, priced: Priced) -> list[dict[str, Any]]:
        return [line_data(line, priced.way) for line in priced.quote.lines]

    def get_carbon_note(self, priced: Priced) -> str:
        return texts.carbon_note(priced.quote.lines)


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

    id = serializers.CharField(source="filled.option.id", help_text="Identifiant de l’option.")
    label = serializers.CharField(source="filled.option.label", help_text="Nom.")  # type: ignore[assignment]
    today_eur_per_kg = ResultField(source="today.eur_per_kg", help_text="Coût par kilo sans eux.")
    eur_per_kg = ResultField(source="filled.eur_per_kg", help_text="Coût par kilo avec eux.")
    total_eur = ResultField(source="filled.quote.total_eur", help_text="Coût de cet envoi avec eux.")
    co2e_kg_per_kg = ResultField(source="filled.co2e_kg_per_kg", help_text="CO₂e par kilo avec eux.")


class FilledSerializer(serializers.Serializer):
    """« Et si vous remplissiez » : never ranked, for nobody said that those goods exist."""

    hypothetical = serializers.BooleanField(
        default=True, read_only=True, help_text="Toujours true : ces autres kilos sont supposés."
    )
    other_kg = ResultField(source="kg", help_text="Autres kilos supposés à bord.")
    other_stops = serializers.IntegerField(source="stops", help_text="Autres clients supposés.")
    room_kg = ResultField(help_text="Place qui reste dans le véhicule, en kg.")
    options = FilledWaySerializer(source="ways", many=True, help_text="Ce que cela change.")


class LargerSerializer(serializers.Serializer):
    """A reference vehicle that would carry the whole in fewer trips, for less than the producer's own."""

    code = serializers.CharField(help_text="Code du véhicule (voir /vehicles/).")
    label = serializers.CharField(help_text="Nom du véhicule.")  # type: ignore[assignment]
    loads = serializers.IntegerField(help_text="Trajets qu’il lui faut.")
    total_eur = ResultField(source="priced.quote.total_eur", help_text="Coût de la livraison.")
    eur_per_kg = ResultField(source="priced.eur_per_kg", help_text="Coût par kilo livré.")


class BestSerializer(serializers.Serializer):
    """The option held up for each question, among those that are possible, real and within a day."""

    cost = serializers.CharField(source="cost.option.id", help_text="La moins chère.")
    time = serializers.CharField(
        source="time.option.id", help_text="Celle qui prend le moins de temps au producteur."
    )
    carbon = serializers.CharField(
        source="carbon.option.id",
        default=None,
        allow_null=True,
        help_text="Celle qui émet le moins ; null si aucune émission n’est connue.",
    )


class SumsSerializer(serializers.Serializer):
    """What a round comes to, or a part of it."""

    eur = ResultField(help_text="Coût en € hors taxes.")
    minutes = ResultField(help_text="Temps du producteur en minutes.")
    co2e_kg = ResultField(help_text="Émissions en kg de CO₂e.")
    distance_km = ResultField(help_text="Kilomètres du véhicule pour ces clients.")


class RoundCustomerSerializer(serializers.Serializer):
    """One customer of the producer's own round."""

    stop = serializers.IntegerField(source="number", help_text="Son numéro, à partir de 1.")
    commune = serializers.CharField(source="stop.commune.pk", help_text="Code INSEE.")
    name = serializers.CharField(source="stop.commune.name", help_text="Commune.")
    mass_kg = ResultField(source="stop.mass_kg", help_text="Kilos.")
    sales_eur = ResultField(help_text="Ce qu’il achète en € ; null si aucun prix n’est connu.")
    adds = SumsSerializer(help_text="Ce que la tournée perd sans lui : le détour, l’arrêt, le chargement.")
    eur_per_kg = ResultField(help_text="Ce qu’il ajoute, par kilo qu’il achète.")
    share_of_sales = ResultField(help_text="Ce qu’il ajoute, en part de ses achats ; null sans prix.")
    without = SumsSerializer(help_text="La tournée sans lui, dans le meilleur ordre pour les autres.")
    order_without = serializers.ListField(
        source="order_names",
        child=serializers.CharField(),
        help_text="Communes de cette tournée, dans l’ordre.",
    )


class OwnRoundSerializer(serializers.Serializer):
    """The producer's own round, customer by customer. Shares do not add up to the whole: `common` is left."""

    order = serializers.ListField(
        source="order_names", child=serializers.CharField(), help_text="Communes de la tournée, dans l’ordre."
    )
    whole = SumsSerializer(help_text="Toute la tournée.")
    customers = RoundCustomerSerializer(many=True, help_text="Avec et sans chacun.")
    common = SumsSerializer(
        help_text=(
            "Ce qui reste une fois ôté ce que chacun ajoute : le chemin partagé, le départ. Négatif quand un "
            "détour ne s’évite qu’en enlevant deux clients."
        )
    )


class ComparisonSerializer(serializers.Serializer):
    """Every way to make the delivery.

    Possible ones by rising €/kg, then what the customer collects, then unwanted, then impossible ones.
    """

    road = serializers.SerializerMethodField(
        help_text="La route jusqu’au client ; null pour plusieurs clients, ou si la mer est entre les deux."
    )
    options = OptionSerializer(source="priced", many=True, help_text="Les façons de livrer.")
    sale = serializers.SerializerMethodField(
        help_text="Ce que la loi demande pour cette vente, de quelque façon qu’on livre."
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
    best = serializers.SerializerMethodField(
        help_text="Les options mises en avant ; null quand rien n’est possible."
    )
    own_round = OwnRoundSerializer(
        allow_null=True, help_text="La tournée du producteur, client par client ; null pour un seul client."
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

    @extend_schema_field(BestSerializer(allow_null=True))
    def get_best(self, result: ComparisonResult) -> dict[str, Any] | None:
        return BestSerializer(result.best).data if result.best else None

    @extend_schema_field(VerdictSerializer(many=True))
    def get_sale(self, result: ComparisonResult) -> list[dict[str, Any]]:
        return [verdict_data(verdict, result) for verdict in result.sale]

    def get_notice(self, result: ComparisonResult) -> str:
        return NOTICE
