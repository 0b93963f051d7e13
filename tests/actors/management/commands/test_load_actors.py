"""The command of the installation."""

import pytest
from django.core.management import CommandError, call_command

from pat_logistics.actors.models import Actor
from pat_logistics.actors.sources import read_actors
from pat_logistics.territory.bulk import write_communes
from pat_logistics.territory.reference import shipped_communes

pytestmark = pytest.mark.django_db


def test_the_command_loads_every_entry_and_says_how_many(capsys):
    wanted = {actor.commune_id for actor in read_actors()}
    write_communes([row for row in shipped_communes() if row.insee in wanted])
    call_command("load_actors")
    assert Actor.objects.count() == 114
    assert "114 ajouté(s), 0 mis à jour" in capsys.readouterr().out


def test_communes_that_are_missing_are_told_in_words():
    with pytest.raises(CommandError, match="Communes inconnues"):
        call_command("load_actors")
