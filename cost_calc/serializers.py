"""What the comparison of the API answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from carriers.models import MAX_FITTING
from cost_calc import texts
from cost_calc.comparison import NOTICE, ComparisonResult, Priced
from cost_calc.engine.lines import Line
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.json_fields import (
    ResultField,
)
from cost_calc.question_serializers import METHODS
from cost_calc.road_note import direct_road
from cost_calc.round_serializers import PROVENANCE_HELP, PROVENANCES
from cost_calc.verdict_texts import Said, said

HELD = [(code.value, label) for code, label in texts.HELD.items()]
ROAD_SOURCES = list(texts.ROAD_SOURCES.items())


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
    distance_km = ResultField(
        source="result.quote.distance_km",
        help_text=(
            "Somme de « kilometres » : la part du producteur, le trajet du transporteur et ceux des clients, "
            "qui ne se comparent pas d’une option à l’autre. Lisez « kilometres » à la place."
        ),
    )
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
