"""What the calculations of the API take beyond the usual fields: room, packing, trinôme, replacement."""

from typing import Any

from rest_framework import serializers

from cost_calc.api.json_fields import NumberField, StrictSerializer


def optional(low: float, high: float, help_text: str) -> NumberField:
    """A number that may be left out; null says the same."""
    return NumberField(min_value=low, max_value=high, required=False, allow_null=True, help_text=help_text)


class GoodsDetails(StrictSerializer):
    """The room goods take, and the time they have."""

    volume_m3 = optional(0.001, 100, "Volume en m³ ; à défaut celui des caisses, sinon le poids seul compte.")
    linear_m = optional(0.1, 14, "Mètres de plancher d’un camion.")
    shelf_life_hours = optional(1, 9_000, "Heures de vie qui restent au départ de la ferme.")
    ready_hour = optional(0, 24, "Heure du jour où la marchandise est prête.")


class OwnDetails(StrictSerializer):
    """A vehicle by the day, its cold, and what the round costs besides."""

    toll_eur = optional(0, 1_000, "Péages et parking de la tournée en €.")
    vehicle_m3 = optional(0.1, 120, "Volume utile du véhicule en m³ ; à défaut celui du véhicule choisi.")
    eur_per_day = optional(
        0, 2_000, "Coût d’une journée du véhicule en € ; eur_per_km ne compte alors que ce qui roule."
    )
    eur_per_cold_hour = optional(0, 100, "Coût d’une heure de froid en €, avec eur_per_day.")
    cold_hours = optional(0, 48, "Heures de froid par tournée ; à défaut la conduite et les arrêts.")
    other_use_share = optional(0, 0.99, "Part du véhicule qui sert à autre chose, de 0 à 0,99.")
    replacement_hours = optional(0, 48, "Heures d’un remplaçant à la ferme pendant la tournée.")
    replacement_eur_per_hour = optional(0, 200, "Coût d’une heure de ce remplaçant en €.")

    NEEDS = (
        ("eur_per_cold_hour", "eur_per_day"),
        ("replacement_hours", "replacement_eur_per_hour"),
        ("replacement_eur_per_hour", "replacement_hours"),
        ("other_use_share", "fixed_eur_per_year"),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name, other in self.NEEDS:
            if attrs.get(name) and attrs.get(other) is None:
                message = f"Ce nombre manque : {name} ne se comprend pas sans lui."
                raise serializers.ValidationError({other: message}, "required")
        if attrs.get("eur_per_day") is not None and attrs.get("fixed_eur_per_year") is not None:
            message = "Donnez soit un coût par jour, soit des coûts fixes par an."
            raise serializers.ValidationError({"eur_per_day": message}, "ambiguous")
        return attrs


class PreparationSerializer(StrictSerializer):
    """Packing, and the paper work of the delivery; what is left out is not counted."""

    crates = optional(1, 5_000, "Nombre de caisses.")
    eur_per_crate = optional(0, 200, "Emballage d’une caisse en €, avec crates.")
    minutes_per_crate = optional(0, 240, "Minutes pour emballer une caisse, avec crates.")
    eur_per_parcel = optional(0, 200, "Emballage d’un colis en €.")
    minutes_per_parcel = optional(
        0, 240, "Minutes pour emballer un colis ; par défaut la valeur de référence."
    )
    order_minutes = optional(0, 600, "Minutes de commande et de facture.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs.get("eur_per_crate") or attrs.get("minutes_per_crate")) and attrs.get("crates") is None:
            raise serializers.ValidationError({"crates": "Ce nombre manque."}, "required")
        return attrs
