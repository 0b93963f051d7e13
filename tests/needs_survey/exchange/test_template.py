"""The empty file to fill."""

import pytest

from needs_survey.exchange import template
from needs_survey.models import Questionnaire
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.writing import bytes_of
from tests.needs_survey.exchange.files import WHOLE, run, stored

pytestmark = pytest.mark.django_db


def empty_file(kind):
    return bytes_of(kind, template.sheets_of(Questionnaire.objects.current().parsed, kind))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_empty_file_has_every_column_and_waits_for_responses(advisor, kind):
    content = empty_file(kind)
    with pytest.raises(UnreadableFileError, match="aucune réponse"):
        run(advisor, content)


def test_the_empty_file_once_filled_is_read(advisor):
    head = empty_file("csv").decode("utf-8-sig").strip()
    names = [header.strip('"').split(" (")[0] for header in head.split(";")]
    assert set(WHOLE) <= set(names)
    line = ";".join(WHOLE.get(name, "") for name in names)
    assert run(advisor, f"{head}\r\n{line}".encode()).lines[0].faults == []
    assert stored().length == "short"
