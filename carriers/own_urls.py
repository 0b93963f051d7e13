from django.urls import path

from carriers.views import company, exchange, grids

app_name = "company"

urlpatterns = [
    path("", company.home, name="home"),
    path("inscrire/", company.create, name="create"),
    path("entreprises/<slug:slug>/", company.overview, name="overview"),
    path("entreprises/<slug:slug>/fiche/", company.edit, name="edit"),
    path("entreprises/<slug:slug>/historique/", company.history, name="history"),
    path("entreprises/<slug:slug>/publier/", company.publish, name="publish"),
    path("entreprises/<slug:slug>/confirmer/", company.confirm, name="confirm"),
    path("entreprises/<slug:slug>/services/ajouter/", company.solution_add, name="solution_add"),
    path("services/<slug:slug>/", company.solution, name="solution"),
    path("services/<slug:slug>/publier/", company.solution_publish, name="solution_publish"),
    path("services/<slug:slug>/retirer/", company.solution_withdraw, name="solution_withdraw"),
    path("services/<slug:slug>/confirmer/", company.solution_confirm, name="solution_confirm"),
    path("services/<slug:slug>/zones/", company.areas, name="areas"),
    path("services/<slug:slug>/zones/<int:pk>/", company.areas, name="area"),
    path("services/<slug:slug>/zones/<int:pk>/supprimer/", company.area_delete, name="area_delete"),
    path("services/<slug:slug>/remettre/<str:token>/", company.put_back, name="put_back"),
    path("services/<slug:slug>/depots/", company.drop_points, name="drop_points"),
    path("services/<slug:slug>/depots/<int:pk>/", company.drop_points, name="drop_point"),
    path(
        "services/<slug:slug>/depots/<int:pk>/supprimer/", company.drop_point_delete, name="drop_point_delete"
    ),
    path("services/<slug:slug>/prix/", grids.grids, name="grids"),
    path("services/<slug:slug>/prix/ajouter/", grids.grid_add, name="grid_add"),
    path("prix/<int:pk>/", grids.grid, name="grid"),
    path("prix/<int:pk>/corriger/", grids.grid_edit, name="grid_edit"),
    path("prix/<int:pk>/version/", grids.grid_version, name="grid_version"),
    path("prix/<int:pk>/finir/", grids.grid_end, name="grid_end"),
    path("prix/<int:pk>/supprimer/", grids.grid_delete, name="grid_delete"),
    path("prix/<int:pk>/export.<str:form>", exchange.grid_export, name="grid_export"),
    path("entreprises/<slug:slug>/import/", exchange.exchange, name="exchange"),
    path("entreprises/<slug:slug>/import/appliquer/", exchange.exchange_apply, name="exchange_apply"),
    path("entreprises/<slug:slug>/export.<str:form>", exchange.export, name="export"),
    path("entreprises/<slug:slug>/exemple.<str:form>", exchange.sample, name="sample"),
]
