"""Entering a diagnosis: one section a screen, saved as it is typed, checked, validated."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from needs_survey import perms, services
from needs_survey.entry import SectionEntry, entries, typed_values
from needs_survey.finding import FindForm
from needs_survey.forms import BeginForm
from needs_survey.guards import surveyors_only
from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.personal import consents_of
from needs_survey.reading import read
from pat_logistics.optimistic_lock import ConflictError
from pat_logistics.typed import whole_number
from producers.models import Producer

PAGE_SIZE = 15
CONFLICT = "Quelqu’un a enregistré cette page depuis que vous l’avez ouverte. Rien n’a été écrasé."


@login_required
@require_safe
def index(request):
    """Diagnoses one enters, or those of one's own farm."""
    rows = SurveyResponse.objects.visible_to(request.user).select_related("author", "producer__commune")
    may_survey = perms.may_survey(request.user)
    form = FindForm(request.GET, user=request.user) if may_survey else None
    if form:
        rows = form.narrow(rows, timezone.localdate())
    page = Paginator(rows.defer("typed"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_survey": may_survey,
        "form": form,
        "is_filtered": form is not None and any(form.cleaned_data.values() if form.is_valid() else ["?"]),
    }
    return render(request, "needs_survey/index.html", context)


@surveyors_only
@require_http_methods(["GET", "POST"])
def begin(request):
    """A diagnosis of a farm that the portal knows (`ferme`, from its page), or of another one."""
    questionnaire = Questionnaire.objects.current()
    if questionnaire is None:
        return render(request, "needs_survey/none.html", status=503)
    farm = None
    if "ferme" in request.GET:
        managed = Producer.objects.managed_by(request.user).select_related("commune")
        farm = get_object_or_404(managed, pk=whole_number(request.GET["ferme"]))
    form = BeginForm(request.POST or None, initial={"key": uuid.uuid4()})
    if not form.is_valid():
        return render(request, "needs_survey/begin.html", {"form": form, "farm": farm})
    response = services.begin(
        author=request.user, questionnaire=questionnaire, producer=farm, **form.cleaned_data
    )
    first = questionnaire.parsed.sections_of(short=response.is_short)[0]
    return redirect("survey:section", response.key, first.code)


def _draft(request, key):
    """A response one enters, with its questionnaire."""
    rows = SurveyResponse.objects.entered_by(request.user).select_related("questionnaire")
    return get_object_or_404(rows, key=key)


@login_required
@require_http_methods(["GET", "POST"])
def section(request, key, section):
    """One screen. A POST keeps everything typed, understood or not, then goes where the button says."""
    response = _draft(request, key)
    if not response.is_draft:
        return redirect(response)
    definition = response.questionnaire.parsed
    asked = definition.section(section)
    if asked is None or asked not in definition.sections_of(short=response.is_short):
        raise Http404
    if request.method == "GET":
        return _screen(request, response, asked)
    typed = typed_values(request.POST, asked)
    revision = whole_number(request.POST.get("revision", "")) or 0
    try:
        response = services.save_section(response=response, section=section, typed=typed, revision=revision)
    except ConflictError:
        return _conflict(request, response, asked, typed)
    except services.ResponseError as error:
        messages.error(request, str(error))
        return redirect(response)
    if request.headers.get("X-Autosave"):
        return JsonResponse(_saved(response, asked))
    if more := request.POST.get("add"):
        return _screen(request, response, asked, more_rows=more)
    following = request.POST.get("go", "")
    if following and definition.section(following):
        return redirect("survey:section", response.key, following)
    return redirect(response)


def _saved(response, asked):
    """What a page that saves by itself has to know: what it follows, since when, and what is surprising."""
    found = entries(response.questionnaire.parsed, response.typed, short=response.is_short)
    entry = next(entry for entry in found if entry.section == asked)
    return {
        "revision": response.revisions.get(asked.code, 0),
        "saved_at": response.updated_at.isoformat(),
        "doubts": [
            {
                "place": told.place,
                "name": told.name,
                "mark": told.doubt.mark,
                "message": told.doubt.message,
                "confirmed": told.is_confirmed,
            }
            for told in entry.doubts
        ],
    }


def _conflict(request, response, asked, typed):
    """What was typed here stays on the screen; what is stored is shown beside it."""
    response.refresh_from_db()
    if request.headers.get("X-Autosave"):
        return JsonResponse({"error": CONFLICT}, status=409)
    messages.error(request, CONFLICT)
    stored = dict(read(response.questionnaire.parsed, response.answers)).get(asked, [])
    return _screen(request, response, asked, typed=typed, stored=stored, status=409)


def _screen(request, response, asked, *, typed=None, more_rows="", stored=None, status=200):
    found = list(entries(response.questionnaire.parsed, response.typed, short=response.is_short))
    rank = next(rank for rank, entry in enumerate(found) if entry.section == asked)
    whole = [each.is_whole for each in found]
    known = {code: value for entry in found[:rank] for code, value in entry.answers.items()}
    entry = SectionEntry(
        asked,
        typed if typed is not None else response.typed.get(asked.code),
        known=known,
        short=response.is_short,
        more_rows=more_rows,
        checks=response.questionnaire.parsed.checks,
    )
    context = {
        "response": response,
        "section": asked,
        "entry": entry,
        "asked": entry.asked(),
        "problems": [row for row in entry.problems() if row.is_fault] if entry.form.is_bound else [],
        "steps": [
            {
                "label": each.section.label,
                "code": each.section.code,
                "state": "current" if each.section == asked else "done" if is_whole else "",
            }
            for each, is_whole in zip(found, whole, strict=True)
        ],
        "done": sum(whole),
        "before": found[rank - 1].section.code if rank else "",
        "after": found[rank + 1].section.code if rank + 1 < len(found) else "",
        "revision": response.revisions.get(asked.code, 0),
        "stored": stored,
    }
    return render(request, "needs_survey/section.html", context, status=status)


@login_required
@require_safe
def check(request, key):
    """Everything answered, and what is still missing; the page of a validated response, for good."""
    rows = SurveyResponse.objects.visible_to(request.user).select_related("questionnaire", "producer")
    response = get_object_or_404(rows, key=key)
    definition = response.questionnaire.parsed
    found = list(entries(definition, response.typed, short=response.is_short)) if response.is_draft else []
    left = [(entry.section, problems) for entry in found if (problems := list(entry.problems()))]
    context = {
        "response": response,
        "sections": read(definition, response.answers),
        "left": left,
        "first": definition.sections_of(short=response.is_short)[0].code,
        "may_enter": SurveyResponse.objects.entered_by(request.user).filter(pk=response.pk).exists(),
        "consents": list(consents_of(response)),
        "application": response.applications.filter(undone_at=None).prefetch_related("rows").first(),
    }
    return render(request, "needs_survey/check.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request, key):
    response = _draft(request, key)
    if request.method == "GET":
        return render(request, "needs_survey/discard.html", {"response": response})
    try:
        services.discard(response=response)
    except services.ResponseError as error:
        messages.error(request, str(error))
        return redirect(response)
    messages.success(request, "Le brouillon est supprimé.")
    return redirect("survey:index")
