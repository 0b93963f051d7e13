"""The public addresses of before still answer, and what an app leads to above itself is served."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, resolve, reverse

from pat_logistics.addresses import address

LISTED = Path(__file__).parent / "data" / "addresses.txt"
BEFORE = [line.split() for line in LISTED.read_text().splitlines() if not line.startswith("#")]
# Two names for one page: that of the library and ours.
TWINS = {"account_email": "accounts:profile", "account_request_login_code": "account_login"}


@pytest.mark.parametrize(("name", "path"), BEFORE, ids=[name for name, _ in BEFORE])
def test_an_address_of_before_leads_to_the_same_page(name, path):
    found = resolve(path)
    assert TWINS.get(found.view_name, found.view_name) == TWINS.get(name, name)
    assert reverse(name, args=found.args, kwargs=found.kwargs) == path


@pytest.mark.parametrize("page", settings.ADDRESSES)
def test_every_page_that_an_app_leads_to_is_served(page):
    """The name is known to the resolver, whatever it takes."""
    namespace, _, name = settings.ADDRESSES[page].partition(":")
    assert name in get_resolver().namespace_dict[namespace][1].reverse_dict


def test_the_address_of_a_page_takes_what_its_name_takes():
    assert address("commune", "48095", "mende") == "/communes/48095-mende/"
    assert address("home") == "/"
