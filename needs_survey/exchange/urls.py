from django.urls import path

from needs_survey.views import exchange

urlpatterns = [
    path("importer/", exchange.import_responses, name="import"),
    path("importer/confirmer/", exchange.import_apply, name="import_apply"),
    path("importer/modele.<slug:form>", exchange.import_template, name="import_template"),
    path("formulaires/", exchange.forms_to_fill, name="forms"),
    path("formulaires/<slug:version>/xlsform.xlsx", exchange.xlsform_export, name="xlsform"),
]
