"""What the portal has to send, kept until it is sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pat_logistics.constraints import known


class MailState(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en train de partir"
    SENT = "sent", "parti"
    REFUSED = "refused", "non distribué"
    UNCERTAIN = "uncertain", "peut-être parti"


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now):
        """What may leave at a given time, longest waiting first."""
        return self.filter(state=MailState.WAITING, not_before__lte=now).order_by("not_before", "pk")


class OutgoingMail(models.Model):
    """One mail to one person. `key` says what it is for: the same key is never sent twice.

    WAITING becomes SENDING at the instant the text is handed to the mail server, and SENT once it answers.
    Between the two nobody can know; what stays there is UNCERTAIN, and only a person may send it again.
    """

    key = models.CharField("raison", max_length=200, unique=True)
    to = models.EmailField("destinataire", blank=True)
    reply_to = models.EmailField("répondre à", blank=True)
    subject = models.CharField("objet", max_length=200, blank=True)
    body = models.TextField("texte", blank=True)
    # What is joined, as a name of MAIL_DOCUMENTS and what it is about: drawn when the mail leaves.
    document = models.CharField("pièce jointe", max_length=100, blank=True)
    message_id = models.CharField("identifiant du message", max_length=200)
    state = models.CharField("état", max_length=9, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    not_before = models.DateTimeField("pas avant", default=timezone.now)
    created_at = models.DateTimeField("écrit le", default=timezone.now)
    handed_at = models.DateTimeField("remis au serveur le", null=True, blank=True)
    last_error = models.CharField("dernière erreur", max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known("state", MailState, "outgoing_mail", message="Cet état n’existe pas."),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=False) | Q(state__in=[MailState.WAITING, MailState.REFUSED]),
                name="outgoing_mail_handed_when_sent",
                violation_error_message="Un courriel parti a été remis à un serveur.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state=MailState.WAITING),
                name="outgoing_mail_due",
            ),
            models.Index(
                fields=["handed_at"],
                condition=~Q(state=MailState.WAITING),
                name="outgoing_mail_handed",
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}" if self.to else self.key

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in (MailState.REFUSED, MailState.UNCERTAIN) and bool(self.body)
