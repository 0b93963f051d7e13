"""The page of a crash: what stopped a request is told when it is known, and what to do of what was typed."""

import errno
from collections.abc import Iterator
from http import HTTPStatus
from sys import exc_info

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

# https://www.postgresql.org/docs/current/errcodes-appendix.html : its disk is full; it stops, or is too busy.
_NO_ROOM = "53100"
_GONE = ("08", "57P", "53300", "58")
# What Valkey says when it can no longer write to its disk.
_REFUSALS = ("MISCONF", "OOM ")
RETRY_S = 30


def crash(request: HttpRequest) -> HttpResponse:
    """507 when there is no room left, 503 when a server is away, else 500."""
    for error in _chain(exc_info()[1]):
        if _is_no_room(error):
            return _told(request, "507.html", HTTPStatus.INSUFFICIENT_STORAGE)
        if _is_gone(error):
            return _told(request, "503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    return server_error(request)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _state(error: BaseException) -> str:
    return getattr(error, "pgcode", None) or ""


def _is_no_room(error: BaseException) -> bool:
    if isinstance(error, RedisError):
        return str(error).startswith(_REFUSALS)
    is_disk = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return is_disk or _state(error).startswith(_NO_ROOM)


def _is_gone(error: BaseException) -> bool:
    if isinstance(error, RedisConnectionError | InterfaceError) or _state(error).startswith(_GONE):
        return True
    # Without a code in its cause: the server could not be reached at all.
    return isinstance(error, OperationalError) and not any(_state(each) for each in _chain(error))


def _told(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    headers = {"Retry-After": str(RETRY_S), "Cache-Control": "no-store"}
    # Without the request: what every page reads of it may be what does not answer.
    page = render_to_string(template, {"posted": request.method == "POST"})
    return HttpResponse(page, status=status, headers=headers)
