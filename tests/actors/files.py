"""Files of public sources as tests write them."""

import csv

from pat_logistics.actors.sources import COLUMNS

CANTEEN = {
    "name": "Cuisine centrale de l’exemple",
    "kind": "outlet",
    "insee": "48095",
    "what_it_does": "Achète local.",
    "area": "mardi matin",
    "departements": "48",
    "customer_type": "care_home",
    "weekdays": "2",
    "website": "",
    "source_url": "https://exemple.fr/cuisine",
    "source_date": "2024-05",
    "confidence": "A",
}
TOOL = CANTEEN | {
    "name": "Outil de l’exemple", "kind": "tool", "insee": "", "departements": "*", "customer_type": "",
    "weekdays": "", "area": "France",
}  # fmt: skip


def written(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS)
        lines.writeheader()
        lines.writerows(rows)
    return path
