"""Addresses of signing in, and whether somebody is."""

from django.urls import reverse

LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")

CODE = reverse("account_confirm_login_code")


def is_signed_in(client):
    return client.get(reverse("accounts:profile")).status_code == 200
