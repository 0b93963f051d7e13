"""Pages of the business apps: everything published is for everybody."""

from tests.permissions.rows import REDIRECT, Row, everyone, public_file, public_page

QUESTION = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "per_month": "4"}

ROWS = {
    "cost_calc:compare": [public_page(), public_page(query=QUESTION)],
    "cost_calc:document": Row(everyone(REDIRECT), is_page=False),  # without a question
    "cost_calc:references": public_page(),
    "cost_calc:references_csv": public_file(),
    "cost_calc:rules": public_page(),
    "producers:list": [
        public_page(),
        public_page(query={"q": "fromage"}),
        public_page(query={"q": "introuvable"}),
    ],
    "producers:detail": public_page(args=lambda world: [world.producer.slug]),
    "carriers:list": [
        public_page(),
        public_page(query={"q": "introuvable"}),
        public_page(query=QUESTION | {"weekday": "2"}),
    ],
    "carriers:detail": public_page(args=lambda world: [world.solution.slug]),
    "carriers:short": Row(everyone(REDIRECT), args=lambda world: [world.solution.pk]),
    "carriers:map": public_file(),
    "carriers:csv": public_file(),
    "carriers:area": public_file(args=lambda world: [world.solution.slug]),
    "cost_calc:solution_price": [
        public_page(args=lambda world: [world.solution.slug]),
        public_page(args=lambda world: [world.solution.slug], query=QUESTION),
    ],
    "carriers:carrier": public_page(args=lambda world: [world.solution.carrier.slug]),
    "territory:search": public_file(query={"q": "mende"}),
}
