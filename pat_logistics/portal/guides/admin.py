from django.contrib import admin

from pat_logistics.portal.guides.models import Guide


@admin.register(Guide)
class GuideAdmin(admin.ModelAdmin):
    """To publish, withdraw and order; the text is corrected on its own page, which keeps two people apart."""

    list_display = ["title", "position", "published_at", "updated_at"]
    fields = ["title", "slug", "position", "published_at", "updated_at"]
    readonly_fields = ["title", "slug", "updated_at"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """The next update of the portal would bring it back: withdraw it instead."""
        return False
