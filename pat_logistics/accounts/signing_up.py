"""Leading somebody to sign up, from a page that knows the e-mail to begin with."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

_EMAIL = "signup_email"


def lead_to_sign_up(request: HttpRequest, *, email: str, then: str) -> HttpResponseRedirect:
    """To the page that opens an account, then back to `then`. An address is logged: no e-mail in it."""
    request.session[_EMAIL] = email
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': then})}")


def email_of(request: HttpRequest) -> str:
    """The e-mail to begin with; empty when no page has left one."""
    return str(request.session.get(_EMAIL, ""))
