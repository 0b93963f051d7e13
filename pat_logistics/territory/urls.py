"""Addresses under /communes/."""

from django.urls import URLPattern, path

from pat_logistics.territory import views

app_name = "territory"

urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
    path("hors-ligne/", views.offline, name="offline"),
]
