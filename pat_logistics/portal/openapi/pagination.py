"""Pages of the API."""

import re

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination


class Pagination(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    page_query_description = "Numéro de la page, à partir de 1."
    page_size_query_description = f"Nombre de résultats par page, {max_page_size} au plus."
    invalid_page_message = "Cette page n’existe pas."

    def paginate_queryset(self, queryset, request, view=None):
        """Refuses what is no number; the framework would read it as a missing page or as the default size."""
        for name in (self.page_query_param, self.page_size_query_param):
            if not re.fullmatch("[1-9][0-9]{0,8}", request.query_params.get(name, "1")):
                raise ValidationError({name: "Écrivez un nombre entier, à partir de 1."})
        return super().paginate_queryset(queryset, request, view)
