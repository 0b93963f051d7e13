import pytest
from django.core.management import call_command
from django.db import connections

from pat_logistics.portal.open_data import dumps

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_files_of_today_are_written(data_folder, capsys):
    call_command("make_dumps")
    assert str(data_folder) in capsys.readouterr().out
    assert len(dumps.days()) == 1


def test_when_another_program_is_at_it_this_is_said(data_folder, capsys):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [dumps.LOCK])
        call_command("make_dumps")
    finally:
        other.close()
    assert "en ce moment" in capsys.readouterr().out
