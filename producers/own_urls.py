"""Addresses where a farm is kept: by its producer, by the advisors, and behind the link of a mail."""

from django.urls import include, path

from producers.views import advising, farm, intake, received, sections

farm_patterns = [
    path("", farm.index, name="index"),
    path("creer/", farm.create, name="create"),
    path("demander/<int:pk>/", farm.claim, name="claim"),
    path("demander/cle/<str:key>/", farm.claim_hidden, name="claim_hidden"),
    path("prendre/<int:pk>/", received.take, name="take"),
    path("recue/", received.again, name="received_again"),
    path("recue/<str:token>/", received.received, name="received"),
    path("recue/<str:token>/reprendre/", received.claim, name="received_claim"),
    path("recue/<str:token>/corriger/", received.correct, name="received_correct"),
    path("recue/<str:token>/retirer/", received.withdraw, name="received_withdraw"),
    path("recue/<str:token>/refuser/", received.refuse, name="received_refuse"),
    path("<int:pk>/", farm.overview, name="overview"),
    path("<int:pk>/fiche/", farm.profile, name="profile"),
    path("<int:pk>/publication/", farm.publication, name="publication"),
    path("<int:pk>/publication/choisir/", farm.publish, name="publish"),
    path("<int:pk>/apercu/", farm.preview, name="preview"),
    path("<int:pk>/historique/", farm.history, name="history"),
    path("<int:pk>/donnees/", farm.data, name="data"),
    path("<int:pk>/donnees/export.json", farm.export_json, name="export_json"),
    path("<int:pk>/donnees/export.xlsx", farm.export_xlsx, name="export_xlsx"),
    path("<int:pk>/supprimer/", farm.erase, name="erase"),
    path("<int:pk>/<slug:section>/", sections.rows, name="rows"),
    path("<int:pk>/<slug:section>/ajouter/", sections.edit, name="row_add"),
    path("<int:pk>/<slug:section>/<int:row>/", sections.edit, name="row_edit"),
    path("<int:pk>/<slug:section>/<int:row>/supprimer/", sections.delete, name="row_delete"),
]

advising_patterns = [
    path("", advising.index, name="index"),
    path("creer/", advising.create, name="create"),
    path("demandes/", advising.claims, name="claims"),
    path("demandes/<int:pk>/", advising.decide, name="decide"),
    path("listes/", intake.intakes, name="intakes"),
    path("listes/<int:pk>/", intake.detail, name="intake"),
    path("listes/<int:pk>/colonnes/", intake.columns, name="intake_columns"),
    path("listes/<int:pk>/decider/", intake.decide, name="intake_decide"),
    path("listes/<int:pk>/ecrire/", intake.apply, name="intake_apply"),
    path("listes/<int:pk>/annuler/", intake.undo, name="intake_undo"),
]

urlpatterns = [
    path("ferme/", include((farm_patterns, "farm"))),
    path("producteurs/", include((advising_patterns, "advising"))),
]
