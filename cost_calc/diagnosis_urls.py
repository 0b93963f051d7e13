from django.urls import path

from cost_calc.views import day, diagnosis

app_name = "diagnosis"

urlpatterns = [
    path("ma-journee/", day.day, name="day"),
    path("ma-journee/emporter/", day.take_day, name="take_day"),
    path("ma-journee.ics", day.day_calendar, name="day_calendar"),
    path("recue/<str:token>/<uuid:key>/bilan/", diagnosis.received_page, name="received_page"),
    path("recue/<str:token>/<uuid:key>/bilan.pdf", diagnosis.received_document, name="received_document"),
    path("<uuid:key>/bilan/", diagnosis.page, name="page"),
    path("<uuid:key>/bilan.pdf", diagnosis.document, name="document"),
]
