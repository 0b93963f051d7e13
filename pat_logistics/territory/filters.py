"""Choosing by commune, the same way for every list."""

import django_filters

from pat_logistics.territory.forms import CommuneField


class CommuneFilter(django_filters.CharFilter):
    field_class = CommuneField
