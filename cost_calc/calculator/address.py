"""The address of a result: the answers that count and no others, whoever wrote it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from pat_logistics.territory.forms import TYPED
from pat_logistics.territory.models import Commune

# Answers that change nothing: the same as none.
_AS_NONE = {"addresses": 1.0, "returns_kg": 0.0, "toll_eur": 0.0}

Answers = list[tuple[str, str]]


def answers_of(form: forms.Form) -> Answers:
    """What a valid form says, in the order of its fields: pairs of a name and of its text."""
    found: Answers = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if value in (None, "", False) or value == _AS_NONE.get(name):
            continue
        values = value if isinstance(value, list | tuple) else [value]
        found += [(name, _text(one)) for one in values]
    return found


def canonical_query(form: forms.Form) -> str:
    """The query that asks the question of a valid form, as short as it can be."""
    return urlencode(answers_of(form))


def is_tidy(query: QueryDict) -> bool:
    """Whether an address holds no empty answer: a form sent without its script sends them all."""
    return all(value and not name.endswith(TYPED) for name, values in query.lists() for value in values)


def without(found: Answers, names: Iterable[str]) -> Answers:
    """The other answers, that a small form sends along with its own."""
    dropped = set(names)
    return [(name, text) for name, text in found if name not in dropped]


def _text(value: Any) -> str:
    if isinstance(value, Commune):
        return str(value.pk)
    if value is True:
        return "on"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
