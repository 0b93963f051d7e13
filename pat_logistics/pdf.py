"""Pages as PDF documents, tagged for screen readers (PDF/UA), drawn by WeasyPrint from our templates."""

from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

STYLESHEET = "css/paper.css"


@cache
def _weasyprint():
    """The library, or None on a machine without Pango, which it draws text with."""
    try:
        import weasyprint
    except OSError:
        return None
    return weasyprint


def render_pdf(html: str) -> bytes | None:
    """The document of a whole HTML page, styled by `paper.css`; None when nothing can draw it.

    The page fetches nothing: an image is inline SVG. Links lead to the portal.
    """
    library = _weasyprint()
    if library is None:
        return None
    sheet = library.CSS(filename=finders.find(STYLESHEET))
    nothing = library.urls.URLFetcher(allowed_protocols=())
    document = library.HTML(string=html, base_url=settings.SITE_URL, url_fetcher=nothing)
    return document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")


def pdf_response(request: HttpRequest, template: str, context: dict, filename: str) -> HttpResponse:
    """A template that extends `layout/paper.html`, as a file to save; a page that says why not."""
    content = render_pdf(render_to_string(template, context, request))
    if content is None:
        return render(request, "layout/no_pdf.html", status=503)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
