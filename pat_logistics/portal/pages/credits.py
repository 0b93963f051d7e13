"""Free software the portal runs on or serves: name, what for, licence."""

LIBRARIES = (
    ("Django", "pages et données", "BSD"),
    ("Django REST framework, drf-spectacular", "API et sa documentation", "BSD"),
    ("django-allauth", "connexion par code", "MIT"),
    ("django-csp, django-filter, django-htmx", "sécurité, filtres, mises à jour de page", "BSD et MIT"),
    ("Leaflet, django-leaflet", "cartes", "BSD et LGPL"),
    ("htmx", "mises à jour de page", "0BSD"),
    ("markdown-it-py", "mise en forme des guides", "MIT"),
    ("WeasyPrint", "documents PDF", "BSD"),
    ("resvg", "graphiques en image", "MIT"),
    ("NumPy, SciPy, Shapely", "calculs, trajets et contours", "BSD"),
    ("PostgreSQL", "base de données", "PostgreSQL"),
    ("Valkey", "cache et tâches", "BSD"),
    (
        "Valhalla",
        "itinéraires, sur les données d’OpenStreetMap (ODbL)",
        "MIT",
    ),
    ("Celery", "tâches de fond", "BSD"),
    ("WhiteNoise, Gunicorn", "service des pages", "MIT"),
)
