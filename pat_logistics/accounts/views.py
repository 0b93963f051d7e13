"""The account page: what the portal knows of a user, and how to leave."""

from allauth.account import views as allauth_views
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pat_logistics.accounts import signing_up
from pat_logistics.accounts.forms import DeleteAccountForm
from pat_logistics.accounts.models import Role
from pat_logistics.accounts.perms import is_administrator
from pat_logistics.addresses import address


class Signup(allauth_views.SignupView):
    """Begins with the address that the page before was about."""

    def get_initial(self):
        return {"email": signing_up.email_of(self.request)} | super().get_initial()


signup = Signup.as_view()


@login_required
@require_safe
def profile(request):
    """E-mail address, organisations and roles of the signed-in user."""
    memberships = request.user.memberships.select_related("organisation").order_by("organisation__name", "pk")
    roles = {membership.role for membership in memberships}
    context = {
        "memberships": memberships,
        "may_survey": Role.ADVISOR in roles or is_administrator(request.user),
    }
    return render(request, "account/profile.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request):
    """Delete one's own account, once the person has typed the address of the account."""
    form = DeleteAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        user.delete()
        messages.success(request, "Votre compte est supprimé.")
        return redirect(address("home"))
    return render(request, "account/delete.html", {"form": form})
