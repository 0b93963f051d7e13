"""What allauth does here differently from its defaults."""

from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """French words for what goes wrong, and no link to a password: there is none."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_taken": "Un compte existe déjà pour cette adresse.",
        "incorrect_code": "Ce code n’est pas le bon. Recopiez celui du dernier message reçu.",
        "rate_limited": "Vous avez fait trop d’essais. Attendez quelques minutes, puis recommencez.",
        "too_many_login_attempts": (
            "Vous avez fait trop d’essais. Attendez quelques minutes, puis demandez un nouveau code."
        ),
    }

    def send_mail(self, template_prefix, email, context):
        """A mail server out of order is told to the person, who can only try again later."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            raise ImmediateHttpResponse(
                render(self.request, "account/mail_failed.html", {"email": email}, status=503)
            ) from error

    def send_account_already_exists_mail(self, email):
        """Whoever signs up with a known address gets a mail that says so; the screen tells nothing."""
        login_url = settings.SITE_URL + reverse("account_login")
        self.send_mail("account/email/account_already_exists", email, {"login_url": login_url})
