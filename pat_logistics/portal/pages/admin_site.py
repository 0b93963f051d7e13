"""The admin: what is posted is bounded and what is typed is never a crash, in every page of every app."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

# Rows of one kind below an object, new ones included: the most that somebody edits on one page.
MAX_ROWS = 100


class Autocomplete(AutocompleteSelect):
    """Django's own looks for whatever was posted as it shows the form again: a word is no key."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        remote = self.field.remote_field
        target = remote.model._meta.get_field(getattr(remote, "field_name", remote.model._meta.pk.name))
        return super().optgroups(name, [key for key in value if _may_be_a_key(target, key)], attr)


def _may_be_a_key(field: Any, text: str) -> bool:
    try:
        field.to_python(text)
    except ValidationError:
        return False
    return "\0" not in text


class Careful(admin.options.BaseModelAdmin):
    """What holds for the pages of a model, and for the rows below them."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Autocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CarefulInline(Careful):
    """Rows below an object: a number of rows that somebody forged is refused before they are made."""

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        bounds: dict[str, Any] = {"absolute_max": MAX_ROWS + 1}
        if self.has_add_permission(request, obj):  # type: ignore[call-arg]
            bounds |= {"max_num": MAX_ROWS, "validate_max": True}
        return super().get_formset(request, obj, **{**bounds, **kwargs})  # type: ignore[misc]


class CarefulModel(Careful):
    def get_inlines(self, request: Any, obj: Any) -> Any:
        return [_careful(inline, CarefulInline) for inline in super().get_inlines(request, obj)]  # type: ignore[misc]


@cache
def _careful(own: type, rules: type) -> Any:
    return type(own.__name__, (rules, own), {"__module__": own.__module__, "__doc__": own.__doc__})


class PortalAdminSite(admin.AdminSite):
    """Every model registered here follows the rules above, without a word in its own admin."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        own = _careful(admin_class or admin.ModelAdmin, CarefulModel)
        super().register(model_or_iterable, own, **options)
