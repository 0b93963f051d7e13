"""The command that loads the guides."""

import pytest
from django.core.management import CommandError, call_command

from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.services import load_guides

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path, monkeypatch):
    command = "pat_logistics.portal.guides.management.commands.load_guides.load_guides"
    monkeypatch.setattr(command, lambda: load_guides(tmp_path))
    return tmp_path


def test_a_bad_file_is_told_without_a_trace(files):
    (files / "01-mauvais.md").write_text("title: Seul\n---\nTexte")
    with pytest.raises(CommandError, match=r"01-mauvais\.md"):
        call_command("load_guides")


def test_the_command_loads_the_guides_that_come_with_the_portal(capsys):
    call_command("load_guides")
    assert Guide.objects.count() == 10
    assert "10" in capsys.readouterr().out
