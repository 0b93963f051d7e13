"""Documents drawn as PDF: what they say of themselves, and what they never do."""

from base64 import b64decode
from io import BytesIO

from pypdf import PdfReader

from pat_logistics import pdf

PAGE = "<!DOCTYPE html><html lang='fr'><head><title>Été</title></head><body><h1>Été</h1>{}</body></html>"
ONE_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_document_is_tagged_titled_and_says_its_language():
    content = pdf.render_pdf(PAGE.format("<p>1 234 €</p>"))

    document = PdfReader(BytesIO(content))

    assert document.root_object["/Lang"] == "fr"
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.metadata.title == "Été"
    assert "1 234 €" in document.pages[0].extract_text()


def test_document_fetches_nothing_that_was_typed(tmp_path):
    dot = tmp_path / "dot.png"
    dot.write_bytes(ONE_DOT)
    content = pdf.render_pdf(PAGE.format(f"<p><img alt='' src='{dot.as_uri()}'></p>"))

    assert not PdfReader(BytesIO(content)).pages[0].images


def test_machine_that_cannot_draw_gets_a_page_that_says_so(rf, monkeypatch):
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)

    response = pdf.pdf_response(rf.get("/"), "layout/paper.html", {}, "x.pdf")

    assert response.status_code == 503
    assert "ne peut pas être préparé" in response.content.decode()
