"""Home, legal pages, and the small files that browsers and robots ask for."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from cost_calc.calculator.asking import blank_question
from cost_calc.calculator.keep_form import farms_of
from pat_logistics.accounts.perms import counsels, is_administrator
from pat_logistics.portal.pages import own_waiting
from pat_logistics.portal.pages.changes import calculation_changes
from pat_logistics.portal.pages.communes import known_of
from pat_logistics.portal.pages.contact import ContactForm, send
from pat_logistics.portal.pages.credits import LIBRARIES
from pat_logistics.portal.pages.customers import customers_by_type
from pat_logistics.portal.pages.finding import find
from pat_logistics.portal.pages.home import FACTS, territory_today
from pat_logistics.portal.pages.installation import publisher_rows, to_fill_in
from pat_logistics.portal.pages.market_days import market_days
from pat_logistics.portal.pages.samples import component_samples
from pat_logistics.portal.pages.site_map import public_pages
from pat_logistics.portal.pages.waiting import waiting_for_advisor
from pat_logistics.portal.pages.workspace import rooms_of
from pat_logistics.quotas import may
from pat_logistics.territory.models import Commune
from pat_logistics.territory.reference import CREDIT
from pat_logistics.web_app import manifest_response
from producers.personal import farms_carrying

OUTLINE_FILE = Path(settings.BASE_DIR, "pat_logistics", "territory", "data", "departement_48.geojson")
ONE_DAY_S = 24 * 3600
# Whose deliveries are priced on « Mon espace »; an account has one farm, or two.
FARMS_SHOWN = 3
MESSAGES_PER_HOUR = 5
TOO_MANY_MESSAGES = (
    "Vous avez envoyé beaucoup de messages depuis une heure. Gardez cette page ouverte et renvoyez celui-ci "
    "un peu plus tard."
)


@require_safe
def home(request):
    """The question, the three doors, and what the territory holds today."""
    context = {"question": blank_question(), "today": territory_today(), "facts": FACTS}
    return render(request, "pages/home.html", context)


@require_safe
def market_days_page(request):
    """Which market when, and which farms go there."""
    return render(request, "pages/market_days.html", market_days())


@require_safe
def customers_page(request):
    """What each type of customer asks."""
    return render(request, "pages/customers.html", {"types": customers_by_type()})


@require_safe
def search(request):
    """One box for farms, solutions, communes and guides."""
    return render(request, "pages/search.html", find(request.GET.get("q", ""), request.user))


@require_safe
def commune(request, insee, slug):
    """What one may do from a commune: who carries, where to drop, who is around."""
    place = get_object_or_404(Commune, pk=insee)
    if slug != place.slug:
        return redirect(place, permanent=True)
    return render(request, "pages/commune.html", known_of(place, request.user))


@require_safe
def advisors(request):
    """What the portal does for those who advise farms, and how to get in."""
    return render(request, "pages/advisors.html")


@login_required
@require_safe
def workspace(request):
    """Where signing in leads: what waits, the deliveries of each farm, the own pages of each role."""
    farms = farms_of(request.user)
    advises = counsels(request.user)
    return render(
        request,
        "pages/workspace.html",
        {
            "rooms": rooms_of(request.user),
            "carrying": farms_carrying(request.user),
            "advises": advises,
            "waiting": waiting_for_advisor(request.user) if advises else [],
            "own_waiting": [
                *own_waiting.for_farms(farms, request.user),
                *own_waiting.for_companies(request.user),
            ],
            "farms": farms[:FARMS_SHOWN],
            "to_fill_in": to_fill_in() if is_administrator(request.user) else [],
        },
    )


@require_safe
def changes(request):
    """Which figures moved from one version to the next, and why."""
    return render(request, "pages/changes.html", {"changes": calculation_changes()})


@require_http_methods(["GET", "POST"])
def contact(request):
    """A message to those who keep the portal. Nothing typed is lost when it cannot leave."""
    form = ContactForm(request.POST or None, initial={"subject": request.GET.get("objet")})
    status = 200
    if request.method == "POST" and form.is_valid():
        if not may(request, "contact", an_hour=MESSAGES_PER_HOUR):
            form.add_error(None, TOO_MANY_MESSAGES)
            status = 429
        else:
            if not form.is_trapped:
                send(form)
            return redirect(f"{reverse('pages:contact')}?envoye=1")
    context = _who_answers() | {"form": form, "sent": "envoye" in request.GET}
    return render(request, "pages/contact.html", context, status=status)


def _legal_page(request, template):
    """Pages that name who answers for the portal."""
    context = {
        "tiles_host": urlsplit(settings.TILES_URL).hostname,
        "publisher_rows": publisher_rows(),
        "publisher_missing": [label for _, label in to_fill_in()],
        "to_fill_in": settings.TO_FILL_IN,
    }
    return render(request, template, _who_answers() | context)


def _who_answers():
    """Who publishes the portal and how to write, as far as its installation says it."""
    missing = {name for name, _ in to_fill_in()}
    return {
        "publisher": settings.PUBLISHER,
        "is_filled_in": "PUBLISHER_NAME" not in missing,
        "contact_email": settings.CONTACT_EMAIL,
        "is_reachable": "CONTACT_EMAIL" not in missing,
    }


@require_safe
def legal(request):
    return _legal_page(request, "pages/legal.html")


@require_safe
def privacy(request):
    return _legal_page(request, "pages/privacy.html")


@require_safe
def accessibility(request):
    return _legal_page(request, "pages/accessibility.html")


@require_safe
def credits_page(request):
    """Where data, figures and libraries come from, with their licences."""
    return render(request, "pages/credits.html", {"libraries": LIBRARIES})


@require_safe
def site_map(request):
    return render(request, "pages/site_map.html", {"sections": public_pages()})


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /compte/",
        f"Sitemap: {settings.SITE_URL}{reverse('pages:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """The portal on a home screen; the diagnoses, that work without network, have their own."""
    return manifest_response(
        name="PAT Logistique",
        short_name="PAT Logistique",
        description="Combien vous coûte vraiment une livraison ?",
        start=reverse("pages:home"),
        scope=reverse("pages:home"),
    )


@require_safe
def security_txt(request):
    """How to report a weakness (RFC 9116). The date has to lie ahead, less than a year away."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}{reverse('pages:security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """For browsers that ask at the root whatever the page says."""
    return redirect(static("img/favicon.svg"))


@cache
def _outline():
    return json.loads(OUTLINE_FILE.read_text(encoding="utf-8")) | {"credit": CREDIT}


@require_safe
@cache_control(public=True, max_age=ONE_DAY_S)
def departement_outline(request):
    """Outline of the département, drawn under the points of every map, with the credit it is owed."""
    return JsonResponse(_outline())


@login_required
@require_safe
def components(request):
    """Every state of every component, for those who build the pages."""
    if not is_administrator(request.user):
        raise PermissionDenied
    return render(request, "pages/components.html", component_samples())
