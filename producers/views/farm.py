"""One's own farm: its profile, what of it is public, its history, its data."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics import quotas
from pat_logistics.accounts.perms import counsels, is_administrator
from pat_logistics.exchange.downloads import download, saved_as
from pat_logistics.territory.forms import tell_former_names
from producers import consent, entries, export, holdings, perms, personal, services
from producers.changes import changes
from producers.enums import ErasedBy, PublicationGroup
from producers.forms import ClaimForm, CreateFarmForm, EraseForm, ProfileForm
from producers.models import Claim, Producer
from producers.overview import publication_state, still_missing
from producers.views.common import farm_page, known, managed_farm

LAST_CHANGES = 5
LOOKUPS_PER_HOUR = 10


@login_required
@require_safe
def index(request):
    """The user's farms; with one only, straight to it."""
    farms = list(Producer.objects.owned_by(request.user).select_related("commune"))
    pending = Claim.objects.filter(user=request.user).select_related("producer").order_by("-asked_at")
    if len(farms) == 1:
        return redirect("farm:overview", farms[0].pk)
    return render(
        request,
        "producers/own/index.html",
        {"farms": farms, "claims": pending, "carrying": personal.farms_carrying(request.user)},
    )


def _asked_before(request):
    """The page of the portal that a farm was missing for: nothing asked there is lost. Never another site."""
    address = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else ""


def _may_look(request):
    """Whether one more profile may be compared with all the others, hidden ones included.

    Advisors, who enter one farm after another, are not counted.
    """
    return lambda: counsels(request.user) or quotas.may(request, "farm-lookups", an_hour=LOOKUPS_PER_HOUR)


@login_required
@require_http_methods(["GET", "POST"])
def create(request):
    """A profile of one's own, once it is sure that it does not exist yet."""
    if request.method == "GET":
        return render(request, "producers/own/create.html", {"form": CreateFarmForm(), "known": []})
    with services.one_creation_at_a_time():
        form = CreateFarmForm(request.POST, reader=request.user, may_look=_may_look(request))
        if form.is_valid():
            producer = services.create_farm(producer=form.save(commit=False), user=request.user)
            tell_former_names(request, form)
            messages.success(request, "Votre fiche est créée. Rien n’est publié sans votre accord.")
            return redirect(_asked_before(request) or reverse("farm:overview", args=[producer.pk]))
    return render(request, "producers/own/create.html", {"form": form, "known": known(form, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def claim(request, pk):
    """« C’est ma ferme »: a request to the advisors. A hidden profile is not found, as if there were none."""
    return _claim(request, Producer.objects.visible_to(request.user).filter(pk=pk).first(), shown=True)


@login_required
@require_http_methods(["GET", "POST"])
def claim_hidden(request, key):
    """The same of a profile that is not published, by the key that looking for doubles gave this account."""
    return _claim(request, entries.farm_of_key(key, request.user), shown=False)


def _claim(request, producer, *, shown):
    if producer is None or perms.may_publish(request.user, producer):
        raise Http404
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entries.ask_for(producer=producer, user=request.user, message=form.cleaned_data["message"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Votre demande est envoyée. Vous recevrez la réponse par courriel.")
            return redirect("farm:index")
    return render(request, "producers/own/claim.html", {"producer": producer, "shown": shown, "form": form})


@login_required
@require_safe
def overview(request, pk):
    """What is published, what is missing, what changed last."""
    producer = managed_farm(request, pk)
    return farm_page(
        request,
        producer,
        "overview",
        "overview.html",
        state=publication_state(producer),
        missing=still_missing(producer),
        last=changes(producer, request.user, size=LAST_CHANGES).object_list,
    )


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def profile(request, pk):
    """Edit the profile; if somebody else just did, show both and overwrite nothing."""
    producer = managed_farm(request, pk)
    if request.method == "POST":
        locked = Producer.objects.select_for_update(of=("self",)).select_related("commune")
        producer = get_object_or_404(locked, pk=pk)
    departements = (
        None if perms.may_publish(request.user, producer) else entries.departements_of(request.user)
    )
    form = ProfileForm(
        request.POST or None,
        instance=producer,
        departements=departements,
        reader=request.user,
        may_look=_may_look(request),
    )
    if request.method == "POST" and form.is_valid():
        services.save_profile(producer=form.save(commit=False), name_before=form.name_before)
        if entries.follow_address(producer=producer):
            messages.info(request, "Le producteur est prévenu à sa nouvelle adresse.")
        tell_former_names(request, form)
        messages.success(request, "La fiche est enregistrée.")
        return redirect("farm:overview", pk)
    # Validation has put what was typed into `producer`: the title keeps the name that is saved.
    return farm_page(request, producer, "profile", "profile.html", form=form, farm_name=form.name_before)


@login_required
@require_safe
def publication(request, pk):
    """Each group with the sentence to agree to, since when it is public, and the past choices."""
    producer = managed_farm(request, pk)
    choices = producer.publication_choices.select_related("decided_by")
    return farm_page(
        request,
        producer,
        "publication",
        "publication.html",
        state=publication_state(producer),
        wording=consent.CURRENT,
        choices=choices,
    )


@login_required
@require_POST
def publish(request, pk):
    """Publish or withdraw a group. Withdrawing holds from the next request on, everywhere."""
    producer = managed_farm(request, pk)
    published = request.POST.get("published") == "yes"
    if published and not perms.may_publish(request.user, producer):
        raise PermissionDenied
    group = request.POST.get("group")
    if group not in PublicationGroup.values or request.POST.get("published") not in ("yes", "no"):
        messages.error(request, "Choisissez une rubrique de la page.")
        return redirect("farm:publication", pk)
    try:
        services.choose_publication(
            producer=producer,
            group=PublicationGroup(group),
            published=published,
            by=request.user,
            wording=request.POST.get("wording", "") if published else consent.CURRENT,
        )
    except Producer.DoesNotExist as error:  # erased meanwhile
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "C’est publié." if published else "C’est retiré, partout et aussitôt.")
    return redirect("farm:publication", pk)


@login_required
@require_safe
def preview(request, pk):
    """The public page itself, asked for as a visitor would."""
    producer = managed_farm(request, pk)
    if not Producer.objects.visible_to(AnonymousUser()).filter(pk=pk).exists():
        return farm_page(request, producer, "publication", "not_public.html")
    messages.info(
        request,
        format_html(
            'Aperçu : voici votre page, telle que chacun la voit. <a href="{}">Revenir à mon espace</a>',
            reverse("farm:publication", args=[pk]),
        ),
    )
    address = producer.get_absolute_url()
    visitor = copy(request)
    visitor.user = AnonymousUser()
    visitor.is_preview = True
    visitor.path = visitor.path_info = address
    visitor.resolver_match = page = resolve(address)
    return page.func(visitor, *page.args, **page.kwargs)


@login_required
@require_safe
def history(request, pk):
    """Who changed what, and when."""
    producer = managed_farm(request, pk)
    page = changes(producer, request.user, page=request.GET.get("page"))
    return farm_page(request, producer, "history", "history.html", page=page)


@login_required
@require_safe
def data(request, pk):
    """Export or erase."""
    producer = managed_farm(request, pk)
    return farm_page(request, producer, "data", "data.html")


def _filename(producer):
    return f"{producer.slug}-{timezone.localdate():%Y-%m-%d}"


@login_required
@require_safe
def export_json(request, pk):
    """Everything the portal holds on the farm, for another program."""
    producer = managed_farm(request, pk)
    content = export.as_json(producer, request.user)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return saved_as(f"{_filename(producer)}.json", response)


@login_required
@require_safe
def export_xlsx(request, pk):
    """The same, one sheet a subject, for a spreadsheet."""
    producer = managed_farm(request, pk)
    return download(_filename(producer), "xlsx", export.sheets_of(producer, request.user))


@login_required
@require_http_methods(["GET", "POST"])
def erase(request, pk):
    """Delete the profile and its history, once its name is typed."""
    producer = managed_farm(request, pk)
    if not perms.may_erase(request.user, producer):
        raise PermissionDenied
    form = EraseForm(request.POST or None, producer=producer)
    if request.method == "POST" and form.is_valid():
        holdings.erase(producer=producer, by=_quality(request.user, producer))
        messages.success(request, "La fiche et tout ce que le portail gardait sur elle sont effacés.")
        return redirect("farm:index")
    return farm_page(request, producer, "data", "erase.html", form=form)


def _quality(user, producer):
    if perms.may_publish(user, producer):
        return ErasedBy.PRODUCER
    return ErasedBy.ADMINISTRATOR if is_administrator(user) else ErasedBy.ADVISOR
