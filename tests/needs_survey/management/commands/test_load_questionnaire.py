"""The command that publishes the questions."""

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_questions_are_published_once_and_said_then_only(capsys):
    call_command("load_questionnaire")
    assert capsys.readouterr().out == "Questionnaire publié, version 1.\n"
    call_command("load_questionnaire")
    assert capsys.readouterr().out == ""
