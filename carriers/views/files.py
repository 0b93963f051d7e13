"""The list of a search as a file, with what anybody may read."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from carriers.models import Solution, SolutionQuerySet
from carriers.search import cards
from carriers.views.catalogue import found_for
from pat_logistics.exchange.downloads import csv_list
from pat_logistics.file_addresses import misread, refused
from pat_logistics.formats import exact

AT_A_TIME = 1_000
HEADERS = (
    "Nom", "Nature", "Transporteur", "Commune", "Températures", "Minimum par envoi (kg)",
    "Maximum par envoi (kg)", "En une ligne", "Exemple inventé", "Source", "Date de la source", "Page",
)  # fmt: skip


@require_safe
def solution_csv(request):
    """Every solution of the search, in its order. Published ones alone: files travel."""
    everything = Solution.objects.visible_to(AnonymousUser())
    filters, _ = found_for(request, everything)
    if words := misread(request.GET, filters.form):
        return refused(words)
    rows = map(_line, _in_pieces(everything, list(filters.keys())))
    return csv_list(f"solutions-{localdate():%Y-%m-%d}", HEADERS, rows)


def _in_pieces(everything: SolutionQuerySet, keys: Sequence[int]) -> Iterator[Solution]:
    for start in range(0, len(keys), AT_A_TIME):
        piece = keys[start : start + AT_A_TIME]
        found = {row.pk: row for row in cards(everything.filter(pk__in=piece)).order_by()}
        yield from (found[key] for key in piece if key in found)


def _line(solution: Solution) -> tuple[str, ...]:
    return (
        solution.name,
        solution.get_kind_display(),
        solution.carrier.name if solution.carrier else solution.operator,
        str(solution.commune or ""),
        ", ".join(solution.temperature_labels),
        exact(float(solution.min_kg)) if solution.min_kg else "",
        exact(float(solution.max_kg)) if solution.max_kg else "",
        solution.summary,
        "oui" if solution.is_example else "non",
        solution.source,
        solution.source_date.isoformat() if solution.source_date else "",
        settings.SITE_URL + solution.get_absolute_url(),
    )
