"""One's own tokens: made, shown once, revoked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pat_logistics.tokens import services
from pat_logistics.tokens.forms import TokenForm
from pat_logistics.tokens.models import MOST_PER_PERSON, ApiToken


@login_required
@require_http_methods(["GET", "POST"])
def own_tokens(request: Any) -> HttpResponse:
    """The list, and the form of a new one, whose text is shown in the answer and nowhere else."""
    form, made = TokenForm(request.POST or None, instance=ApiToken(user=request.user)), None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_token(request.user, **form.cleaned_data)
        except services.TooManyTokensError:
            form.add_error(None, f"Vous avez déjà {MOST_PER_PERSON} jetons : révoquez-en un d’abord.")
        else:
            form = TokenForm(instance=ApiToken(user=request.user))
    tokens = list(ApiToken.objects.of(request.user).filter(revoked_at__isnull=True))
    used = services.uses_of(tokens)
    for token in tokens:
        token.last_used_on = used.get(token.pk, token.last_used_on)
    context = {"form": form, "tokens": tokens, "made": made}
    return render(request, "tokens/list.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke(request: Any, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.of(request.user), pk=pk)
    services.revoke(token)
    messages.success(request, f"Le jeton « {token.name} » n’ouvre plus rien.")
    return redirect("tokens:list")
