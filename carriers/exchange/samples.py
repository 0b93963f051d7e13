"""A file to start from: one invented grid, with the company's own service."""

import datetime
from decimal import Decimal
from typing import Any


def sample_lines(service: str, today: datetime.date) -> list[dict[str, Any]]:
    """A grid per 100 kg from next year on: a flat price under 100 kg, a mountain zone."""
    first = datetime.date(today.year + 1, 1, 1)
    keys = {"Service": service, "Usage": "transport", "Valable du": first}
    grid = {
        "Nom de la grille": f"Exemple à remplacer, {first.year}",
        "Mode de calcul": "aux 100 kg",
        "Prix TTC": "non",
        "Minimum (€)": Decimal(28),
        "Payant-pour": "oui",
        "Supplément frais (%)": Decimal(25),
        "Source": "Exemple inventé",
        "Date de la source": today,
    }
    zone = {
        "Zone": "MONTAGNE",
        "Intitulé de la zone": "Zone de montagne",
        "Supplément de zone (%)": Decimal(8),
    }
    bands = [(0, 100, 35, "oui"), (100, 300, 42, "non"), (300, None, 34, "non")]
    return [
        {"Ligne": "grille", **keys, **grid},
        {"Ligne": "zone", **keys, **zone},
        *(
            {
                "Ligne": "tranche",
                **keys,
                "De (kg)": Decimal(low),
                "À (kg)": "" if high is None else Decimal(high),
                "Prix (€)": Decimal(price),
                "Forfait": flat,
            }
            for low, high, price, flat in bands
        ),
    ]
