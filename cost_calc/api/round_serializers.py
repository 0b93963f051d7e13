"""What the API says of the reference vehicles, and of one round driven with a vehicle."""

from typing import Any

from rest_framework import serializers

from cost_calc.api.detail_serializers import optional
from cost_calc.api.json_fields import CodeField, NumberField, ResultField, StrictSerializer, TextField
from cost_calc.models import Confidence, VehicleType
from cost_calc.words import texts
from pat_logistics.vocabulary import Temperature

MAX_MASS_KG = 20_000
MIN_MASS_KG = 0.001
PROVENANCES = [(code.value, label) for code, label in texts.PROVENANCES.items()]
PROVENANCE_HELP = "Origine du chiffre."


class VehicleTypeSerializer(serializers.ModelSerializer):
    """A reference vehicle, with its source."""

    consumption_confidence = serializers.ChoiceField(
        source="consumption_grade",
        choices=Confidence.choices,
        read_only=True,
        help_text="Confiance dans la consommation, de A (texte officiel) à D (hypothèse).",
    )

    class Meta:
        model = VehicleType
        fields = [
            "code", "label", "eur_per_km", "co2e_g_per_km", "nox_g_per_km", "pm_g_per_km", "litres_per_100km",
            "kwh_per_100km", "consumption_source", "consumption_confidence", "energy", "temperatures",
            "payload_kg", "volume_m3", "valid_from", "checked_on", "confidence", "source", "note",
        ]  # fmt: skip
        extra_kwargs = {
            "code": {"help_text": "Code à donner aux calculs."},
            "label": {"help_text": "Nom du véhicule."},
            "eur_per_km": {"help_text": "Coût d’un kilomètre en €, hors temps de conduite."},
            "co2e_g_per_km": {"help_text": "Grammes de CO₂ par km publiés, du réservoir à la roue."},
            "litres_per_100km": {"help_text": "Consommation en litres aux 100 km."},
            "kwh_per_100km": {"help_text": "Consommation en kWh aux 100 km."},
            "nox_g_per_km": {"help_text": "Grammes d’oxydes d’azote par km ; null s’ils ne sont pas connus."},
            "pm_g_per_km": {"help_text": "Grammes de particules par km ; null s’ils ne sont pas connus."},
            "consumption_source": {"help_text": "D’où vient la consommation ; vide : de la même source."},
            "checked_on": {"help_text": "Jour où ces valeurs ont été comparées à leur source."},
            "energy": {"help_text": "Énergie."},
            "temperatures": {"help_text": "Températures que le véhicule peut tenir."},
            "payload_kg": {"help_text": "Charge utile en kg."},
            "volume_m3": {"help_text": "Volume utile en m³ ; null s’il n’est pas connu."},
            "valid_from": {"help_text": "Date depuis laquelle ces valeurs s’appliquent."},
            "confidence": {"help_text": "Confiance dans le coût, de A (texte officiel) à D (hypothèse)."},
            "source": {"help_text": "D’où vient le coût."},
            "note": {"help_text": "Précautions d’emploi."},
        }


class RoundVehicleSerializer(StrictSerializer):
    """A vehicle of the reference list, or the two figures of one's own."""

    code = TextField(
        required=False, max_length=60, help_text="Code d’un véhicule de référence (voir /vehicles/)."
    )
    eur_per_km = NumberField(
        min_value=0,
        max_value=50,
        required=False,
        help_text="Coût d’un kilomètre en €, hors temps de conduite.",
    )
    co2e_g_per_km = NumberField(
        min_value=0, max_value=10_000, required=False, help_text="Grammes de CO₂e par kilomètre."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "code" in attrs:
            if len(attrs) > 1:
                raise serializers.ValidationError(
                    "Donnez soit « code », soit « eur_per_km » et « co2e_g_per_km ».", "ambiguous"
                )
            return attrs
        missing = [name for name in ("eur_per_km", "co2e_g_per_km") if name not in attrs]
        if missing:
            message = "Ce nombre manque ; à défaut, donnez le « code » d’un véhicule de référence."
            raise serializers.ValidationError(
                {name: serializers.ErrorDetail(message, "required") for name in missing}
            )
        return attrs


class RoundSerializer(StrictSerializer):
    """A delivery round, as its driver knows it."""

    vehicle = RoundVehicleSerializer(help_text="Le véhicule.")
    distance_km = NumberField(
        min_value=0, max_value=10_000, help_text="Kilomètres de la tournée, retour compris."
    )
    driving_minutes = NumberField(min_value=0, max_value=10_000, help_text="Minutes de conduite.")
    delivery_minutes = optional(0, 10_000, "Minutes passées chez les clients ; 0 par défaut.")
    other_minutes = optional(0, 10_000, "Autres minutes (préparer, charger) ; 0 par défaut.")
    eur_per_hour = optional(0, 200, "Valeur de l’heure en € ; par défaut la valeur de référence (15 €).")
    other_eur = optional(0, 100_000, "Autres dépenses en € (péage, emballage) ; 0 par défaut.")
    mass_kg = optional(MIN_MASS_KG, MAX_MASS_KG, "Kilos livrés, pour obtenir les résultats par kilo.")
    temperature = CodeField(
        choices=Temperature.choices,
        required=False,
        help_text="Température du transport : le groupe froid consomme ; ambient par défaut.",
    )


class RoundLineSerializer(serializers.Serializer):
    """One part of the cost. The totals are the sums of the lines."""

    component = serializers.ChoiceField(
        choices=["vehicle", "driving", "delivery", "other_work", "other"], help_text="Part du coût."
    )
    eur = ResultField(help_text="Coût en €.")
    co2e_kg = ResultField(help_text="Émissions en kg de CO₂e.")
    minutes = ResultField(help_text="Temps du producteur en minutes.")
    provenance = serializers.ChoiceField(choices=PROVENANCES, help_text=PROVENANCE_HELP)
    source = serializers.CharField(help_text="D’où vient une valeur de référence ; vide sinon.")  # type: ignore[assignment]


class RoundResultSerializer(serializers.Serializer):
    """What the round costs, in full precision: rounding is left to the reader."""

    lines = RoundLineSerializer(many=True, help_text="Détail, ligne par ligne.")
    total_eur = ResultField(source="quote.total_eur", help_text="Coût total en €.")
    total_minutes = ResultField(source="quote.minutes", help_text="Temps total en minutes.")
    co2e_kg = ResultField(
        source="quote.co2e_kg",
        help_text=(
            "Émissions totales en kg de CO₂e : du puits à la roue pour un véhicule de référence, comme dans "
            "une comparaison ; d’après votre chiffre sinon."
        ),
    )
    co2_tank_to_wheel_kg = ResultField(
        help_text="kg de CO₂ du réservoir à la roue, tels que Logicoût les publie ; null sans chiffre publié."
    )
    nox_g = ResultField(help_text="Grammes d’oxydes d’azote ; null s’ils ne sont pas connus.")
    pm_g = ResultField(help_text="Grammes de particules ; null s’ils ne sont pas connus.")
    eur_per_kg = ResultField(help_text="Coût par kilo livré en € ; null sans masse.")
    co2e_kg_per_kg = ResultField(help_text="CO₂e par kilo livré en kg ; null sans masse.")
