"""Loading what a user keeps; anything else is as if it did not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from carriers.models import Carrier, Solution, TariffGrid


def kept_carrier(request, slug) -> Carrier:
    return get_object_or_404(Carrier.objects.managed_by(request.user).select_related("commune"), slug=slug)


def kept_solution(request, slug) -> Solution:
    solutions = Solution.objects.managed_by(request.user).select_related("carrier", "commune")
    return get_object_or_404(solutions, slug=slug)


def kept_grid(request, pk) -> TariffGrid:
    grids = TariffGrid.objects.managed_by(request.user).select_related("solution__carrier")
    return get_object_or_404(grids.prefetch_related("bands", "zones"), pk=pk)


def kept_child(solution, name, pk):
    """An area or a drop point of this very solution."""
    found = getattr(solution, name).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
