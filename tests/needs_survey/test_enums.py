"""Codes of the diagnosis, where other modules count on them."""

from needs_survey.enums import OUTCOMES, VISITED, Length, QuestionType, ResponseState, RowKind, VisitState
from needs_survey.fields import _FIELDS
from needs_survey.models import AppliedRow, SurveyResponse, Visit


def test_a_visit_made_is_read_and_never_noted():
    assert VISITED not in VisitState.values
    assert list(OUTCOMES) == [VISITED, *VisitState.values]


def test_every_type_of_question_has_its_field_but_those_that_hold_others():
    assert set(QuestionType) - set(_FIELDS) == {QuestionType.TABLE, QuestionType.MONTHS}


def test_every_code_fits_its_column():
    for codes, model, name in (
        (Length, SurveyResponse, "length"),
        (ResponseState, SurveyResponse, "state"),
        (RowKind, AppliedRow, "kind"),
        (VisitState, Visit, "state"),
    ):
        assert max(map(len, codes.values)) <= model._meta.get_field(name).max_length
