"""The command that loads the communes."""

import pytest
from django.core.management import CommandError, call_command

from pat_logistics.territory.services import load_territory
from tests.territory.samples import MENDE, changed, write_communes

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(folder, monkeypatch):
    """The command, on the small set of files."""
    monkeypatch.setattr(
        "pat_logistics.territory.management.commands.load_territory.load_territory",
        lambda *, force: load_territory(directory=folder, force=force),
    )
    return lambda: call_command("load_territory")


def test_the_command_says_what_it_did(command, capsys):
    command()
    command()
    assert capsys.readouterr().out == (
        "Communes : 2 créées, 0 modifiées, 0 inchangées.\nCommunes : déjà à jour.\n"
    )


def test_the_command_fails_with_the_reason_and_without_a_trace(folder, command):
    write_communes(folder, changed(MENDE, "nom", ""))
    with pytest.raises(CommandError, match="ligne 2, colonne nom"):
        command()
