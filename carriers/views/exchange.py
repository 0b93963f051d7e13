"""Prices out to a spreadsheet and back in: a trial first, then the writing of all of it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from redis.exceptions import RedisError

from carriers.access import kept_carrier, kept_grid
from carriers.exchange import importing, reading, samples, writing
from carriers.exchange.columns import EVERY_COLUMN
from carriers.models import Solution, TariffGrid
from pat_logistics.exchange import sheets
from pat_logistics.exchange.downloads import download

# Between the trial and « Appliquer », the file waits here, known by its fingerprint.
KEPT_SECONDS = 3600
FORGOTTEN = "Ce fichier n’est plus en mémoire. Envoyez-le de nouveau."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fichier CSV ou XLSX",
        help_text="2 Mo et 5 000 lignes au plus. Rien n’est écrit avant que vous ayez relu le rapport.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        allow_empty_file=True,
    )
    close_previous = forms.BooleanField(
        label="Clore la grille en cours la veille du début de la nouvelle", required=False
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > sheets.MAX_BYTES:
            raise forms.ValidationError("Ce fichier est trop gros : 2 Mo au plus.", code="size")
        return sent


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange(request, slug):
    """Export, an example to start from, and the trial of a file."""
    carrier = kept_carrier(request, slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"carrier": carrier, "form": form, "columns": EVERY_COLUMN, "report": None}
    if request.method == "POST" and form.is_valid():
        content, closing = form.cleaned_data["file"].read(), form.cleaned_data["close_previous"]
        try:
            lines = reading.read(content)
        except sheets.UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            mark = importing.fingerprint(content)
            try:
                cache.set(_key(request, carrier, mark), content, KEPT_SECONDS)
                report = importing.run(carrier, lines, apply=False, close_previous=closing)
            except RedisError:
                form.add_error("file", "Le fichier n’a pas pu être gardé : réessayez dans un moment.")
            except importing.TooManyGridsError:
                most = importing.MAX_GRIDS
                form.add_error("file", f"{most} grilles par fichier au plus : partagez-le en plusieurs.")
            else:
                context |= {"report": report, "mark": mark, "closing": closing}
    context["services"] = Solution.objects.filter(carrier=carrier).order_by("sort_key", "pk")
    return render(request, "carriers/own/exchange.html", context)


@require_POST
@login_required
def exchange_apply(request, slug):
    """Write the very file that was tried. What changed since the trial is judged again."""
    carrier = kept_carrier(request, slug)
    mark = request.POST.get("mark", "")
    try:
        content = cache.get(_key(request, carrier, mark)) if len(mark) == 64 and mark.isalnum() else None
    except RedisError:
        content = None
    if content is None or importing.fingerprint(content) != mark:
        messages.error(request, FORGOTTEN)
        return redirect("company:exchange", carrier.slug)
    closing = request.POST.get("close_previous") == "on"
    report = importing.run(carrier, reading.read(content), apply=True, close_previous=closing)
    if report.is_refused:
        messages.error(
            request, "Rien n’a été écrit : une ligne au moins est refusée. Envoyez le fichier corrigé."
        )
        return redirect("company:exchange", carrier.slug)
    cache.delete(_key(request, carrier, mark))
    told = ", ".join(f"{number} {name}{'s' if number > 1 else ''}" for name, number in report.counts)
    messages.success(request, f"Les prix sont écrits. Lignes : {told}.")
    return redirect("company:overview", carrier.slug)


def _key(request, carrier, mark) -> str:
    return f"exchange:{request.user.pk}:{carrier.pk}:{mark}"


@require_safe
@login_required
def export(request, slug, form):
    """Every grid of the company, the past ones too."""
    carrier = kept_carrier(request, slug)
    grids = TariffGrid.objects.filter(solution__carrier=carrier).select_related("solution")
    grids = grids.prefetch_related("bands", "zones").order_by("solution__slug", "purpose", "valid_during")
    lines = (line for grid in grids for line in writing.lines_of(grid))
    return download(f"prix-{carrier.slug}", form, [writing.sheet_of(lines)])


@require_safe
@login_required
def grid_export(request, pk, form):
    grid = kept_grid(request, pk)
    name = f"prix-{grid.solution.slug}-{grid.first_day:%Y-%m-%d}"
    return download(name, form, [writing.sheet_of(writing.lines_of(grid))])


@require_safe
@login_required
def sample(request, slug, form):
    carrier = kept_carrier(request, slug)
    service = Solution.objects.filter(carrier=carrier).order_by("sort_key", "pk").first()
    lines = samples.sample_lines(service.slug if service else "adresse-de-votre-service", localdate())
    return download("exemple-de-prix", form, [writing.sheet_of(lines)])
