"""Addresses that give a file: understood whole, or refused in words.

A page says beside its field what it did not understand, and ignores the rest. A file travels alone: with a
filter left out in silence it would be another list, and be believed.
"""

import functools
from collections.abc import Callable, Collection
from typing import Any

from django.forms import BaseForm, Field, MultipleChoiceField
from django.http import HttpRequest, HttpResponseBadRequest, QueryDict

MAX_SHOWN = 80


def misread(
    given: QueryDict, form: BaseForm | None = None, *, also: Collection[str] = (), what: str = "Ce fichier"
) -> str:
    """Why a file cannot answer this address, read by a form or by the names of `also`; else empty.

    `what` names whatever else travels as a file does.
    """
    fields = form.fields if form else {}
    known = {*also, *(each for name, field in fields.items() for each in _names(name, field))}
    for name, values in given.lists():
        if name not in known:
            shown = f"{name}={values[0]}"[:MAX_SHOWN]
            possible = ", ".join(sorted({*also, *fields})) or "aucun"
            return f"{what} ne tient pas compte de « {shown} ». Paramètres possibles : {possible}."
        if len(values) > 1 and not (name in fields and _takes_several(fields[name])):
            return f"« {name} » ne se donne qu’une fois."
    return faulty(form) if form else ""


def faulty(form: BaseForm) -> str:
    """The first fault of the filters, in words; empty when there is none."""
    for name, messages in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label} : {messages[0]}" if label else str(messages[0])
    return ""


def understood(given: QueryDict, form: BaseForm) -> QueryDict:
    """The part of an address that its form understood: what the address of a file may carry."""
    kept = {
        each for name, field in form.fields.items() if name not in form.errors for each in _names(name, field)
    }
    query = QueryDict(mutable=True)
    for name, values in given.lists():
        if name in kept:
            query.setlist(name, values)
    return query


def refused(words: str) -> HttpResponseBadRequest:
    return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")


def takes(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view of a file whose address carries these parameters, and no other."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            words = misread(request.GET, also=names)
            return refused(words) if words else view(request, *args, **kwargs)

        return checked

    return decorate


def _names(name: str, field: Field) -> tuple[str, ...]:
    return (name, *(name + suffix for suffix in _also_read(field)))


def _takes_several(field: Field) -> bool:
    return isinstance(field, MultipleChoiceField) or bool(_also_read(field))


def _also_read(field: Field) -> tuple[str, ...]:
    """How the other parameters of a field end, when its widget reads a typed text and a choice together."""
    return getattr(field.widget, "also_reads", ())
