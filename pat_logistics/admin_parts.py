"""What the admin pages of several apps are made of."""

from typing import Any

from django import forms


def ticks(choices: Any, label: str, **options: Any) -> forms.TypedMultipleChoiceField:
    """An array column as check boxes."""
    return forms.TypedMultipleChoiceField(
        choices=choices, label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class ReadOnly:
    """A register: read in the admin, written by the services alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
