"""From the deliveries of a farm to a round in the calculator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pat_logistics.typed import whole_number
from producers import calculator
from producers.models import Flow
from producers.perms import managed_by


@login_required
@require_safe
def farm_round(request):
    """The deliveries ticked (`livraison`), as one round: its whole question is the address that follows."""
    keys = {whole_number(text) for text in request.GET.getlist("livraison")[:100]} - {None}
    flows = list(
        Flow.objects.filter(managed_by(request.user, "producer__"), pk__in=keys)
        .select_related("producer", "product_line")
        .order_by("-kg_per_delivery", "pk")
    )
    if len(flows) != len(keys) or len({flow.producer_id for flow in flows}) > 1:
        raise Http404
    if not flows:
        messages.error(request, "Cochez les livraisons de la tournée.")
        return redirect("farm:index")
    producer = flows[0].producer
    try:
        return redirect(calculator.calculator_link(producer, *flows))
    except calculator.RoundError as error:
        messages.error(request, str(error))
        return redirect("farm:rows", producer.pk, "livraisons")
