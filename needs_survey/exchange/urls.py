from django.urls import path

from needs_survey.enums import Length
from needs_survey.views import exchange

urlpatterns = [
    path("importer/", exchange.import_responses, name="import"),
    path("importer/confirmer/", exchange.import_apply, name="import_apply"),
    path("importer/<uuid:key>/", exchange.import_report, name="import_report"),
    path("importer/<uuid:key>/confirmer/", exchange.import_report_apply, name="import_report_apply"),
    path("importer/modele.<slug:form>", exchange.import_template, name="import_template"),
    path("formulaires/", exchange.forms_to_fill, name="forms"),
    path("formulaires/<slug:version>/xlsform.xlsx", exchange.xlsform_export, name="xlsform"),
    path(
        "formulaires/<slug:version>/court.pdf", exchange.paper, {"length": Length.SHORT}, name="paper_short"
    ),
    path(
        "formulaires/<slug:version>/complet.pdf", exchange.paper, {"length": Length.LONG}, name="paper_long"
    ),
]
