"""The file that was tried is the file that is written, by who tried it, for a while."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from redis.exceptions import RedisError

from pat_logistics.exchange import uploads
from pat_logistics.exchange.sheets import MAX_BYTES
from pat_logistics.exchange.uploads import UploadForm, file_field
from tests.exchange.imports import NameImport, stored

pytestmark = pytest.mark.django_db
MINE = "names:1"


class NameForm(UploadForm):
    file = file_field("Fichier", ".txt", "3 noms")


def form_of(content):
    form = NameForm({}, {"file": SimpleUploadedFile("noms.txt", content)})
    assert form.is_valid()
    return form


def mark_of(content):
    return uploads.try_out(form_of(content), NameImport(), MINE)["mark"]


def test_the_file_tried_is_the_file_written():
    mark = mark_of(b"a b")
    assert stored() == set()
    assert uploads.apply(NameImport(), MINE, mark).created == 2
    assert stored() == {"a", "b"}


@pytest.mark.parametrize("mark", ["", "0" * 64, "*" * 64, "a" * 65])
def test_a_file_that_was_not_tried_is_not_written(mark):
    assert uploads.apply(NameImport(), MINE, mark) is None


def test_the_file_of_somebody_else_is_not_written():
    assert uploads.apply(NameImport(), "names:2", mark_of(b"a")) is None
    assert stored() == set()


def test_a_file_that_is_forgotten_must_be_sent_again():
    mark = mark_of(b"a")
    uploads.forget(MINE, mark)
    assert uploads.apply(NameImport(), MINE, mark) is None


def test_a_file_that_cannot_be_read_is_an_error_of_the_form_and_waits_for_nothing():
    form = form_of(b"")
    assert uploads.try_out(form, NameImport(), MINE) == {"report": None}
    assert form.errors["file"] == ["Ce fichier est vide."]
    assert uploads.apply(NameImport(), MINE, uploads.fingerprint(b"")) is None


def test_a_file_that_nobody_keeps_is_told(monkeypatch):
    def broken(*_args):
        raise RedisError

    monkeypatch.setattr(cache, "set", broken)
    form = form_of(b"a")
    assert uploads.try_out(form, NameImport(), MINE) == {"report": None}
    assert form.errors["file"] == [uploads.NOT_KEPT]


def test_a_file_too_big_is_refused_before_it_is_read():
    form = NameForm({}, {"file": SimpleUploadedFile("noms.txt", b"x" * (MAX_BYTES + 1))})
    assert form.errors["file"] == ["Ce fichier est trop gros : 2 Mo au plus."]
