"""The territory as anyone may read it: what leaves the house, and nothing else."""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from needs_survey.needs.files import FILES
from needs_survey.needs.filters import Asked, named
from needs_survey.needs.summary import Summary, summary_of
from needs_survey.needs.territory import Territory
from needs_survey.needs.views import file_of, heading_of
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune

# How long a change, such as a consent withdrawn, may take to show.
KEPT_S = 300
# A request that lasts longer is stopped: another one may try.
MAKING_S = 60
PUBLIC_FILES = ("flux", "volumes", "familles", "attentes", "froid", "irritants", "maturite")


def made_once(key: str, make: Callable[[], Any], *, after_s: float = KEPT_S) -> Any:
    """What everybody reads alike, made again every few minutes by one reader; the others read the last one.

    To decide what is masked, or to draw a picture, takes a second or more: who asks again and again gets
    what was made.
    """
    kept = cache.get(key)
    is_making = f"{key}-making"
    if kept and (time.time() < kept[0] + after_s or not cache.add(is_making, True, MAKING_S)):
        return kept[1]
    try:
        made = make()
        cache.set(key, (time.time(), made), KEPT_S + MAKING_S)
    finally:
        cache.delete(is_making)
    return made


def kept_summary(departement: str, *, after_s: float = KEPT_S) -> Summary:
    """The page of a département; the clock asks for it before it is too old, so that no visitor waits."""
    summary: Summary = made_once(
        f"territory-page-{departement}", lambda: summary_of(departement), after_s=after_s
    )
    return summary


@require_safe
def territory(request):
    """What is known of the needs of the territory, for those who decide and those who wonder."""
    summary = kept_summary(HOME_DEPARTEMENT)
    return render(request, "needs_survey/territory.html", {"summary": summary})


@require_safe
def territory_file(request, code, kind):
    """A table of the page as a file, without any filter."""
    if code not in PUBLIC_FILES or (kind == "geojson" and code != "flux"):
        raise Http404
    response: HttpResponseBase = made_once(f"territory-file-{code}-{kind}", lambda: _file(code, kind))
    return response


def _file(code: str, kind: str) -> HttpResponseBase:
    rows = Commune.objects.filter(departement=HOME_DEPARTEMENT).exclude(epci="").order_by()
    asked = Asked((HOME_DEPARTEMENT,))
    epcis = dict(rows.values_list("epci", "epci_name").distinct())
    territory = Territory.of(asked, epcis, is_masked=True)
    table = FILES[code].make(territory)
    heading = heading_of(table, [("Département", named(HOME_DEPARTEMENT))], territory.edition)
    response = file_of(table, kind, heading, [HOME_DEPARTEMENT])
    # Public figures: a page elsewhere may draw them.
    response["Access-Control-Allow-Origin"] = "*"
    return response
