"""The answer that saves a file, short or long."""

import pytest
from django.http import Http404, HttpResponse

from pat_logistics.exchange import downloads
from pat_logistics.exchange.downloads import csv_list, download, saved_as
from pat_logistics.exchange.writing import Sheet

HEADERS = ("Nom", "Commune")


def test_a_list_is_saved_under_its_name():
    response = csv_list("fermes", HEADERS, [("Ferme du Vent", "Mende")])
    assert response["Content-Disposition"] == 'attachment; filename="fermes.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.decode("utf-8-sig") == "Nom;Commune\r\nFerme du Vent;Mende\r\n"


def test_a_long_list_leaves_from_the_disk_and_is_the_same(monkeypatch):
    rows = [("Ferme du Vent", "Mende")] * 3
    short = csv_list("fermes", HEADERS, rows)
    monkeypatch.setattr(downloads, "IN_MEMORY", 10)
    long = csv_list("fermes", HEADERS, rows)
    assert long.streaming
    assert long.getvalue() == short.content
    assert long["Content-Length"] == str(len(short.content))
    assert (long["Content-Disposition"], long["Content-Type"]) == (
        short["Content-Disposition"],
        short["Content-Type"],
    )
    long.file_to_stream.close()


def test_a_row_that_cannot_be_made_is_an_error_before_anything_leaves():
    def rows():
        yield "Ferme du Vent", "Mende"
        raise LookupError

    with pytest.raises(LookupError):
        csv_list("fermes", HEADERS, rows())


def test_a_kind_of_file_that_nobody_writes_does_not_exist():
    with pytest.raises(Http404):
        download("fermes", "ods", [Sheet("Fermes", HEADERS, [])])


def test_any_answer_may_be_saved():
    assert saved_as("a.json", HttpResponse())["Content-Disposition"] == 'attachment; filename="a.json"'
