"""Pages kept for some people."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from pat_logistics.accounts.guards import only
from pat_logistics.accounts.models import User


@only(lambda user: user.is_staff)
def page(request, slug):
    """A page of the staff."""
    return HttpResponse(slug)


def asked(rf, user):
    request = rf.get("/page/ferme/")
    request.user = user
    return page(request, slug="ferme")


def test_a_visitor_is_sent_to_sign_in_and_comes_back(rf):
    response = asked(rf, AnonymousUser())
    assert response.status_code == 302
    assert "next=/page/ferme/" in response.url


def test_whoever_the_rule_leaves_out_is_told_so(rf):
    with pytest.raises(PermissionDenied):
        asked(rf, User(is_staff=False))


def test_whoever_the_rule_holds_of_gets_the_page_with_what_its_address_says(rf):
    assert asked(rf, User(is_staff=True)).text == "ferme"
    assert page.__doc__ == "A page of the staff."
