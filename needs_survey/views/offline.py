"""The entry of a diagnosis as a web app: pages a device keeps, and what it exchanges once it has network.

No page here holds personal data: drafts are kept by the browser, and read from the portal as JSON.
"""

import hashlib
import json

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from needs_survey import offline
from needs_survey.enums import Length
from needs_survey.forms import BeginForm
from needs_survey.guards import surveyors_only
from needs_survey.models import Questionnaire, SurveyResponse
from pat_logistics.web_app import manifest_response

# Everything the page loads: the device keeps them together, so that it never mixes two releases.
ASSETS = [
    "css/portal.css",
    "css/content.css",
    "css/pages.css",
    "img/logo.svg",
    "img/favicon.svg",
    "js/commune.js",
    "js/doubts.js",
    "js/offline/app.js",
    "js/offline/checks.js",
    "js/offline/conflict.js",
    "js/offline/copies.js",
    "js/offline/entry.js",
    "js/offline/exchange.js",
    "js/offline/farms.js",
    "js/offline/list.js",
    "js/offline/review.js",
    "js/offline/sending.js",
    "js/offline/store.js",
    "js/offline/words.js",
    "js/season.js",
    "js/survey_form.js",
]
TOO_LARGE = "Ce diagnostic est trop lourd pour être envoyé."


def release():
    """Changes with any file of the app, as their names do."""
    names = "\n".join([*map(static, ASSETS), static("js/offline/worker.js")])
    return hashlib.sha256(names.encode()).hexdigest()[:16]


@surveyors_only
@require_safe
def app(request):
    """The page that lists the drafts of the device and fills them. The same for every advisor."""
    context = {
        "questionnaire": Questionnaire.objects.current(),
        "form": BeginForm(),
        "release": release(),
        # A device keeps the page: no message of a moment belongs in it.
        "messages": [],
    }
    return render(request, "needs_survey/offline.html", context)


@surveyors_only
@require_safe
def form(request, version, length):
    """All the blank sections of a version: a fragment that the page shows one at a time."""
    if length not in Length.values:
        raise Http404
    questionnaire = get_object_or_404(Questionnaire.objects.published(), version=version)
    found = offline.blank(questionnaire.parsed, short=length == Length.SHORT)
    context = {
        "sections": [{"section": entry.section, "asked": entry.asked()} for entry in found],
        "checks": json.dumps(questionnaire.parsed.checks),
    }
    return render(request, "needs_survey/offline_form.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """What the browser shows of the installed app."""
    return manifest_response(
        name="Diagnostics PAT Logistique",
        short_name="Diagnostics",
        description="Mener un diagnostic à la ferme, avec ou sans réseau.",
        start=reverse("survey:offline"),
        scope=reverse("survey:index"),
    )


@require_safe
@cache_control(public=True, no_cache=True)
def worker(request):
    """The service worker: what this release is made of, then the code that keeps it."""
    page = reverse("survey:offline")
    made_of = {
        "release": release(),
        "page": page,
        "forms": f"{page}questionnaire/",
        "assets": list(map(static, ASSETS)),
        "communes": reverse("territory:offline"),
    }
    code = static("js/offline/worker.js")
    text = f"const MADE_OF = {json.dumps(made_of)};\nimportScripts({json.dumps(code)});\n"
    return HttpResponse(text, content_type="text/javascript")


@surveyors_only
@require_safe
def session(request):
    """Who is signed in, the token to send with, and the version that new drafts follow."""
    current = Questionnaire.objects.current()
    return JsonResponse(
        {
            "user": request.user.pk,
            "token": get_token(request),
            "version": current.version if current else None,
        }
    )


@surveyors_only
@require_safe
def farms(request):
    """What a device keeps of the farms to visit, to begin there without network."""
    current = Questionnaire.objects.current()
    return JsonResponse({"farms": offline.farms_of(request.user, current) if current else []})


@login_required
@require_safe
def draft(request, key):
    """A draft as a device takes it along."""
    rows = SurveyResponse.objects.entered_by(request.user).select_related("questionnaire")
    response = get_object_or_404(rows, key=key)
    if not response.is_draft:
        return JsonResponse({"code": "validated", "message": offline.VALIDATED}, status=409)
    sections = {
        code: {"typed": typed, "revision": response.revisions.get(code, 0)}
        for code, typed in response.typed.items()
    }
    return JsonResponse(
        {
            "key": str(response.key),
            "version": response.questionnaire.version,
            "length": response.length,
            "sections": sections,
            "whole": offline.whole_sections(response),
            "labels": offline.commune_labels(response),
            "visit": offline.visit_of(request.user, response),
        }
    )


@surveyors_only
@require_POST
def receive(request):
    """Keep a draft that a device sends; 409 with both sides of the sections that somebody else saved."""
    try:
        sent = offline.SentDraft.parse(_json_of(request))
        received = offline.receive_draft(request.user, sent)
    except offline.DraftError as error:
        return JsonResponse({"code": error.code, "message": str(error)}, status=error.status)
    answer = {"revisions": received.revisions, "address": received.response.get_absolute_url()}
    if received.conflicts:
        answer |= {
            "code": "conflict",
            "conflicts": list(map(_conflict, received.conflicts)),
            "labels": offline.commune_labels(received.response),
        }
    return JsonResponse(answer, status=409 if received.conflicts else 200)


def _json_of(request):
    try:
        return json.loads(request.body)
    except RequestDataTooBig:
        raise offline.DraftError("too_large", 413, TOO_LARGE) from None
    except (ValueError, RecursionError):
        raise offline.malformed("JSON") from None


def _conflict(conflict):
    return {
        "section": conflict.section.code,
        "label": conflict.section.label,
        "typed": conflict.typed,
        "revision": conflict.revision,
        "portal": conflict.on_portal,
        "device": conflict.on_device,
    }
