"""Signing in by a code sent by e-mail, and the account page.

Only the addresses this way of signing in needs: nobody has a password to change, reset or steal. The plain
names are those allauth looks up by itself.
"""

from allauth.account import views as allauth_views
from django.urls import include, path

from pat_logistics.accounts import views

account_patterns = [
    path("", views.profile, name="profile"),
    path("supprimer/", views.delete, name="delete"),
]

urlpatterns = [
    path("", include((account_patterns, "accounts"))),
    path("", views.profile, name="account_email"),
    path("connexion/", allauth_views.request_login_code, name="account_login"),
    path("connexion/", allauth_views.request_login_code, name="account_request_login_code"),
    path("connexion/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("inscription/", views.signup, name="account_signup"),
    path("inscription/code/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inactif/", allauth_views.account_inactive, name="account_inactive"),
]
