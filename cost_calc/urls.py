from django.urls import path

from cost_calc import views, views_solution, views_tariffs

app_name = "cost_calc"

urlpatterns = [
    path("", views.compare, name="compare"),
    path("solution/<slug:slug>/", views_solution.solution_price, name="solution_price"),
    path("valeurs/", views.references, name="references"),
    path("prix/<slug:slug>/apercu/", views_tariffs.tariff_preview, name="tariff_preview"),
]
