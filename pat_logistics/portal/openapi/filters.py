"""Filters in the address of a request."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from pat_logistics.refusals import Choice, refusal


class FilterBackend(DjangoFilterBackend):
    """The framework's, which also says what a value that is several things may be."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            found = filterset.errors.as_data().items()
            raise refusal({name: [_detail(error) for error in errors] for name, errors in found})
        return filterset.qs


def _detail(error: Any) -> ErrorDetail:
    [message], params = error.messages, error.params or {}
    return Choice(message, error.code, [each.as_json() for each in params.get("candidates", ())])
