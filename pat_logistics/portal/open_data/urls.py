from django.urls import path, re_path

from pat_logistics.portal.open_data import embed, feeds, views

app_name = "open_data"

DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
NAME = r"(?P<name>[-a-z0-9]+\.[a-z]+)"

urlpatterns = [
    path("", views.index, name="index"),
    re_path(r"^catalogue\.(?P<kind>jsonld|rdf)$", views.catalogue_file, name="catalogue"),
    re_path(rf"^fichiers/derniers/{NAME}$", views.latest_file, name="latest"),
    re_path(rf"^fichiers/{DAY}/{NAME}$", views.file, name="file"),
    # Before the lists: it would be one of them.
    path("integrer/", embed.builder, name="embed"),
    path("integrer/producteurs/", embed.framed, name="framed"),
    path("integrer/carte/", embed.framed_map, name="framed_map"),
    path("integrer/carte.json", embed.framed_points, name="framed_points"),
    path("<slug:code>/", views.dataset, name="dataset"),
    path("<slug:code>/schema.json", views.schema, name="schema"),
    path("<slug:code>/changements.atom", feeds.changes, name="changes"),
]
