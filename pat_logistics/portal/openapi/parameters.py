"""What the address of a request may carry: the parameters that the description names, and no other.

A filter ignored in silence would answer everything, and be believed.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from django.http import HttpRequest, QueryDict
from rest_framework.settings import api_settings

from pat_logistics.portal.open_data.ogc import description as ogc
from pat_logistics.portal.openapi.faults import FieldError
from pat_logistics.portal.openapi.schema import openapi_schema

SCHEMA_PATH = "/api/v1/schema/"

# By name, whether a parameter may come several times.
Parameters = Mapping[str, bool]


def parameter_faults(request: HttpRequest) -> list[FieldError]:
    """What the address of a request carries that its operation does not know."""
    if not request.GET:
        return []
    known = _known(request.path_info, "get" if request.method == "HEAD" else str(request.method).lower())
    return [] if known is None else list(_faults(request.GET, known))


def _faults(given: QueryDict, known: Parameters) -> Iterator[FieldError]:
    for name, values in given.lists():
        if name not in known:
            possible = ", ".join(sorted(known))
            text = f"Ce paramètre est inconnu ici. Paramètres possibles : {possible}."
            yield FieldError((name,), "unknown_parameter", text)
        elif len(values) > 1 and not known[name]:
            yield FieldError((name,), "repeated_parameter", "Ce paramètre ne se donne qu’une fois.")
        elif not all(value.strip() for value in values):
            yield FieldError((name,), "empty_parameter", "Ce paramètre est vide : remplissez-le, ou ôtez-le.")


def _known(path: str, method: str) -> Parameters | None:
    """Parameters of the operation asked; None where there is none: its 404 or its 405 says so."""
    for pattern, methods in _operations():
        if pattern.fullmatch(path):
            return methods.get(method)
    return None


@functools.cache
def _operations() -> list[tuple[re.Pattern[str], dict[str, Parameters]]]:
    described = openapi_schema()["paths"] | {SCHEMA_PATH: {"get": {}}}
    # By this one the framework lets any address choose its format; the standard of the others has its own.
    override = {str(api_settings.URL_FORMAT_OVERRIDE): False}
    standard = {ogc.ROOT + path: methods for path, methods in ogc.description()["paths"].items()}
    return [*_by_address(described, override), *_by_address(standard, {})]


def _by_address(paths: Mapping, also: Parameters) -> Iterator[tuple[re.Pattern[str], dict[str, Parameters]]]:
    for path, methods in paths.items():
        address = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        yield address, {method: {**_parameters(operation), **also} for method, operation in methods.items()}


def _parameters(operation: Mapping) -> Parameters:
    return {
        parameter["name"]: parameter["schema"].get("type") == "array"
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
