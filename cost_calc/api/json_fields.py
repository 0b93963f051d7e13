"""Fields of the calculations' JSON: each type is taken at its word, and what is unknown is refused.

The framework's own fields read `"12"`, `true` and `12` alike, and drop a misspelt name without a word: a
calculation would then answer another question than the one asked.
"""

import math
from typing import Any, cast

from rest_framework import serializers


class NumberField(serializers.FloatField):
    """A finite JSON number."""

    default_error_messages = {
        "invalid": "Écrivez un nombre, sans guillemets.",
        "min_value": "Le nombre doit être d’au moins {min_value}.",
        "max_value": "Le nombre ne doit pas dépasser {max_value}.",
        "required": "Ce nombre manque.",
        "null": "Écrivez un nombre, pas null.",
    }

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float) or not math.isfinite(data):
            self.fail("invalid")
        return float(data)


class WholeNumberField(serializers.IntegerField):
    """A JSON number without decimals."""

    default_error_messages = {
        "invalid": "Écrivez un nombre entier, sans guillemets.",
        "min_value": "Le nombre doit être d’au moins {min_value}.",
        "max_value": "Le nombre ne doit pas dépasser {max_value}.",
    }

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return int(data)


def finite(value: Any) -> float | None:
    """A computed number; None where it is not known (NaN)."""
    number = float(value)
    return number if math.isfinite(number) else None


class ResultField(serializers.FloatField):
    """A computed number, in full precision; null where it is not known (NaN)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> Any:
        return finite(value)


class TextField(serializers.CharField):
    """A JSON string."""

    default_error_messages = {
        "invalid": "Écrivez un texte, entre guillemets.",
        "blank": "Ce texte est vide.",
        "max_length": "Ce texte dépasse {max_length} caractères.",
        "required": "Ce champ manque.",
        "null": "Écrivez un texte, pas null.",
    }

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class CodeField(serializers.ChoiceField):
    """One code of a closed list."""

    default_error_messages = {
        "invalid_choice": "Choisissez parmi : {codes}.",
        "required": "Ce champ manque.",
        "null": "Écrivez un code, pas null.",
    }

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", codes=", ".join(self.choices))
        return data


class FlagField(serializers.BooleanField):
    """true or false."""

    default_error_messages = {"invalid": "Écrivez true ou false.", "null": "Écrivez true ou false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return bool(data)


class ListField(serializers.ListField):
    """A JSON array."""

    default_error_messages = {
        "not_a_list": "Écrivez une liste JSON, entre crochets.",
        "empty": "Cette liste est vide.",
        "min_length": "Cette liste a au moins {min_length} éléments.",
        "max_length": "Cette liste a au plus {max_length} éléments.",
        "required": "Cette liste manque.",
        "null": "Écrivez une liste JSON, pas null.",
    }


class StrictSerializer(serializers.Serializer):
    """A JSON object whose every name is known."""

    default_error_messages = {
        "invalid": "Écrivez un objet JSON, entre accolades.",
        "required": "Cet objet manque.",
        "null": "Écrivez un objet JSON, pas null.",
    }

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is None and self.parent is None:
            # The framework has words of its own for a body that is null.
            null = serializers.ErrorDetail(self.error_messages["null"], "null")
            raise serializers.ValidationError({"non_field_errors": [null]})
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        errors: dict[str, Any] = {}
        if isinstance(data, dict):
            known = ", ".join(self.fields)
            message = f"Ce champ est inconnu. Champs possibles : {known}."
            errors = {
                name: [serializers.ErrorDetail(message, "unknown_field")]
                for name in data
                if name not in self.fields
            }
        value = None
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= cast(dict[str, Any], error.detail)
        if errors:
            raise serializers.ValidationError(errors)
        return value
