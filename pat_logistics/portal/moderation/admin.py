from django.contrib import admin

from pat_logistics.portal.moderation.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """To look, and to erase: reports are settled in the queue, which also writes to those concerned."""

    list_display = ["__str__", "state", "created_at", "handled_by", "handled_at"]
    list_filter = ["state", "reason"]
    list_select_related = ["producer", "solution", "carrier", "handled_by"]
    search_fields = ["text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
