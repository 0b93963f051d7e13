"""What the portal brings to a service: how often its page was opened, and what was asked without it.

Neither holds anything about a person: a count by day, and the day and reason of a request that went
elsewhere.
"""

from django.db import models

from carriers.enums import MissReason
from carriers.models.solutions import Solution
from pat_logistics.constraints import known


class SolutionViews(models.Model):
    """How many times the page of a solution was opened in a day, by whoever does not keep it."""

    solution = models.ForeignKey(
        Solution, on_delete=models.CASCADE, related_name="views", verbose_name="solution"
    )
    day = models.DateField("jour")
    count = models.PositiveIntegerField("pages ouvertes")

    class Meta:
        verbose_name = "pages ouvertes en un jour"
        verbose_name_plural = "pages ouvertes par jour"
        constraints = [models.UniqueConstraint(fields=["solution", "day"], name="solution_views_once_a_day")]

    def __str__(self):
        return f"{self.solution}, {self.day:%d/%m/%Y} : {self.count}"


class QuoteMiss(models.Model):
    """A quote request that could not be sent to a solution, and why."""

    solution = models.ForeignKey(
        Solution, on_delete=models.CASCADE, related_name="quote_misses", verbose_name="solution"
    )
    day = models.DateField("jour")
    reason = models.CharField("raison", max_length=12, choices=MissReason.choices)

    class Meta:
        verbose_name = "demande manquée"
        verbose_name_plural = "demandes manquées"
        constraints = [known("reason", MissReason, "quote_miss", "Cette raison")]
        indexes = [models.Index(fields=["solution", "day"], name="quote_miss_by_month")]

    def __str__(self):
        return f"{self.solution} : {self.get_reason_display()}"
