from django.urls import path

from cost_calc.views import diagnosis

app_name = "diagnosis"

urlpatterns = [
    path("recue/<str:token>/<uuid:key>/bilan/", diagnosis.received_page, name="received_page"),
    path("recue/<str:token>/<uuid:key>/bilan.pdf", diagnosis.received_document, name="received_document"),
    path("<uuid:key>/bilan/", diagnosis.page, name="page"),
    path("<uuid:key>/bilan.pdf", diagnosis.document, name="document"),
]
