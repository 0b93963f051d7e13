"""« Mes résultats »: those of the device, those of one's farms, two side by side, and one done again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cost_calc.calculator import keeping, presentation, result_page
from cost_calc.calculator.keep_form import farms_of
from cost_calc.engine.errors import InvalidInput
from cost_calc.models import KeptResult
from cost_calc.pricing.comparison import CalculatorError, compare_shipment
from cost_calc.pricing.references import MissingReferenceError
from pat_logistics.typed import whole_number
from producers.models import Producer

PAGE_SIZE = 40
CANNOT_PRICE = (CalculatorError, MissingReferenceError, InvalidInput)
UNAVAILABLE = "Le calcul n’a pas pu se faire\u00a0: l’erreur est de notre côté, elle est consignée."


def _list(request, *, status=200, fault=""):
    kept = KeptResult.objects.none()
    farm = None
    if request.user.is_authenticated:
        kept = KeptResult.objects.owned_by(request.user)
        if "ferme" in request.GET:  # an advisor comes from the page of a farm
            managed = Producer.objects.managed_by(request.user)
            farm = get_object_or_404(managed, pk=whole_number(request.GET["ferme"]))
            kept = KeptResult.objects.filter(producer=farm)
    page = Paginator(kept.select_related("producer"), PAGE_SIZE).get_page(request.GET.get("page"))
    farms = farms_of(request.user)
    context = {
        "page": page,
        "farm": farm,
        "farms": farms,
        "many": len(farms) > 1 and farm is None,
        "fault": fault,
        "taken": "repris" in request.GET,
    }
    return render(request, "cost_calc/kept/list.html", context, status=status)


@require_safe
def index(request):
    """Readable by anyone: what a device keeps is shown by its script."""
    return _list(request)


def _own_farm(request):
    return get_object_or_404(
        Producer.objects.owned_by(request.user), pk=whole_number(request.POST.get("producer", ""))
    )


@login_required
@require_POST
def keep(request):
    """Keep the result of a question with a farm of one's own, priced again here."""
    query = request.POST.get("question", "")
    back = f"{reverse('cost_calc:compare')}?{query}"
    if not request.POST.get("producer"):
        messages.error(request, "Avec quelle ferme garder ce résultat\u00a0? Choisissez-la.")
        return redirect(back)
    farm = _own_farm(request)
    try:
        kept = keeping.keep(producer=farm, user=request.user, query=query, name=request.POST.get("name", ""))
    except keeping.KeepError as error:
        messages.error(request, str(error))
        return redirect(back)
    except CANNOT_PRICE:
        messages.error(request, UNAVAILABLE)
        return redirect(back)
    messages.success(request, f"Gardé avec {farm.name}.")
    return redirect("cost_calc:kept_result", kept.pk)


@login_required
@require_POST
def take_over(request):
    """Put what this device kept in a farm; the page that follows tells the device to let it go."""
    farm = _own_farm(request)
    try:
        count = keeping.take_over(producer=farm, user=request.user, text=request.POST.get("results", ""))
    except keeping.KeepError as error:
        messages.error(request, str(error))
        return redirect("cost_calc:kept")
    if not count:
        messages.error(request, "Ces résultats ne peuvent plus se refaire\u00a0: ils restent ici.")
        return redirect("cost_calc:kept")
    one = "1 résultat est gardé" if count == 1 else f"{count} résultats sont gardés"
    messages.success(request, f"{one} avec {farm.name}.")
    return redirect(f"{reverse('cost_calc:kept')}?repris=1")


@login_required
@require_safe
def detail(request, pk):
    """One result of a farm: what it cost then, what it costs today."""
    kept = get_object_or_404(KeptResult.objects.visible_to(request.user).select_related("producer"), pk=pk)
    form, now, unavailable = keeping.asked(kept.query), [], False
    if form.is_valid():
        try:
            _, now = keeping.priced(form.question(), timezone.localdate())
        except CANNOT_PRICE:
            unavailable = True
    context = {
        "kept": kept,
        "can_ask": form.is_valid(),
        "unavailable": unavailable,
        "changes": keeping.changes(kept.options, now),
        "is_own": KeptResult.objects.owned_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "cost_calc/kept/detail.html", context)


@login_required
@require_POST
def delete(request, pk):
    get_object_or_404(KeptResult.objects.owned_by(request.user), pk=pk).delete()
    messages.success(request, "Ce résultat n’est plus gardé.")
    return redirect("cost_calc:kept")


@require_safe
def side_by_side(request):
    """Two questions of the address, priced today, from a device or a farm alike."""
    queries = request.GET.getlist("cas")
    if len(queries) != 2:
        return _list(request, status=400, fault="Cochez deux résultats, ni plus ni moins.")
    sides = []
    for query in queries:
        form = keeping.asked(query)
        if not form.is_valid():
            return _list(request, status=400, fault="L’un de ces résultats ne peut plus être refait.")
        question = form.question()
        try:
            result = compare_shipment(question, at=timezone.localdate())
        except CANNOT_PRICE:
            return _list(request, status=503, fault=UNAVAILABLE)
        rows = [presentation.option_row(n, row, result) for n, row in enumerate(result.feasible, start=1)]
        sides.append(
            {
                "said": result_page.said(question),
                "frequency": question.frequency,
                "query": query,
                "rows": {row.id: row for row in rows if not row.priced.way.hypothetical},
                "best": presentation.highlights(rows),
            }
        )
    first, second = sides
    labels = {row.id: row.label for side in sides for row in side["rows"].values()}
    pairs = [(label, first["rows"].get(id_), second["rows"].get(id_)) for id_, label in labels.items()]
    return render(request, "cost_calc/kept/side_by_side.html", {"sides": sides, "pairs": pairs})
