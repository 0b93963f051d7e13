"""A pioneer group: farms that agreed to be called again, and that deliver to the same place."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from needs_survey.fields import YES
from needs_survey.models.response import SurveyResponse
from pat_logistics.accounts.perms import (
    EVERYTHING,
    NOTHING,
    advised_departements,
    is_administrator,
    is_advisor,
)
from pat_logistics.constraints import departement_shape
from pat_logistics.history import track
from pat_logistics.names import Named
from producers.models import Producer
from producers.perms import managed_by


def willing(producer):
    """The last diagnosis that counts of a farm, where it agrees to be called again (`producer`: its key)."""
    return SurveyResponse.objects.counted().filter(answers__pioneer=YES, producer=producer).order_by()


class PioneerGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """THE rule: the advisors of its département, and administrators."""
        if is_administrator(user):
            return self
        if not is_advisor(user):
            return self.none()
        return self.filter(departement__in=advised_departements(user))


@track
class PioneerGroup(Named):
    """Farms of one département that an advisor brings together. `key` makes a form sent twice one group."""

    key = models.UUIDField("clé", unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField("nom", max_length=120)
    departement = models.CharField("département", max_length=3)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="créé par",
    )
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects = PioneerGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe pionnier"
        verbose_name_plural = "groupes pionniers"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["departement", "name"],
                name="pioneer_group_named_once",
                violation_error_message="Un groupe du département porte déjà ce nom.",
            ),
            departement_shape("pioneer_group"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("needs:group", args=[self.pk])


class PioneerMemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """THE rule: those of a group one follows that are farms one follows: a farm may move away."""
        if is_administrator(user):
            rule = EVERYTHING
        elif is_advisor(user):
            rule = Q(group__departement__in=advised_departements(user)) & managed_by(user, "producer__")
        else:
            rule = NOTHING
        return self.filter(rule)

    def with_wish(self):
        """Adds `agrees`: the farm still wants to be called again, and its consent stands."""
        return self.annotate(agrees=Exists(willing(OuterRef("producer"))))


@track
class PioneerMember(models.Model):
    """A farm in a group."""

    group = models.ForeignKey(
        PioneerGroup, on_delete=models.CASCADE, related_name="memberships", verbose_name="groupe"
    )
    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="pioneer_memberships", verbose_name="producteur"
    )
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)

    objects = PioneerMemberQuerySet.as_manager()

    # The history of a group says which farm came or went.
    TOLD_KEYS = ("producer",)

    class Meta:
        verbose_name = "membre d’un groupe pionnier"
        verbose_name_plural = "membres de groupes pionniers"
        ordering = ["group", "producer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "producer"],
                name="pioneer_member_once",
                violation_error_message="Cette ferme est déjà dans le groupe.",
            )
        ]

    def __str__(self):
        return str(self.producer)
