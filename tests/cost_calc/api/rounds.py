"""A round, as the API is asked for it, and the published ones."""

from pathlib import Path

VEHICLE = {"eur_per_km": 0.5759, "co2e_g_per_km": 253.918}
ROUND = {"vehicle": VEHICLE, "distance_km": 100, "driving_minutes": 120, "eur_per_hour": 15}

URL = "/api/v1/calculations/round/"

ORACLE = Path(__file__).parents[2] / "data" / "oracle" / "logicout_rounds.csv"
