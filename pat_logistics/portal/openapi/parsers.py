"""JSON read strictly: what a lenient reader would guess at is refused, with the place of the fault."""

import json
import math
from collections.abc import Iterator

from rest_framework.parsers import BaseParser

from pat_logistics.portal.openapi.faults import BodyError, FieldError

MAX_BODY_BYTES = 100_000
MAX_DEPTH = 12


class _Object(dict):
    """A JSON object that remembers the names it was given twice."""

    repeated: frozenset[str] = frozenset()


def _object(pairs: list[tuple[str, object]]) -> _Object:
    result = _Object(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        result.repeated = frozenset(name for name in names if names.count(name) > 1)
    return result


def _integer(digits: str) -> int | float:
    """A long integer becomes a float: quick to read, and exact enough to be refused as out of range."""
    return int(digits) if len(digits) < 20 else float(digits)


def _is_text(value: str) -> bool:
    """Text that PostgreSQL and UTF-8 can hold: no NUL, no half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value


def _faults(value: object, path: tuple[str | int, ...] = ()) -> Iterator[FieldError]:
    if len(path) > MAX_DEPTH:
        yield FieldError(path[:4], "too_deep", f"Le contenu a plus de {MAX_DEPTH} niveaux imbriqués.")
    elif isinstance(value, float) and not math.isfinite(value):
        yield FieldError(path, "not_finite", "Écrivez un nombre fini : NaN et Infinity ne sont pas du JSON.")
    elif isinstance(value, str) and not _is_text(value):
        yield FieldError(path, "invalid_text", "Ce texte contient un caractère interdit (nul ou incomplet).")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, (*path, index))
    elif isinstance(value, _Object):
        for name, item in value.items():
            if not _is_text(name):
                yield FieldError(path, "invalid_text", "Un nom de champ contient un caractère interdit.")
                continue
            if name in value.repeated:
                yield FieldError((*path, name), "repeated_field", "Ce champ est donné plusieurs fois.")
            yield from _faults(item, (*path, name))


class StrictJSONParser(BaseParser):
    """JSON of RFC 8259, in UTF-8, of at most `MAX_BODY_BYTES` and `MAX_DEPTH` levels.

    Raises BodyError, which names each faulty field: NaN and infinities, repeated names, NUL characters
    and lone surrogates all pass Python's own reader.
    """

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(MAX_BODY_BYTES + 1)
        if len(body) > MAX_BODY_BYTES:
            raise BodyError(
                "body_too_large",
                f"Le contenu dépasse {MAX_BODY_BYTES // 1000} ko : envoyez moins de données.",
            )
        try:
            data = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_object, parse_int=_integer)
        except UnicodeDecodeError:
            raise BodyError("invalid_encoding", "Le contenu n’est pas encodé en UTF-8.") from None
        except json.JSONDecodeError as error:
            raise BodyError(
                "malformed_json",
                f"Le contenu n’est pas du JSON valide (ligne {error.lineno}, colonne {error.colno}).",
            ) from None
        except RecursionError:
            raise BodyError("too_deep", f"Le contenu a plus de {MAX_DEPTH} niveaux imbriqués.") from None
        if faults := list(_faults(data)):
            raise BodyError.of(faults)
        return data
