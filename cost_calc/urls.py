from django.urls import path

from cost_calc import views

app_name = "cost_calc"

urlpatterns = [
    path("", views.compare, name="compare"),
    path("valeurs/", views.references, name="references"),
]
