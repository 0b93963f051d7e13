"""The OpenAPI description: what every operation shares, and one copy of it per process."""

import functools
import json
from typing import Any

from pat_logistics.portal.openapi.faults import FieldError
from pat_logistics.portal.openapi.problems import KINDS, MEDIA_TYPE, problem

COMMON_STATUSES = (400, 401, 404, 406, 429, 500)

_FIELD_ERROR = {
    "type": "object",
    "description": "Une erreur d’un champ.",
    "required": ["field", "code", "detail"],
    "properties": {
        "field": {
            "type": "string",
            "description": "Chemin du champ (« shipment.mass_kg »), « body » pour le contenu entier, "
            "ou nom du paramètre de l’adresse.",
        },
        "pointer": {
            "type": "string",
            "description": "Même chemin en JSON Pointer (RFC 6901), pour un champ du contenu envoyé.",
        },
        "code": {"type": "string", "description": "Code stable de l’erreur."},
        "detail": {"type": "string", "description": "Ce qui ne va pas, en français."},
        "candidates": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/CommuneCandidate"},
            "description": "Communes que la valeur peut désigner : renvoyez le code INSEE de l’une d’elles.",
        },
    },
}
_CANDIDATE = {
    "type": "object",
    "description": "Une commune que peut désigner la valeur refusée.",
    "required": ["insee", "name", "departement", "postal_codes", "note"],
    "properties": {
        "insee": {"type": "string", "description": "Code INSEE."},
        "name": {"type": "string", "description": "Nom."},
        "departement": {"type": "string", "description": "Numéro du département."},
        "postal_codes": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Codes postaux.",
        },
        "note": {
            "type": "string",
            "description": "Nom ou code d’autrefois par lequel elle répond ; vide sinon.",
        },
    },
}
_PROBLEM = {
    "type": "object",
    "description": "Erreur (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Adresse de l’explication de ce genre d’erreur.",
        },
        "title": {"type": "string", "description": "Genre d’erreur, en français."},
        "status": {"type": "integer", "description": "Code HTTP de la réponse."},
        "detail": {"type": "string", "description": "Que faire."},
        "instance": {"type": "string", "format": "uri-reference", "description": "Adresse demandée."},
        "errors": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/FieldError"},
            "description": "Une entrée par champ en erreur (code 400).",
        },
    },
}
_QUOTA_HEADERS = {
    "RateLimit-Policy": "Requêtes permises (q) par durée en secondes (w).",
    "RateLimit": "Requêtes restantes (r), et secondes avant la prochaine durée (t).",
    "X-RateLimit-Limit": "Requêtes permises par minute.",
    "X-RateLimit-Remaining": "Requêtes restantes dans cette minute.",
    "X-RateLimit-Reset": "Secondes avant la prochaine minute.",
}


def complete(result: dict[str, Any], generator, request, public) -> dict[str, Any]:
    """Post-processing hook of drf-spectacular: gives every operation its errors and its quota headers."""
    _say_local_times(result)
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(
        FieldError=_FIELD_ERROR, Problem=_PROBLEM, CommuneCandidate=_CANDIDATE
    )
    components["responses"] = {f"Problem{status}": _response(status) for status in (*COMMON_STATUSES, 415)}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "integer" if name.startswith("X-") else "string"}}
        for name, text in _QUOTA_HEADERS.items()
    }
    for methods in result["paths"].values():
        for operation in methods.values():
            # Everything is open without a token; a wrong one is refused.
            operation["security"] = [{}, {"token": []}]
            statuses = (*COMMON_STATUSES, 415) if "requestBody" in operation else COMMON_STATUSES
            for response in operation["responses"].values():
                response["headers"] = {
                    name: {"$ref": f"#/components/headers/{name}"} for name in _QUOTA_HEADERS
                }
            for status in statuses:
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return result


def _say_local_times(node: Any) -> None:
    """A time of day without its zone is a `time-local`; `time` would need one (OpenAPI format registry)."""
    if isinstance(node, dict):
        if node.get("format") == "time":
            node["format"] = "time-local"
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            _say_local_times(inner)


def _response(status: int) -> dict[str, Any]:
    faults = None
    if status == 400:
        fault = FieldError(("shipment", "mass_kg"), "min_value", "Le nombre doit être d’au moins 0.001.")
        faults = [fault.as_json(in_body=True)]
    example = problem(status, "/api/v1/calculations/compare/", faults=faults)
    return {
        "description": KINDS[status].title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


@functools.cache
def openapi_schema() -> dict[str, Any]:
    """The whole description, as plain JSON types."""
    from drf_spectacular.generators import SchemaGenerator  # reads the whole URL configuration

    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))
