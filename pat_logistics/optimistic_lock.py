"""Two people at one thing: the second to write is told, and overwrites nobody's work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from pat_logistics.history import last_change_id


class ConflictError(Exception):
    """Somebody else wrote since one read what one is about to write."""


def refuse_stale(opened_on: object, now: object) -> None:
    """Both are marks, or numbers, that move with every change: that of what one read, and that of today."""
    if opened_on != now:
        raise ConflictError


class LockedForm(forms.Form):
    """Not valid the first time when somebody else wrote since it was opened; then it knows the new mark.

    `opened_on` carries the mark of the last change when the page was opened.
    """

    CONFLICT = (
        "Cette page a été modifiée par quelqu’un d’autre depuis que vous l’avez ouverte. Vos réponses sont "
        "encore là : comparez avec l’historique, puis enregistrez de nouveau."
    )

    opened_on = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    current_mark: str | None = None

    def watch(self, sources: Iterable[QuerySet[Any]]) -> None:
        """Call at the end of `__init__`, with the events of what the form edits."""
        self.current_mark = last_change_id(sources)
        self.fields["opened_on"].initial = self.initial["opened_on"] = self.current_mark

    def overwrites(self) -> bool:
        """Whether writing now would undo what somebody else wrote, once it is known that somebody did."""
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.current_mark is not None:
            try:
                refuse_stale(cleaned.get("opened_on"), self.current_mark)
            except ConflictError:
                if self.overwrites():
                    self._tell()
        return cleaned

    def _tell(self) -> None:
        self.add_error(None, ValidationError(self.CONFLICT, code="conflict"))
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("opened_on")] = self.current_mark  # type: ignore[index]
