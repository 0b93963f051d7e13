"""Contents of the components page: invented values, each chosen to show a state."""

import datetime

from django.core.paginator import Paginator

from pat_logistics.portal.pages.forms import SampleForm

MAP_POINTS = [
    {"id": 1, "lat": 44.518, "lon": 3.5, "label": "Ferme exemple", "detail": "Mende", "kind": "start"},
    {
        "id": 2,
        "lat": 44.72,
        "lon": 3.28,
        "label": "Point de dépôt exemple",
        "detail": "Saint-Chély",
        "kind": "solution",
    },
    {"id": 3, "lat": 44.32, "lon": 3.59, "label": "Client exemple", "detail": "Florac", "kind": "stop"},
]
MAP_LEGS = [
    {"kind": "own", "label": "votre fourgon", "points": [[44.518, 3.5], [44.72, 3.28]]},
    {"kind": "carrier", "label": "transporteur", "points": [[44.72, 3.28], [44.32, 3.59]]},
]
FACET_OPTIONS = [
    {"value": "ambient", "label": "ambiante", "count": 12, "checked": False},
    {"value": "chilled", "label": "frais (0 à +4 °C)", "count": 7, "checked": True},
    {"value": "frozen", "label": "surgelé (−18 °C)", "count": 0, "checked": False},
]
TABS = [
    {"url": "?vue=liste", "label": "Liste", "current": True},
    {"url": "?vue=carte", "label": "Carte", "current": False},
]
STEPS = [
    {"label": "Votre ferme", "state": "done"},
    {"label": "Vos produits", "state": "current"},
    {"label": "Vos livraisons", "state": ""},
]
TABLE_HEADERS = ["Solution", "Coût", "CO₂"]
TABLE_ROWS = [["Votre fourgon", "1,12 €/kg", "310 g CO₂e/kg"], ["Transporteur", "0,84 €/kg", "95 g CO₂e/kg"]]


def component_samples():
    """Context of the components page."""
    pages = Paginator(range(200), 10)
    return {
        "form": SampleForm(),
        "form_with_errors": SampleForm({"temperature": "hot", "mass_kg": "-3"}),
        "map_points": MAP_POINTS,
        "map_legs": MAP_LEGS,
        "facet_options": FACET_OPTIONS,
        "tabs": TABS,
        "steps": STEPS,
        "headers": TABLE_HEADERS,
        "rows": TABLE_ROWS,
        "page": pages.page(5),
        "printed_on": datetime.date(2026, 11, 22),
        "numbers": [None, 0, 0.004, -12.5, 1234.5, 9_999_999],
    }
