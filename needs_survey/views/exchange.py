"""The questionnaire out, to fill elsewhere, and its responses in: a trial first, then the writing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from needs_survey.enums import Length
from needs_survey.exchange import jobs, template, xlsform
from needs_survey.exchange import paper as printed
from needs_survey.exchange.importing import ResponseImport
from needs_survey.exchange.responses import MAX_RESPONSES
from needs_survey.guards import surveyors_only
from needs_survey.models import Questionnaire
from pat_logistics.exchange import uploads
from pat_logistics.exchange.downloads import download
from pat_logistics.exchange.report import Report, Status
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.uploads import UploadForm, file_field
from pat_logistics.formats import number
from pat_logistics.jobs import services
from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole, Job, JobState
from pat_logistics.pdf import pdf_response
from pat_logistics.typed import whole_number

# A page waits for the trial of as many responses; more are tried as a job.
AT_ONCE = 200
LINES_OF_A_PAGE = 100


class ResponseUploadForm(UploadForm):
    file = file_field("Fichier CSV, XLSX ou ZIP", ".csv,.xlsx,.zip", f"{number(MAX_RESPONSES)} réponses")


@surveyors_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_responses(request):
    """The empty files to fill, and the trial of one that comes back."""
    form = (
        ResponseUploadForm(request.POST, request.FILES) if request.method == "POST" else ResponseUploadForm()
    )
    context = {"form": form, "report": None, "versions": Questionnaire.objects.published()}
    if form.is_valid():
        sent = form.cleaned_data["file"]
        if _is_long(request, sent):
            file = File(sent.name, "application/octet-stream", sent.read())
            return redirect(services.start(kind=jobs.TRIAL, owner=request.user, file=file))
        context |= uploads.try_out(form, ResponseImport(request.user), _place(request))
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "needs_survey/import.html", context, status=status)


def _is_long(request, sent) -> bool:
    """Reading a file takes a second at most; understanding it is what takes long."""
    try:
        responses = ResponseImport(request.user).read(sent.read())
    except UnreadableFileError:
        return False  # its trial says why
    finally:
        sent.seek(0)
    return len(responses) > AT_ONCE


@surveyors_only
@require_POST
def import_apply(request):
    """Write the very file that was tried. What changed since the trial is judged again."""
    report = uploads.apply(ResponseImport(request.user), _place(request), request.POST.get("mark", ""))
    if report is None:
        messages.error(request, uploads.FORGOTTEN)
        return redirect("survey:import")
    messages.success(request, f"L’import est fait. Réponses : {report}.")
    return redirect("survey:index" if report.created else "survey:import")


@surveyors_only
@require_safe
def import_report(request, key):
    """What a long file would do, or what it did, page by page; `refusees` leaves the rest out."""
    job = get_object_or_404(_jobs().visible_to(request.user), key=key)
    report = jobs.report_of(job.rows)
    only_refused = "refusees" in request.GET
    lines = [line for line in report.lines if not only_refused or line.status is Status.REFUSED]
    page = Paginator(lines, LINES_OF_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "job": job,
        "report": report,
        "page": page,
        "lines": Report(page.object_list),
        "only_refused": only_refused,
        "is_trial": job.kind == jobs.TRIAL,
        "may_apply": job.kind == jobs.TRIAL and job.owner == request.user,
    }
    return render(request, "needs_survey/import_report.html", context)


@surveyors_only
@require_POST
def import_report_apply(request, key):
    """Import the very file that was tried, as a job too. What changed since the trial is judged again."""
    trial = get_object_or_404(_jobs().filter(owner=request.user, kind=jobs.TRIAL), key=key)
    file = trial.file_of(FileRole.INPUT)
    return redirect(services.start(kind=jobs.IMPORT, owner=request.user, file=file))


def _jobs():
    return Job.objects.filter(kind__in=(jobs.TRIAL, jobs.IMPORT), state=JobState.DONE)


def _place(request) -> str:
    return f"responses:{request.user.pk}"


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
