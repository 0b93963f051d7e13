"""Users, their organisations and their roles."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from pat_logistics.constraints import known
from pat_logistics.names import Named


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Without a password, the account opens by a code only."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Named, AbstractBaseUser, PermissionsMixin):
    """A person, known by an e-mail address; signs in by a code sent to it."""

    email = models.EmailField("adresse électronique", unique=True)
    # An advisor's, written on the documents left at a farm; empty for who signs with the address.
    full_name = models.CharField("nom affiché", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    is_staff = models.BooleanField("accède à l’administration", default=False)
    is_active = models.BooleanField(
        "compte ouvert", default=True, help_text="Fermez un compte plutôt que de le supprimer."
    )
    date_joined = models.DateTimeField("compte créé le", default=timezone.now)

    objects = UserManager()

    NAMES = ("full_name",)

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "utilisateur"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Cette adresse a déjà un compte.",
            ),
        ]

    def __str__(self):
        return self.email


class Role(models.TextChoices):
    PRODUCER = "producer", "producteur"
    CARRIER = "carrier", "transporteur"
    ADVISOR = "advisor", "conseiller"
    INSTITUTION = "institution", "institution"


class Organisation(Named):
    """A farm, a carrier, a chamber, an authority: what a user acts for."""

    name = models.CharField("nom", max_length=150)
    departements = ArrayField(
        models.CharField(max_length=3),
        verbose_name="départements suivis",
        default=list,
        blank=True,
        help_text="Pour une chambre, un PETR ou un Département : où ses conseillers agissent.",
    )

    class Meta:
        verbose_name = "organisation"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """What a user may do for an organisation."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name="utilisateur"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = "rattachement"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="membership_once",
                violation_error_message="Cette personne est déjà rattachée à cette organisation.",
            ),
            known("role", Role, "membership", message="Ce rôle n’existe pas."),
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"
