"""The field by which every form asks for a commune, with or without JavaScript."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from pat_logistics.territory.finding import MAX_CANDIDATES, Match, Resolution, resolve_commune
from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import MAX_TEXT

# Ends the name of the parameter that goes with a typed text.
TYPED = "_typed"


class TypedText(str):
    """What a person typed, as opposed to the INSEE code that a link or a choice carries."""

    __slots__ = ()


class CommuneInput(forms.TextInput):
    """Text input that static/js/commune.js turns into a combobox; under it, the communes to choose from.

    An address carries the INSEE code alone (`origin=48095`). A text typed without JavaScript comes with
    `origin_typed`, the text the page had shown; a choice among candidates comes second under the same name,
    and counts as long as the text above it is still the one it answers.
    """

    template_name = "components/commune_field.html"
    also_reads = (TYPED,)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"autocomplete": "off", "spellcheck": "false", "maxlength": MAX_TEXT, **(attrs or {})}
        )
        self.resolution = Resolution()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        values = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
        if not values:
            return None
        shown = data.get(name + TYPED)
        if shown is None:
            return values[0]
        if len(values) > 1 and values[-1] and shown == values[0]:
            return values[-1]
        return TypedText(values[0])

    def format_value(self, value: Any) -> str:
        if self.resolution.commune:
            return str(self.resolution.commune)
        if isinstance(value, str) and value and not isinstance(value, TypedText):
            self.resolution = resolve_commune(value)
            return str(self.resolution.commune or value)
        return str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if isinstance(value, Commune):
            self.resolution = Resolution(Match(value))
        context = super().get_context(name, value, attrs)
        commune = self.resolution.commune
        return context | {
            "text": context["widget"]["value"] or "",
            "insee": commune.pk if commune else "",
            "candidates": () if commune else self.resolution.candidates,
            "note": self.resolution.note,
            "search_url": reverse("territory:search"),
        }


def former_names(form: forms.BaseForm) -> list[str]:
    """What to tell of the communes of a form that were given by a name or a code of yesterday."""
    fields = [field for field in form.fields.values() if isinstance(field, CommuneField)]
    return list(dict.fromkeys(field.note for field in fields if field.note))


def tell_former_names(request: HttpRequest, form: forms.BaseForm) -> None:
    """The same on the next page, for a form that leads to another one."""
    for note in former_names(form):
        messages.info(request, f"{note}.")


def fault_code(resolution: Resolution) -> str:
    """Why a text that means no single commune is refused: a key of `CommuneField.default_error_messages`."""
    if not resolution.candidates:
        return "unknown"
    if resolution.alike or resolution.partial:
        return "alike" if resolution.alike else "partial"
    return "many" if resolution.more else "ambiguous"


class CommuneField(forms.Field):
    """A commune by name, « Mende (48) », postal code or INSEE code; cleans to a `Commune` (or None)."""

    widget = CommuneInput
    _last: tuple[tuple[str, bool], Resolution] | None = None
    default_error_messages = {
        "required": "Indiquez une commune ou un code postal.",
        "ambiguous": "Plusieurs communes répondent à « %(text)s ». Choisissez la vôtre.",
        "many": "Plus de %(most)s communes répondent à « %(text)s ». Choisissez la vôtre parmi les "
        "premières, ou ajoutez le numéro du département.",
        "partial": "« %(text)s » n’a pas les cinq chiffres d’un code. Est-ce l’une de ces communes ?",
        "alike": "Nous ne connaissons pas « %(text)s ». Est-ce l’une de ces communes ?",
        "unknown": "Nous ne connaissons pas « %(text)s ». Vérifiez l’orthographe ou tapez le code postal.",
    }

    def to_python(self, value: Any) -> Commune | None:
        if value is None or isinstance(value, Commune):
            return value
        text = str(value).replace("\x00", "").strip()
        if not text:
            return None
        resolution = self._resolve(text, isinstance(value, TypedText))
        if isinstance(self.widget, CommuneInput):
            self.widget.resolution = resolution
        if resolution.commune:
            return resolution.commune
        code = fault_code(resolution)
        params = {"text": text[:MAX_TEXT], "most": MAX_CANDIDATES, "candidates": resolution.candidates}
        raise ValidationError(self.error_messages[code], code=code, params=params)

    @property
    def note(self) -> str:
        """What to tell of the last value cleaned: that its name is one of yesterday; empty otherwise."""
        return self._last[1].note if self._last else ""

    def _resolve(self, text: str, typed: bool) -> Resolution:
        """A formset asks of the same text whether it changed, then what it means: one search is enough."""
        if self._last is None or self._last[0] != (text, typed):
            self._last = (text, typed), resolve_commune(text, typed=typed)
        return self._last[1]

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.pk if isinstance(initial, Commune) else initial or ""
        try:
            commune = self.to_python(data)
        except ValidationError:
            return True
        return before != (commune.pk if commune else "")
