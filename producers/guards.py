"""Pages that a personal link opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from producers.personal import ClosedLinkError, farm_of

View = Callable[..., HttpResponse]


def personal_page(view: View) -> View:
    """Gives the view the farm of the link and its token; kept by no cache, and found by no search engine.

    A link of ours that opens nothing any more says why (410), and how to get another one.
    """

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            producer = farm_of(token)
            if producer is None:
                raise Http404
            response = view(request, producer, token, *args, **kwargs)
        except ClosedLinkError as closed:
            response = render(request, "producers/received/closed.html", {"why": closed.why}, status=410)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened
