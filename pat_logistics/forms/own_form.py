"""What every form on something of a farm shares: it overwrites nobody's work, and speaks French numbers."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from pat_logistics.forms.numbers import refuse_huge_exponent, typed_the_french_way
from pat_logistics.history import EMPTY, events_of, in_words
from pat_logistics.optimistic_lock import LockedForm


class OwnForm(LockedForm, forms.ModelForm):
    """A form on something of a farm; `conflicts` show what somebody else stored beside what is typed."""

    CONFLICT = (
        "Quelqu’un a modifié ces informations depuis que vous avez ouvert la page. Rien n’a été écrasé."
    )
    # Where to show the message of a constraint that bears on several columns.
    ERRORS_AT: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflicts = []
        if self.instance.pk:
            self.watch([events_of(type(self.instance)).filter(pgh_obj_id=self.instance.pk)])
        typed_the_french_way(self.fields)
        for name, field in self.fields.items():
            self._suit(name, field)

    def _suit(self, name, field):
        """Numbers refused in plain words, lists that say to choose."""
        if isinstance(field, forms.IntegerField):
            field.validators.append(refuse_huge_exponent)
            message = f"Donnez un nombre{'' if isinstance(field, forms.DecimalField) else ' entier'}."
            field.error_messages["invalid"] = message
            # Too long or out of bounds: the words of the database's own constraint.
            codes = ("min_value", "max_value", "max_digits", "max_whole_digits")
            if bounds := self._bounds_of(name):
                field.error_messages |= dict.fromkeys(codes, bounds)
        elif isinstance(field, forms.ModelChoiceField) and field.empty_label:
            field.empty_label = "Choisissez" if field.required else "personne pour l’instant"
        elif isinstance(field, forms.TypedChoiceField) and field.choices[0][0] == "":
            field.choices = [("", "Choisissez"), *field.choices[1:]]

    def _bounds_of(self, name):
        model = self._meta.model._meta
        for constraint in model.constraints:
            if constraint.name == f"{model.model_name}_{name}_in_sense":
                return constraint.get_violation_error_message()
        return ""

    def _get_validation_exclusions(self):
        """The farm is not typed, yet some constraints are about it."""
        return super()._get_validation_exclusions() - {"producer"}

    def add_error(self, field, error):
        """Messages of the database's constraints go to the field they speak of."""
        messages = getattr(error, "error_dict", {}).get(NON_FIELD_ERRORS)
        if field is None and messages:
            found = {name: errors for name, errors in error.error_dict.items() if name != NON_FIELD_ERRORS}
            for message in messages:
                found.setdefault(self._field_of(message) or NON_FIELD_ERRORS, []).append(message)
            error = ValidationError(found)
        super().add_error(field, error)

    def _field_of(self, error):
        for constraint in self._meta.model._meta.constraints:
            if constraint.get_violation_error_message() in error.messages:
                name = constraint.name.removeprefix(f"{self._meta.model._meta.model_name}_")
                for suffix in ("_in_sense", "_known"):
                    name = name.removesuffix(suffix)
                name = self.ERRORS_AT.get(constraint.name, name)
                return name if name in self.fields else None
        return None

    def overwrites(self):
        self.conflicts = [self._conflict(name) for name in self.changed_data if name != "opened_on"]
        return bool(self.conflicts)

    def _conflict(self, name):
        """Label, value stored since, value typed. Until `clean` is over, `instance` is as stored."""
        column, typed = self._meta.model._meta.get_field(name), self.cleaned_data.get(name, "")
        label = self.fields[name].label
        if isinstance(column, models.ForeignKey):
            return label, str(getattr(self.instance, name) or EMPTY), str(typed or EMPTY)
        return label, in_words(column, getattr(self.instance, name)), in_words(column, typed)


def ticks(model, name):
    """An array column as check boxes."""
    column = model._meta.get_field(name)
    numbers = isinstance(column.base_field, models.IntegerField)
    return forms.TypedMultipleChoiceField(
        label=column.verbose_name.capitalize(),
        choices=column.base_field.choices,
        coerce=int if numbers else str,
        required=not column.blank,
        help_text=column.help_text,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
