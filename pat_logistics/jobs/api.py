"""A job in the API: how far it is, for who asked for it."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import RetrieveAPIView

from pat_logistics.jobs.models import Job, JobState
from pat_logistics.jobs.results import has_result


class JobSerializer(serializers.ModelSerializer):
    """Long work: its progress and, once it is done, where its result is."""

    title = serializers.CharField(help_text="Ce que fait ce travail, en clair.")
    state = serializers.ChoiceField(JobState.choices, help_text="Où il en est.")
    page_url = serializers.SerializerMethodField(help_text="Sa page sur le portail.")
    result_url = serializers.SerializerMethodField(
        help_text="Où lire le résultat ; nul tant qu’il n’y en a pas."
    )

    class Meta:
        model = Job
        fields = [
            "key", "kind", "title", "state", "done", "total", "error", "created_at", "started_at",
            "finished_at", "expires_at", "page_url", "result_url",
        ]  # fmt: skip
        extra_kwargs = {
            "key": {"help_text": "Identifiant."},
            "kind": {"help_text": "Code de ce que fait ce travail."},
            "done": {"help_text": "Ce qui est fait."},
            "total": {"help_text": "Ce qui est à faire ; 0 tant qu’on ne le sait pas."},
            "error": {"help_text": "Ce qui l’a arrêté, en français ; vide sinon."},
            "created_at": {"help_text": "Demandé le."},
            "started_at": {"help_text": "Commencé le."},
            "finished_at": {"help_text": "Fini le."},
            "expires_at": {"help_text": "Ses données et son résultat sont effacés après cette date."},
        }

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page_url(self, job: Job) -> str:
        return self._absolute(job.get_absolute_url())

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_result_url(self, job: Job) -> str | None:
        return self._absolute(reverse("jobs:result", args=[job.key])) if has_result(job) else None

    def _absolute(self, path: str) -> str:
        return self.context["request"].build_absolute_uri(path)


@extend_schema(
    summary="Suivre un travail",
    description=(
        "Un travail long (un gros import, par exemple), pour la personne qui l’a demandé, connectée au "
        "portail, et pour les administrateurs. Pour toute autre personne, il n’existe pas (404)."
    ),
    parameters=[
        OpenApiParameter(
            "key", {"type": "string", "format": "uuid"}, "path", description="Identifiant du travail."
        )
    ],
)
class JobView(RetrieveAPIView):
    serializer_class = JobSerializer
    lookup_field = "key"
    queryset = Job.objects.order_by("pk")

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user).defer("inputs")
