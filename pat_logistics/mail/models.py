"""The mails that the portal has to send."""

from django.db import models

from pat_logistics.outbox.models import Outgoing, state_constraints, state_indexes


class OutgoingMail(Outgoing):
    """One mail to one person."""

    to = models.EmailField("destinataire", blank=True)
    reply_to = models.EmailField("répondre à", blank=True)
    subject = models.CharField("objet", max_length=200, blank=True)
    body = models.TextField("texte", blank=True)
    # What is joined, as a name of MAIL_DOCUMENTS and what it is about: drawn when the mail leaves.
    document = models.CharField("pièce jointe", max_length=100, blank=True)
    message_id = models.CharField("identifiant du message", max_length=200)

    class Meta(Outgoing.Meta):
        verbose_name = "courriel"
        constraints = state_constraints("outgoing_mail", "Un courriel parti a été remis à un serveur.")
        indexes = state_indexes("outgoing_mail")

    def __str__(self):
        return f"{self.subject} → {self.to}" if self.to else self.key

    @property
    def may_be_sent_again(self) -> bool:
        """A mail long gone has lost its text."""
        return super().may_be_sent_again and bool(self.body)
