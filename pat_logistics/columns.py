"""Columns that the models of several apps share."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pat_logistics.forms.fields import PhoneField, SiretField
from pat_logistics.vocabulary import Label


class PhoneColumn(models.CharField):
    """The number is stored as `phone_number` writes it, whichever form it comes from."""

    def formfield(self, **kwargs):
        return super().formfield(**kwargs | {"form_class": PhoneField})


class SiretColumn(models.CharField):
    """14 digits."""

    def formfield(self, **kwargs):
        return super().formfield(**kwargs | {"form_class": SiretField})


def labels_field():
    return ArrayField(
        models.CharField(max_length=24, choices=Label.choices),
        verbose_name="signes de qualité",
        default=list,
        blank=True,
    )


def every_month():
    return list(range(1, 13))
