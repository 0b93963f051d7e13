"""What the admin pages of several apps are made of."""

import pytest
from django.contrib.admin import ModelAdmin, site
from django.core.exceptions import ValidationError

from pat_logistics.accounts.models import User
from pat_logistics.admin_parts import ReadOnly, ticks
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.vocabulary import Weekday


class Register(ReadOnly, ModelAdmin):
    pass


def test_a_register_is_read_and_nothing_else_even_by_who_may_do_everything(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    page = Register(OutgoingMail, site)
    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


def test_ticks_are_kept_as_the_column_holds_them():
    field = ticks(Weekday.choices, "jours", coerce=int)
    assert field.clean(["1", "7"]) == [1, 7]
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["8"])
