"""The command that loads the dated values."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from cost_calc.management.commands import load_reference_values as command
from cost_calc.models import ReferenceValue
from cost_calc.pricing.reference_files import FILES, load_reference_values

pytestmark = pytest.mark.django_db


def test_it_says_what_it_added_and_a_second_time_nothing(capsys):
    call_command("load_reference_values")
    first = capsys.readouterr().out.splitlines()
    call_command("load_reference_values")
    second = capsys.readouterr().out.splitlines()
    nothing = "\u00a0: 0 valeur(s) ajoutée(s), 0 texte(s) mis à jour"
    assert len(first) == len(second) == len(FILES)
    assert not any(line.endswith(nothing) for line in first)
    assert all(line.endswith(nothing) for line in second)


def test_a_value_left_out_because_of_a_correction_made_here_is_said(capsys):
    load_reference_values()
    shipped = ReferenceValue.objects.order_by("valid_from", "pk").first()
    before = shipped.valid_from - datetime.timedelta(1)
    ReferenceValue.objects.filter(pk=shipped.pk).update(valid_from=before, corrected_here=True)
    call_command("load_reference_values")
    assert f"valeur livrée non reprise\u00a0: {shipped.code} (" in capsys.readouterr().out


def test_a_bad_file_ends_the_command_with_its_words(tmp_path, monkeypatch):
    for name in FILES:
        (tmp_path / name).write_text("code;valeur\nessai;1\n", encoding="utf-8")
    monkeypatch.setattr(command, "load_reference_values", lambda: load_reference_values(tmp_path))
    with pytest.raises(CommandError, match="colonnes attendues"):
        call_command("load_reference_values")
