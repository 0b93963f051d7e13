"""A calculation asked of the API, and what every refusal holds."""

ROUND = "/api/v1/calculations/round/"

BODY = {
    "vehicle": {"eur_per_km": 0.5, "co2e_g_per_km": 250},
    "distance_km": 10,
    "driving_minutes": 20,
    "eur_per_hour": 15,
}


def post(caller, body, **extra):
    return caller.post(ROUND, body, content_type="application/json", **extra)


def assert_problem(response, status):
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    return problem
