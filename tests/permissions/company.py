"""The own space of a carrier: its staff, advisors and administrators; for anyone else it does not exist."""

from tests.permissions.rows import NOT_FOUND, OK, REDIRECT, SIGNED_IN, Row, everyone

KEEPERS = everyone(NOT_FOUND) | {"visitor": REDIRECT, "carrier": OK, "advisor": OK, "administrator": OK}
KEEPERS_DO = KEEPERS | {"carrier": REDIRECT, "advisor": REDIRECT, "administrator": REDIRECT}
ADVISORS_DO = KEEPERS_DO | {"carrier": 403}
HAVE_A_COMPANY = {"carrier": REDIRECT, "rival": REDIRECT}


def company(world):
    return [world.solution.carrier.slug]


def service(world):
    return [world.solution.slug]


def own(relation, *more):
    return lambda world: [world.solution.slug, getattr(world.solution, relation).first().pk, *more]


def grid(*more):
    return lambda world: [world.solution.grids.order_by("valid_during").first().pk, *more]


def done(args, expected=KEEPERS_DO, **kwargs):
    return Row(expected, args=args, method="post", data={}, is_page=False, **kwargs)


ROWS = {
    "company:home": Row(SIGNED_IN | HAVE_A_COMPANY),
    "company:create": Row(SIGNED_IN | HAVE_A_COMPANY),
    "company:overview": Row(KEEPERS, args=company),
    "company:edit": Row(KEEPERS, args=company),
    "company:history": Row(KEEPERS, args=company),
    "company:publish": done(company, ADVISORS_DO),
    "company:confirm": done(company),
    "company:solution_add": Row(KEEPERS, args=company),
    "company:solution": Row(KEEPERS, args=service),
    "company:solution_publish": done(service, ADVISORS_DO),
    # An empty answer withdraws nothing: the address of a service that does not exist.
    "company:solution_withdraw": done(lambda world: ["aucun"], everyone(NOT_FOUND) | {"visitor": REDIRECT}),
    "company:solution_confirm": done(service),
    "company:areas": Row(KEEPERS, args=service),
    "company:area": Row(KEEPERS, args=own("areas")),
    "company:area_delete": done(
        lambda world: [world.solution.slug, 0], everyone(NOT_FOUND) | {"visitor": REDIRECT}
    ),
    "company:drop_points": Row(KEEPERS, args=service),
    "company:drop_point": Row(KEEPERS, args=own("drop_points")),
    "company:drop_point_delete": done(
        lambda world: [world.solution.slug, 0], everyone(NOT_FOUND) | {"visitor": REDIRECT}
    ),
    "company:put_back": done(lambda world: [world.solution.slug, "oublie"]),
    "company:grids": Row(KEEPERS, args=service),
    "company:grid_add": [Row(KEEPERS, args=service), Row(KEEPERS, args=service, method="post", data={})],
    "company:grid": Row(KEEPERS, args=grid()),
    "company:grid_edit": Row(KEEPERS, args=grid()),
    "company:grid_version": Row(KEEPERS, args=grid()),
    "company:grid_end": done(grid()),
    "company:grid_delete": done(lambda world: [0], everyone(NOT_FOUND) | {"visitor": REDIRECT}),
    "company:grid_export": Row(KEEPERS, args=grid("csv"), is_page=False),
    "company:exchange": Row(KEEPERS, args=company),
    "company:exchange_apply": done(company),
    "company:export": Row(KEEPERS, args=lambda world: [*company(world), "xlsx"], is_page=False),
    "company:sample": Row(KEEPERS, args=lambda world: [*company(world), "csv"], is_page=False),
    "cost_calc:tariff_preview": Row(KEEPERS, args=service, method="post", data={}, is_page=False),
}
