"""The territory as anyone may read it: what leaves the house, and nothing else."""

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from needs_survey.needs.exports import Heading
from needs_survey.needs.files import FILES
from needs_survey.needs.filters import Asked, named
from needs_survey.needs.sources import farms
from needs_survey.needs.summary import Summary, summary_of
from needs_survey.needs.territory import Territory
from needs_survey.needs.views import file_of
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune

# How long a change, such as a consent withdrawn, may take to show.
KEPT_S = 300
PUBLIC_FILES = ("flux", "volumes", "familles", "attentes", "froid", "irritants", "maturite")


def kept_summary(departement: str) -> Summary:
    """The page of a département, drawn up again every few minutes whoever asks."""
    key = f"territory-summary-{departement}"
    kept = cache.get(key)
    if isinstance(kept, Summary):
        return kept
    summary = summary_of(departement)
    cache.set(key, summary, KEPT_S)
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
    rows = Commune.objects.filter(departement=HOME_DEPARTEMENT).exclude(epci="").order_by()
    asked = Asked((HOME_DEPARTEMENT,))
    epcis = dict(rows.values_list("epci", "epci_name").distinct())
    table = FILES[code].make(Territory.of(asked, epcis, is_masked=True))
    heading = Heading.today([("Département", named(HOME_DEPARTEMENT))], farms([HOME_DEPARTEMENT]).count())
    response = file_of(table, kind, heading, [HOME_DEPARTEMENT])
    # Public figures: a page elsewhere may draw them.
    response["Access-Control-Allow-Origin"] = "*"
    return response
