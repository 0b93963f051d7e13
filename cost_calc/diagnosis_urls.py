from django.urls import path

from cost_calc.views import diagnosis

app_name = "diagnosis"

urlpatterns = [
    path("<uuid:key>/bilan/", diagnosis.page, name="page"),
    path("<uuid:key>/bilan.pdf", diagnosis.document, name="document"),
]
