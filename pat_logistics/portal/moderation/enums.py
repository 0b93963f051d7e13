"""What a report may say, and where it stands."""

from django.db import models


class Reason(models.TextChoices):
    CONTACT = "contact", "les coordonnées"
    OFFER = "offer", "les produits ou le service"
    PLACE = "place", "le lieu ou la zone desservie"
    PRICE = "price", "le prix"
    CLOSED = "closed", "l’activité a cessé"
    OTHER = "other", "autre chose"


class ReportState(models.TextChoices):
    NEW = "new", "à traiter"
    IN_PROGRESS = "in_progress", "en cours"
    DONE = "done", "accepté"
    REJECTED = "rejected", "écarté"


OPEN = (ReportState.NEW, ReportState.IN_PROGRESS)
CLOSED = (ReportState.DONE, ReportState.REJECTED)
