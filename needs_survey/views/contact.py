"""What an advisor signs the documents left at a farm with."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from needs_survey.guards import surveyors_only
from pat_logistics.accounts.models import User
from pat_logistics.forms.fields import PhoneField


class ContactForm(forms.ModelForm):
    phone = PhoneField(
        label="Votre téléphone", required=False, help_text="Celui où une ferme peut vous appeler."
    )

    class Meta:
        model = User
        fields = ["full_name", "phone"]
        labels = {"full_name": "Votre nom"}
        help_texts = {"full_name": "Prénom et nom, comme sur votre carte de visite."}


@surveyors_only
@require_http_methods(["GET", "POST"])
def contact(request):
    """Name and telephone, both free; the service is the organisation of the account."""
    form = ContactForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Vos prochains bilans porteront ces coordonnées.")
        return redirect("accounts:profile")
    return render(request, "needs_survey/contact.html", {"form": form})
