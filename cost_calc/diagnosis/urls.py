from django.urls import path

from cost_calc.diagnosis import day_views, views

app_name = "diagnosis"

urlpatterns = [
    path("ma-journee/", day_views.day, name="day"),
    path("ma-journee/emporter/", day_views.take_day, name="take_day"),
    path("ma-journee.ics", day_views.day_calendar, name="day_calendar"),
    path("recue/<str:token>/<uuid:key>/bilan/", views.received_page, name="received_page"),
    path("recue/<str:token>/<uuid:key>/bilan.pdf", views.received_document, name="received_document"),
    path("<uuid:key>/bilan/", views.page, name="page"),
    path("<uuid:key>/bilan.pdf", views.document, name="document"),
]
