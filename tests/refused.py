"""What the database refuses: rows that break one named rule each, and the French sentence of that rule."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

TODAY = datetime.date(2026, 11, 23)


def assert_refused(factory, values, constraint):
    """The database itself refuses the row, whatever wrote it."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


def assert_said(factory, values, constraint):
    """A form says in French what the database would refuse."""
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)
    rule = next(rule for rule in row._meta.constraints if rule.name == constraint)
    with pytest.raises(ValidationError) as refused:
        rule.validate(type(row), row)
    assert refused.value.messages == [rule.violation_error_message]
    assert rule.violation_error_message.endswith((".", "?"))


def breakable(*models):
    """Names of the rules of these models that one row alone can break."""
    return {
        constraint.name
        for model in models
        for constraint in model._meta.constraints
        if hasattr(constraint, "condition") and not hasattr(constraint, "fields")
    }


class Refusals:
    """The tests of some models' rules: a subclass gives the models, and a row that breaks each rule."""

    MODELS = ()
    ROWS = ()

    def pytest_generate_tests(self, metafunc):
        if "constraint" in metafunc.fixturenames:
            metafunc.parametrize(("factory", "values", "constraint"), self.ROWS)

    def test_the_database_refuses_what_makes_no_sense(self, factory, values, constraint):
        assert_refused(factory, values, constraint)

    def test_a_form_says_in_french_what_the_database_would_refuse(self, factory, values, constraint):
        assert_said(factory, values, constraint)

    def test_every_rule_that_one_row_can_break_is_tried_here(self):
        untried = breakable(*self.MODELS) ^ {constraint for _, _, constraint in self.ROWS}
        assert not untried, untried


def refused(row, constraint):
    """Refused with its French message by the forms, and by the database whatever the door."""
    (broken,) = [item for item in type(row)._meta.constraints if item.name == constraint]
    with pytest.raises(ValidationError) as failure:
        row.validate_constraints()
    assert broken.get_violation_error_message() in failure.value.messages
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()


def change(factory, **values):
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)
    return row
