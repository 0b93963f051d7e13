from django.contrib import admin

from cost_calc.models import ReferenceValue, VehicleType


@admin.register(ReferenceValue)
class ReferenceValueAdmin(admin.ModelAdmin):
    list_display = ["code", "label", "value", "unit", "valid_from", "confidence", "source"]
    list_filter = ["confidence", "valid_from"]
    search_fields = ["code", "label", "source"]


@admin.register(VehicleType)
class VehicleTypeAdmin(admin.ModelAdmin):
    list_display = [
        "code",
        "label",
        "eur_per_km",
        "litres_per_100km",
        "kwh_per_100km",
        "payload_kg",
        "valid_from",
    ]
    search_fields = ["code", "label"]
