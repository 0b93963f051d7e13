"""Requests and answers shown by the API's documentation. The tests send the ones and expect the others."""

ROUND_REQUEST = {
    "vehicle": {"eur_per_km": 0.5759, "co2e_g_per_km": 253.918},
    "distance_km": 84.2,
    "driving_minutes": 98,
    "delivery_minutes": 45,
    "eur_per_hour": 15,
    "mass_kg": 120,
}


def _line(component: str, eur: float, minutes: float, co2e_kg: float = 0.0) -> dict[str, str | float]:
    return {
        "component": component,
        "eur": eur,
        "co2e_kg": co2e_kg,
        "minutes": minutes,
        "provenance": "declared",
        "source": "",
    }


ROUND_RESPONSE = {
    "lines": [
        _line("vehicle", 48.49078, 0.0, 21.379895600000005),
        _line("driving", 24.5, 98.0),
        _line("delivery", 11.25, 45.0),
        _line("other_work", 0.0, 0.0),
        _line("other", 0.0, 0.0),
    ],
    "total_eur": 84.24078,
    "total_minutes": 143.0,
    "co2e_kg": 21.379895600000005,
    "co2_tank_to_wheel_kg": None,
    "nox_g": None,
    "pm_g": None,
    "eur_per_kg": 0.7020065,
    "co2e_kg_per_kg": 0.1781657966666667,
}

COMPARE_REQUEST = {
    "shipment": {
        "origin": "48095",
        "destination": "34172",
        "mass_kg": 60,
        "product_family": "cheese",
        "temperature": "chilled",
        "goods_value_eur": 900,
        "deliveries_per_year": 48,
    },
    "own_vehicle": {"code": "logicout_fourgon_e5"},
}
