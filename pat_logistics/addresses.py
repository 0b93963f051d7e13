"""Addresses that an app gives out and that a floor above serves: the settings say by which name.

No app names a page of a floor above its own; `ADDRESSES` does, where the house is put together.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse


def address(page: str, *args: Any) -> str:
    """The address of a page of `ADDRESSES`, without the name of the site."""
    return reverse(settings.ADDRESSES[page], args=args)


def page_under(name: str) -> str:
    """The whole address under which the pages of a list are, the name of the site before."""
    return str(settings.SITE_URL) + reverse(name)
