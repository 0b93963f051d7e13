from django.urls import path, re_path

from needs_survey.needs import group_views, views

app_name = "needs"

urlpatterns = [
    path("", views.flows, name="flows"),
    path("flux/<slug:origin>/<slug:arrival>/", views.flow, name="flow"),
    path("groupes/", group_views.index, name="groups"),
    path("groupes/<int:pk>/", group_views.detail, name="group"),
    path("groupes/<int:pk>/retirer/", group_views.remove, name="group_remove"),
    path("groupes/<int:pk>/supprimer/", group_views.delete, name="group_delete"),
    re_path(r"^groupes/(?P<pk>[0-9]{1,9})\.(?P<kind>csv|xlsx)$", group_views.export, name="group_export"),
    re_path(r"^rapport\.(?P<kind>pdf|docx)$", views.report, name="report"),
    path("<slug:code>/", views.view, name="view"),
    re_path(r"^(?P<code>[a-z]+)\.(?P<kind>csv|xlsx|geojson|svg|png)$", views.export, name="export"),
]
