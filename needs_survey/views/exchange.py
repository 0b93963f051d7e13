"""The questionnaire out, to fill elsewhere, and its responses in: a trial first, then the writing."""

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from redis.exceptions import RedisError

from needs_survey.enums import Length
from needs_survey.exchange import importing, template, xlsform
from needs_survey.exchange import paper as printed
from needs_survey.exchange.responses import MAX_RESPONSES
from needs_survey.guards import surveyors_only
from needs_survey.models import Questionnaire
from pat_logistics.exchange import sheets
from pat_logistics.exchange.downloads import download
from pat_logistics.pdf import pdf_response
from pat_logistics.typed import whole_number

# Between the trial and the import, the file waits here, known by its fingerprint.
KEPT_SECONDS = 3600
FORGOTTEN = "Ce fichier n’est plus en mémoire. Envoyez-le de nouveau."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fichier CSV, XLSX ou ZIP",
        help_text=f"2 Mo et {MAX_RESPONSES} réponses au plus. Rien n’est écrit avant que vous ayez relu le "
        "rapport.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.zip"}),
        allow_empty_file=True,
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > sheets.MAX_BYTES:
            raise forms.ValidationError("Ce fichier est trop gros : 2 Mo au plus.", code="size")
        return sent


@surveyors_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_responses(request):
    """The empty files to fill, and the trial of one that comes back."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context = {"form": form, "report": None, "versions": Questionnaire.objects.published()}
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            report = importing.run(request.user, content, apply=False)
            cache.set(_key(request, importing.fingerprint(content)), content, KEPT_SECONDS)
        except sheets.UnreadableFileError as error:
            form.add_error("file", str(error))
        except RedisError:
            form.add_error("file", "Le fichier n’a pas pu être gardé : réessayez dans un moment.")
        else:
            context |= {"report": report, "mark": importing.fingerprint(content)}
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "needs_survey/import.html", context, status=status)


@surveyors_only
@require_POST
def import_apply(request):
    """Write the very file that was tried. What changed since the trial is judged again."""
    mark = request.POST.get("mark", "")
    try:
        content = cache.get(_key(request, mark)) if len(mark) == 64 and mark.isalnum() else None
        report = importing.run(request.user, content, apply=True) if content else None
    except (RedisError, sheets.UnreadableFileError):
        report = None
    if report is None:
        messages.error(request, FORGOTTEN)
        return redirect("survey:import")
    told = ", ".join(f"{number} {name}" for name, number in report.counts)
    messages.success(request, f"L’import est fait. Réponses : {told}.")
    return redirect("survey:index" if report.new else "survey:import")


def _key(request, mark) -> str:
    return f"survey-import:{request.user.pk}:{mark}"


@surveyors_only
@require_safe
def forms_to_fill(request):
    """Every published version, to print or to give to a collecting tool."""
    context = {"versions": Questionnaire.objects.published().defer("definition")}
    return render(request, "needs_survey/forms.html", context)


@surveyors_only
@require_safe
def import_template(request, form):
    """An empty file of the current version."""
    questionnaire = Questionnaire.objects.current()
    if questionnaire is None:
        raise Http404
    sheets_to_fill = template.sheets_of(questionnaire.parsed, form)
    return download(f"reponses-version-{questionnaire.version}", form, sheets_to_fill)


@surveyors_only
@require_safe
def xlsform_export(request, version):
    questionnaire = _published(version)
    form = xlsform.sheets_of(questionnaire.parsed, questionnaire.version)
    return download(f"diagnostic-version-{version}-xlsform", "xlsx", form)


@surveyors_only
@require_safe
def paper(request, version, length):
    """The form to print and to fill by hand."""
    questionnaire = _published(version)
    short = length == Length.SHORT
    context = {
        "definition": questionnaire.parsed,
        "version": questionnaire.version,
        "length": Length(length).label,
        "pages": printed.pages(questionnaire.parsed, short=short),
        "initials": printed.INITIALS,
    }
    name = f"diagnostic-version-{version}-{'court' if short else 'complet'}.pdf"
    return pdf_response(request, "needs_survey/paper.html", context, name)


def _published(version):
    return get_object_or_404(Questionnaire.objects.published(), version=whole_number(version))
