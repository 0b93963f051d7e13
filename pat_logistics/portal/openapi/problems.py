"""Errors of the API as problem details (RFC 9457): one shape for every fault, with the place of each one."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from pat_logistics.portal.openapi.faults import BodyError, FieldError

MEDIA_TYPE = "application/problem+json"
# A body of absurd names must not be answered by a longer one.
MAX_ERRORS = 50


@dataclass(frozen=True)
class Kind:
    """A kind of problem. Its anchor on the documentation page is its `type`: it never changes."""

    anchor: str
    title: str
    advice: str


KINDS = {
    400: Kind(
        "demande-invalide",
        "La demande contient des erreurs",
        "Chaque entrée de « errors » nomme un champ, et dit ce qui est attendu.",
    ),
    401: Kind(
        "non-identifie", "Identifiez-vous", "Cette adresse demande un compte, ou un jeton qui vaut encore."
    ),
    403: Kind("interdit", "Accès refusé", "Votre compte n’a pas ce droit."),
    404: Kind("introuvable", "Adresse introuvable", "Rien n’existe, ou n’est publié, à cette adresse."),
    405: Kind(
        "methode-refusee",
        "Méthode refusée",
        "L’en-tête Allow de la réponse donne les méthodes possibles.",
    ),
    406: Kind(
        "format-indisponible", "Format indisponible", "L’API répond en JSON : demandez application/json."
    ),
    415: Kind(
        "format-non-compris",
        "Format non compris",
        "Envoyez du JSON, avec l’en-tête Content-Type: application/json.",
    ),
    429: Kind(
        "quota-depasse",
        "Quota dépassé",
        "L’en-tête Retry-After donne le nombre de secondes à attendre.",
    ),
    500: Kind(
        "panne", "Panne du service", "L’erreur est de notre côté. Elle est consignée ; réessayez plus tard."
    ),
    503: Kind(
        "indisponible",
        "Service indisponible",
        "Un de nos serveurs ne répond pas. L’en-tête Retry-After donne le nombre de secondes à attendre.",
    ),
    507: Kind("plus-de-place", "Plus de place", "Notre disque est plein : rien n’a été enregistré."),
}


def type_uri(status: int) -> str:
    """Address that explains this kind of problem to a person."""
    if status not in KINDS:
        return "about:blank"
    return f"{settings.SITE_URL}/api/v1/docs/#{KINDS[status].anchor}"


def problem(status: int, instance: str, *, detail: str = "", faults: list[dict] | None = None) -> dict:
    """Body of an error. A status without a kind of its own borrows the nearest one's words."""
    kind = KINDS.get(status) or KINDS[400 if status < 500 else 500]
    result: dict = {
        "type": type_uri(status),
        "title": kind.title,
        "status": status,
        "detail": detail or kind.advice,
        "instance": quote(instance),
    }
    if faults is not None:
        result["errors"] = faults[:MAX_ERRORS]
    return result


def _flatten(detail, path: tuple[str | int, ...] = ()) -> Iterator[FieldError]:
    """Faults of a `ValidationError.detail`, whose nesting follows the body's."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flatten(inner, path if name == "non_field_errors" else (*path, name))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            # A list of messages belongs to the field itself; a list of objects follows the items of an array.
            yield from _flatten(inner, path if isinstance(inner, str) else (*path, index))
    else:
        yield FieldError(path, detail.code, str(detail), getattr(detail, "candidates", ()))


def problem_handler(exc: Exception, context: dict) -> Response | None:
    """Error handler of the REST framework. None (a fault of ours): Django logs, ApiMiddleware answers."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    request, faults, detail = context["request"], None, ""
    in_body = request.method not in ("GET", "HEAD")
    if isinstance(exc, exceptions.ValidationError):
        faults = [fault.as_json(in_body=in_body) for fault in _flatten(exc.detail)]
    elif isinstance(exc, BodyError):
        faults = [fault.as_json(in_body=in_body) for fault in exc.faults]
    elif response.status_code not in (404, 406, 415, 429):
        detail = str(response.data["detail"])
    response.data = problem(response.status_code, request.path, detail=detail, faults=faults)
    response.content_type = MEDIA_TYPE
    return response
