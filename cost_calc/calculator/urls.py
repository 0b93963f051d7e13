from django.urls import path

from cost_calc.calculator.views import compare, farm, kept, solution, tariffs

app_name = "cost_calc"

urlpatterns = [
    path("", compare.compare, name="compare"),
    path("resultat.pdf", compare.document, name="document"),
    path("solution/<slug:slug>/", solution.solution_price, name="solution_price"),
    path("regles/", compare.rules, name="rules"),
    path("valeurs/", compare.references, name="references"),
    path("valeurs/valeurs.csv", compare.references_csv, name="references_csv"),
    path("tournee/", farm.farm_round, name="farm_round"),
    path("resultats/", kept.index, name="kept"),
    path("resultats/garder/", kept.keep, name="keep"),
    path("resultats/reprendre/", kept.take_over, name="take_over"),
    path("resultats/cote-a-cote/", kept.side_by_side, name="side_by_side"),
    path("resultats/<int:pk>/", kept.detail, name="kept_result"),
    path("resultats/<int:pk>/supprimer/", kept.delete, name="kept_delete"),
    path("prix/<slug:slug>/apercu/", tariffs.tariff_preview, name="tariff_preview"),
]
