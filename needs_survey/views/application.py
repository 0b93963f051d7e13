"""Validating a diagnosis: what it will write, shown first; taking it back; ending the consent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from needs_survey.applying import services
from needs_survey.applying.matching import REPLACED, Fate, name_of
from needs_survey.applying.plan import PlannedRow, plan_of, publication_asked, section_of
from needs_survey.entry import entries
from needs_survey.enums import RowKind
from needs_survey.models import SurveyResponse
from needs_survey.services import ResponseError
from pat_logistics.optimistic_lock import ConflictError
from pat_logistics.territory.models import Commune
from pat_logistics.typed import whole_number
from producers.duplicates import lookalikes, same_siret
from producers.models import Producer

CHANGED = (
    "Les réponses ou la fiche ont changé depuis que vous avez ouvert cette page. Rien n’a été écrit : "
    "relisez ce qui va changer."
)


def _entered(request, key):
    rows = SurveyResponse.objects.entered_by(request.user)
    return get_object_or_404(rows.select_related("questionnaire", "producer__commune"), key=key)


@login_required
@require_http_methods(["GET", "POST"])
def validate(request, key):
    """What the answers change on the farm; a POST writes just that."""
    response = _entered(request, key)
    if not response.is_draft:
        return redirect(response)
    if request.method == "POST":
        try:
            services.validate(response=response, by=request.user, mark=request.POST.get("mark", ""))
        except ConflictError:
            messages.error(request, CHANGED)
            response = _entered(request, key)
        except ResponseError as error:
            messages.error(request, str(error))
            return redirect(response)
        else:
            messages.success(request, "Le diagnostic est validé, et la ferme est à jour.")
            return redirect(response)
    found = entries(response.questionnaire.parsed, response.typed, short=response.is_short)
    if any(True for entry in found for _ in entry.problems()):
        return redirect(response)
    plan = plan_of(response, request.user)
    context = {
        "response": response,
        "plan": plan,
        "old": _old_rows(plan),
        "mark": services.mark_of(response),
        "refused": [(row, section_of(row.kind, response)) for row in plan.rows if row.errors],
        "alike": _alike(request.user, response) if plan.is_new_farm else [],
        "publication": publication_asked(response),
    }
    return render(request, "needs_survey/validate.html", context)


def _alike(user, response):
    """Farms that this one may already be, among those the user manages."""
    answers = response.answers
    commune = Commune.objects.filter(pk=answers.get("commune", "")).first()
    name = answers.get("name", "")
    found = list(lookalikes(name, commune)) if name and commune else []
    same = same_siret(answers.get("siret", ""))
    if same and same not in found:
        found.insert(0, same)
    return (
        Producer.objects.managed_by(user).select_related("commune").filter(pk__in=[row.pk for row in found])
    )


def _old_rows(plan):
    """Each row of the farm that changes or that no answer speaks of, and what it may become."""
    new = [row for row in plan.rows if row.is_new and row.rank is not None]
    found = []
    for row in [*plan.written, *plan.left]:
        if isinstance(row, PlannedRow):
            if row.is_new or row.rank is None or row.kind == RowKind.PRODUCER:
                continue
            name, chosen = name_of(row.kind, row.row.pk), f"{REPLACED}{row.rank}"
            choices = [
                (chosen, f"change : {_changed(row)}"),
                (Fate.KEPT.value, "toujours vrai, à côté de la réponse"),
                (Fate.ENDED.value, "terminé, et la réponse est une autre ligne"),
            ]
        elif row.is_asked:
            name, chosen, choices = row.name, row.fate, [("", "Choisissez"), *Fate.choices]
        else:
            continue
        others = [each for each in new if each.kind == row.kind]
        choices += [(f"{REPLACED}{each.rank}", f"remplacé par : {each.label}") for each in others]
        found.append({"name": name, "label": row.label, "chosen": chosen, "choices": choices})
    return found


def _changed(row):
    return ", ".join(change.label.lower() for change in row.changes)


def _plan_after(request, response, write):
    """Write, and show the plan again; the response, when the service refuses."""
    try:
        write()
    except ResponseError as error:
        messages.error(request, str(error))
        return redirect(response)
    return redirect("survey:validate", response.key)


@login_required
@require_POST
def decide(request, key):
    """What becomes of the rows of the farm that no answer speaks of; the plan is then shown again."""
    response = _entered(request, key)
    wanted = {row["name"]: dict(row["choices"]) for row in _old_rows(plan_of(response, request.user))}
    decisions = {name: request.POST[name] for name in wanted if request.POST.get(name) in wanted[name]}
    return _plan_after(request, response, lambda: services.decide(response=response, decisions=decisions))


@login_required
@require_POST
def attach(request, key):
    """This diagnosis speaks of a farm that the portal knows (`producer`), or of a new one (nothing)."""
    response = _entered(request, key)
    producer = None
    if wanted := request.POST.get("producer"):
        producer = get_object_or_404(Producer.objects.managed_by(request.user), pk=whole_number(wanted))
    return _plan_after(request, response, lambda: services.attach(response=response, producer=producer))


@login_required
@require_http_methods(["GET", "POST"])
def undo(request, key):
    """Take back what the validation wrote; the response is a draft again."""
    response = _entered(request, key)
    if response.is_draft:
        return redirect(response)
    application = response.applications.filter(undone_at=None).first()
    if request.method == "GET":
        return render(request, "needs_survey/undo.html", {"response": response, "application": application})
    try:
        stays = services.undo(response=response, by=request.user)
    except ResponseError as error:
        messages.error(request, str(error))
        return redirect(response)
    messages.success(request, "La validation est annulée : le diagnostic est de nouveau un brouillon.")
    if stays:
        messages.warning(request, f"Modifié depuis, et laissé tel quel : {', '.join(stays)}.")
    return redirect(response)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, key):
    """The producer, or an advisor at the producer's request, ends the consent to the plan's use."""
    rows = SurveyResponse.objects.visible_to(request.user).validated().select_related("questionnaire")
    response = get_object_or_404(rows, key=key)
    if request.method == "GET":
        return render(request, "needs_survey/withdraw.html", {"response": response})
    services.withdraw(response=response)
    messages.success(request, "L’accord est retiré : le projet alimentaire n’utilise plus ces réponses.")
    return redirect(response)
