"""An entry as an advisor types it."""

PETR = {
    "name": "PETR de l’exemple",
    "kind": "petr",
    "what_it_does": "Réunit les fermes qui veulent livrer ensemble.",
    "commune": "48095",
    "departements": "48, Gard",
    "website": "https://exemple.fr",
}
CANTEEN = PETR | {
    "name": "Cantine de l’exemple",
    "kind": "outlet",
    "customer_type": "school_canteen",
    "weekdays": ["2", "4"],
    "not_before": "07:00",
    "not_after": "10:30",
    "lead_time_hours": "72",
    "minimum_kg": "2,5",
    "temperatures": ["chilled"],
    "asks_approval": "yes",
}
