"""Writing to those who answer for the portal: a message of anyone becomes a mail they can reply to."""

import uuid

from django import forms
from django.conf import settings
from django.core.validators import MinLengthValidator

from pat_logistics.mail.services import queue_mail
from pat_logistics.names import validate_readable

LONGEST = 3_000
SUBJECTS = [
    ("question", "Une question sur le portail"),
    ("listing", "Une erreur, ou une demande de retrait d’une fiche"),
    ("rights", "Mes données personnelles : voir, corriger, effacer"),
    ("account", "Un accès de conseiller ou d’entreprise"),
    ("other", "Autre chose"),
]


class ContactForm(forms.Form):
    """`homepage` is a trap: people do not see it, machines fill it in."""

    subject = forms.ChoiceField(label="De quoi s’agit-il ?", choices=SUBJECTS, widget=forms.RadioSelect)
    message = forms.CharField(
        label="Votre message",
        max_length=LONGEST,
        validators=[MinLengthValidator(10, "Dites-en un peu plus, pour qu’on puisse vous répondre.")],
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST}),
    )
    name = forms.CharField(
        label="Votre nom",
        max_length=80,
        required=False,
        validators=[validate_readable],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Votre adresse électronique",
        max_length=254,
        help_text="Pour vous répondre, et rien d’autre.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    homepage = forms.CharField(
        label="Laissez cette case vide",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("homepage"))


def send(form: ContactForm) -> None:
    """Queue the message, once for each form that was opened, however often it is sent."""
    told = form.cleaned_data
    subject = dict(SUBJECTS)[told["subject"]]
    queue_mail(
        key=f"contact:{told['form_key']}",
        to=settings.CONTACT_EMAIL,
        subject=f"{subject} (formulaire de contact)",
        template="pages/mail/contact.txt",
        context={**told, "subject": subject},
        reply_to=told["email"],
    )
