from django.urls import path

from cost_calc.views import compare, solution, tariffs

app_name = "cost_calc"

urlpatterns = [
    path("", compare.compare, name="compare"),
    path("resultat.pdf", compare.document, name="document"),
    path("solution/<slug:slug>/", solution.solution_price, name="solution_price"),
    path("regles/", compare.rules, name="rules"),
    path("valeurs/", compare.references, name="references"),
    path("valeurs/valeurs.csv", compare.references_csv, name="references_csv"),
    path("prix/<slug:slug>/apercu/", tariffs.tariff_preview, name="tariff_preview"),
]
