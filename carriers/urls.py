from django.urls import path

from carriers import views

app_name = "carriers"

urlpatterns = [
    path("", views.solution_list, name="list"),
    path("transporteurs/<slug:slug>/", views.carrier_detail, name="carrier"),
    path("<slug:slug>/", views.solution_detail, name="detail"),
]
