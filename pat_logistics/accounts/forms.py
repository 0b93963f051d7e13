"""The short forms of signing in and leaving. Texts are ours; the checks are allauth's."""

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.core.validators import MaxLengthValidator

from pat_logistics.accounts.models import User


def _explain_email(field, help_text):
    field.label = "Votre adresse électronique"
    field.help_text = help_text
    field.error_messages["required"] = "Tapez votre adresse électronique."
    # allauth would cut a longer address and write to somebody else.
    field.validators.append(MaxLengthValidator(User._meta.get_field("email").max_length))
    field.widget.attrs.pop("placeholder", None)


def _explain_code(field):
    field.label = "Code reçu"
    field.help_text = "Huit chiffres ; le tiret est facultatif."
    field.error_messages["required"] = "Tapez le code reçu par courriel."
    field.max_length = 20
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20"}


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _explain_email(self.fields["email"], "Nous y enverrons un code pour vérifier qu’elle est à vous.")


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _explain_email(self.fields["email"], "Nous y enverrons un code. Pas de mot de passe à retenir.")

    def clean_email(self):
        """An account made by an administrator learns its address here: the code will prove it."""
        email = super().clean_email()
        if self._user:
            EmailAddress.objects.get_or_create(
                user=self._user, email=self._user.email, defaults={"primary": True, "verified": False}
            )
        return email


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _explain_code(self.fields["code"])


class ConfirmEmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _explain_code(self.fields["code"])


class DeleteAccountForm(forms.Form):
    """Typing the address proves that the button was not pressed by mistake."""

    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Tapez-la pour confirmer que vous voulez supprimer ce compte.",
        error_messages={"required": "Tapez l’adresse de ce compte."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email != self.user.email:
            raise forms.ValidationError("Ce n’est pas l’adresse de ce compte. Vérifiez votre saisie.")
        return email
