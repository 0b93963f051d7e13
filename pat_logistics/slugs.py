"""Addresses of pages drawn from names."""

from django.db import models
from django.utils.text import slugify


def free_slug(model: type[models.Model], name: str, *, longest: int, unnamed: str) -> str:
    """An address that no row of the model has: « ferme-du-causse », « ferme-du-causse-2 »."""
    base = slugify(name)[:longest].strip("-") or unnamed
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
