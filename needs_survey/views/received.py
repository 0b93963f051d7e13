"""What the personal link of a farm lets its producer do with a diagnosis, without an account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from needs_survey.applying import services
from needs_survey.personal import response_of
from producers.guards import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def withdraw(request, producer, token, key):
    """End the consent to the plan's use, once confirmed."""
    response = response_of(producer, key)
    if response is None:
        raise Http404
    if request.method != "POST":
        return render(request, "needs_survey/received_withdraw.html", {"response": response, "token": token})
    services.withdraw(response=response)
    messages.success(request, "L’accord est retiré : le projet alimentaire n’utilise plus ces réponses.")
    return redirect("farm:received", token)
