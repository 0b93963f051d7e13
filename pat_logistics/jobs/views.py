"""How far one's own long work is, and what it gave."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from pat_logistics.jobs import services
from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole, Job
from pat_logistics.jobs.results import address_of, has_result

PAGE_SIZE = 30


@login_required
@require_safe
def own_jobs(request):
    """Those that one asked for oneself, latest first."""
    jobs = Job.objects.filter(owner=request.user).defer("inputs", "rows").order_by("-created_at", "-pk")
    page = Paginator(jobs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "jobs/list.html", {"page": page})


@login_required
@require_safe
def detail(request, key):
    """One job; the page asks for its state again until it is over, with htmx or without any script."""
    job = _visible(request, key)
    context = {"job": job, "address": address_of(job), "has_result": has_result(job)}
    return render(request, "jobs/_state.html" if request.htmx else "jobs/detail.html", context)


@login_required
@require_POST
def cancel(request, key):
    job = _visible(request, key)
    if services.cancel(job):
        messages.success(request, "L’arrêt est demandé.")
    else:
        messages.info(request, "Ce travail était déjà fini.")
    return redirect(job)


@login_required
@require_safe
def result(request, key):
    """The file that the job made; its rows as JSON when it made none."""
    job = _visible(request, key)
    if not has_result(job):
        raise Http404
    file = job.file_of(FileRole.RESULT) or File(
        f"{job.kind}.json", "application/json", json.dumps(job.rows, cls=DjangoJSONEncoder).encode()
    )
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name)}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


def _visible(request, key):
    return get_object_or_404(Job.objects.visible_to(request.user), key=key)
