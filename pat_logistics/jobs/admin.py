"""The jobs of everybody, to be read."""

from django.contrib import admin

from pat_logistics.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """What was given and what came out are left out: they speak of farms, and are their owner's."""

    list_display = ["title", "owner", "state", "done", "total", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "kind", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["owner__email", "key"]
    exclude = ["inputs", "rows"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
