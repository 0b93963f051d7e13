"""Products, storage, vehicles and deliveries of one's own farm: list, add, edit, delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import RestrictedError, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from pat_logistics.territory.forms import tell_former_names
from producers import services
from producers.calculator import calculator_link
from producers.models import Producer
from producers.sections import SECTIONS
from producers.views.common import farm_page, managed_farm


def _asked(slug):
    try:
        return SECTIONS[slug]
    except KeyError:
        raise Http404 from None


@login_required
@require_safe
def rows(request, pk, section):
    """The rows of a section, each with what one may do."""
    producer, section = managed_farm(request, pk), _asked(section)
    found = section.rows(producer)
    is_flows = section.slug == "livraisons"
    if is_flows:
        prefetch_related_objects([producer], "vehicles")
        found = found.select_related("destination", "product_line", "outlet").order_by(
            "destination__search_key", "pk"
        )
    table = [
        {
            "row": row,
            "cells": section.cells(row),
            "calculate": calculator_link(producer, row) if is_flows else "",
        }
        for row in found
    ]
    return _rows_page(request, producer, section, table, needs_product=_needs_product(producer, section))


def _needs_product(producer, section):
    """A delivery carries a product of the farm: it has to be described first."""
    return section.slug == "livraisons" and not producer.product_lines.exists()


def _rows_page(request, producer, section, table, *, needs_product):
    return farm_page(
        request,
        producer,
        section.slug,
        "rows.html",
        section=section,
        table=table,
        needs_product=needs_product,
    )


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def edit(request, pk, section, row=None):
    """Add a row, or edit one; if somebody else just did, show both and overwrite nothing."""
    producer, section = managed_farm(request, pk), _asked(section)
    if request.method == "POST":
        get_object_or_404(Producer.objects.select_for_update(of=("self",)), pk=pk)
    instance = get_object_or_404(section.rows(producer), pk=row) if row else None
    if request.method != "POST" and _needs_product(producer, section):
        return _rows_page(request, producer, section, [], needs_product=True)
    title = str(instance) if instance and section.slug != "livraisons" else ""
    form = section.form(request.POST or None, instance=instance, producer=producer)
    if request.method == "POST" and form.is_valid():
        saved = services.save_row(row=form.save(commit=False))
        tell_former_names(request, form)
        messages.success(request, "C’est enregistré." if saved else "C’était déjà enregistré.")
        return redirect("farm:rows", pk, section.slug)
    blocks = [(legend, [form[name] for name in names]) for legend, names in section.blocks]
    return farm_page(
        request,
        producer,
        section.slug,
        "row_form.html",
        section=section,
        form=form,
        blocks=blocks,
        row_title=title,
        row=instance,
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete(request, pk, section, row):
    """Delete a row, once confirmed."""
    producer, section = managed_farm(request, pk), _asked(section)
    instance = get_object_or_404(section.rows(producer), pk=row)
    if request.method == "POST":
        try:
            services.delete_row(row=instance)
        except RestrictedError:
            messages.error(request, "Des livraisons portent ce produit : changez-les d’abord.")
        else:
            messages.success(request, "C’est supprimé.")
        return redirect("farm:rows", pk, section.slug)
    return farm_page(
        request, producer, section.slug, "row_delete.html", section=section, cells=section.cells(instance)
    )
