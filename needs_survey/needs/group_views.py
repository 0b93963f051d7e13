"""Pioneer groups: who may be brought together, and the groups made."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from needs_survey.guards import surveyors_only
from needs_survey.models import PioneerGroup, PioneerMember
from needs_survey.needs import candidates, exports, groups
from needs_survey.needs.filters import FilterForm
from needs_survey.needs.sources import Farms
from needs_survey.needs.views import GROUPS, address_with, context_of
from pat_logistics import formats, history
from pat_logistics.exchange.downloads import download
from pat_logistics.file_addresses import takes

HISTORY_SIZE = 20


def _groups(request):
    return PioneerGroup.objects.visible_to(request.user).select_related("created_by")


def _members(request, group):
    rows = PioneerMember.objects.visible_to(request.user).filter(group=group).with_wish()
    return rows.select_related("producer__commune").order_by("producer__sort_key", "pk")


@surveyors_only
@never_cache
@require_http_methods(["GET", "POST"])
def index(request):
    """Places that several farms deliver to, the farms of the place chosen, to tick and to name."""
    existing = _groups(request)
    filters = FilterForm(request.GET, user=request.user, together=False)
    asked, by, place = filters.asked, filters.by, request.GET.get("place", "")
    # No code of a place holds anything else: what else an address says is no place.
    # A day that suits nobody there is told on the page of the place: it does not close it.
    any_day = replace(asked, weekday=None)
    chosen = candidates.places(any_day, by, place)[0:1] if place.isalnum() else []
    where = [] if chosen else candidates.places(asked, by)
    context = context_of(request, filters, GROUPS, Farms.of(filters.departements)) | {
        "places": [row | {"url": address_with(request, filters, place=row["code"])} for row in where],
        "place": chosen[0] if chosen else None,
        "is_cut": len(where) == candidates.MOST_PLACES,
        "groups": existing.filter(departement=filters.territory),
    }
    if not chosen:
        return render(request, "needs_survey/needs/groups.html", context)
    form = groups.GroupForm(
        request.POST or None,
        producers=candidates.farms_at(asked, by, place),
        groups=existing,
        departement=filters.territory,
    )
    if form.is_valid():
        try:
            group = groups.save_group(author=request.user, departement=filters.territory, **form.cleaned_data)
        except groups.TakenError:
            form.add_error("name", "Un groupe du département porte déjà ce nom.")
        else:
            messages.success(request, "Le groupe est enregistré.")
            return redirect(group)
    ticked = request.POST.getlist("producers")
    rows = candidates.candidates(asked, by, place, set(ticked), user=request.user)
    context |= {
        "group_form": form,
        "candidates": rows,
        "is_capped": len(rows) == candidates.MOST_FARMS,
        "by_grouping": by == "epci",
        "days": [
            (day, address_with(request, filters, place=place, weekday=day.number))
            for day in candidates.days(asked, by, place)
        ],
        "day": asked.weekday,
        "any_day": address_with(request, filters, place=place, weekday=None),
    }
    return render(request, "needs_survey/needs/groups.html", context)


@surveyors_only
@never_cache
@require_safe
def detail(request, pk):
    """The farms of a group, how to reach them, and what happened to it."""
    group = get_object_or_404(_groups(request), pk=pk)
    sources = [
        history.events_of(PioneerGroup).filter(pgh_obj_id=group.pk),
        history.events_of(PioneerMember).filter(group_id=group.pk),
    ]
    rows = _with_deliveries(request, group)
    members = [member for member, _, _ in rows]
    context = {
        "group": group,
        "rows": rows,
        "letters": groups.letters(
            (member.producer.email for member in members if member.agrees), subject=group.name
        ),
        "changes": history.changes(
            sources,
            size=HISTORY_SIZE,
            name_people=partial(history.People, None, request.user, advisors_named=True),
            name_thing=_thing,
        ).object_list,
    }
    return render(request, "needs_survey/needs/group.html", context)


def _with_deliveries(request, group):
    """Each member, with what it delivers and its vehicle; nothing of who agrees no more."""
    members = list(_members(request, group))
    agreed = [member.producer_id for member in members if member.agrees]
    known = candidates.deliveries_of(agreed, user=request.user)
    return [(member, *known.get(member.producer_id, ([], None))) for member in members]


def _thing(event, say):
    return f"Membre «\u00a0{say('producer')}\u00a0»" if event.pgh_tracked_model is PioneerMember else "Groupe"


@surveyors_only
@require_POST
def remove(request, pk):
    """Take the farms ticked out of the group."""
    group = get_object_or_404(_groups(request), pk=pk)
    ticked = {value for value in request.POST.getlist("members") if value.isascii() and value.isdigit()}
    chosen = [member for member in _members(request, group) if str(member.pk) in ticked]
    if not chosen:
        messages.error(request, "Cochez les fermes à retirer.")
    elif groups.remove_members(members=chosen):
        messages.success(request, "Les fermes cochées sont retirées du groupe.")
    return redirect(group)


@surveyors_only
@require_http_methods(["GET", "POST"])
def delete(request, pk):
    group = get_object_or_404(_groups(request), pk=pk)
    if request.method == "GET":
        return render(request, "needs_survey/needs/group_delete.html", {"group": group})
    groups.delete_group(group=group)
    messages.success(request, "Le groupe est supprimé. Les fermes restent.")
    return redirect("needs:groups")


@surveyors_only
@never_cache
@require_safe
@takes()
def export(request, pk, kind):
    """The list of a group as a file, without the contacts of who agrees no more."""
    group = get_object_or_404(_groups(request), pk=pk)
    lines = (_line(*row) for row in _with_deliveries(request, group))
    name = f"groupe-{slugify(group.name) or group.pk}-{timezone.localdate():%Y-%m-%d}"
    return download(name, kind, [exports.contacts(lines)])


def _line(member, flows, vehicle):
    farm = member.producer
    contacts = [farm.contact_name, farm.phone, farm.email] if member.agrees else ["", "", ""]
    return [
        farm.name,
        farm.commune.name,
        *contacts,
        "oui" if member.agrees else "non",
        " ; ".join(map(_delivery_in_words, flows)),
        f"{vehicle.get_kind_display()}, {formats.kg(vehicle.payload_kg)}" if vehicle else "",
    ]


def _delivery_in_words(flow):
    days = ", ".join(flow.weekday_names) if flow.weekdays else "jour libre"
    often = f"{flow.deliveries_per_year} fois par an"
    return f"{flow.destination.name} : {formats.kg(flow.kg_per_delivery)}, {often}, {days}"
