"""The figures of a territory that may leave the house, as they were decided on a day."""

from django.db import models

from pat_logistics.constraints import departement_shape


class Edition(models.Model):
    """The edition in force of one département (`needs_survey.needs.editions` makes and reads it).

    It holds sums that may be told and no farm's own figure. `marks` are digests by farm, which say later how
    many farms have changed since, and nothing of what they deliver.
    """

    departement = models.CharField("département", max_length=3, unique=True)
    made_on = models.DateField("faite le")
    # Tells two editions of one day apart: what a process keeps of the former one is read no more.
    made_at = models.DateTimeField("enregistrée le", auto_now=True)
    farms = models.PositiveIntegerField("fermes comptées")
    examples = models.PositiveIntegerField("dont exemples")
    figures = models.JSONField("figures")
    marks = models.JSONField("empreintes")

    class Meta:
        verbose_name = "édition des besoins"
        verbose_name_plural = "éditions des besoins"
        constraints = [departement_shape("edition")]

    def __str__(self):
        return f"{self.departement}, {self.made_on}"
