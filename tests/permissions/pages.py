from tests.permissions.rows import SIGNED_IN, STAFF, Row, everyone, public_file, public_page

ROWS = {
    "healthz": public_file(),
    "readyz": public_file(),
    "pages:home": public_page(),
    "pages:search": public_page(query={"q": "fromage mende"}),
    "pages:advisors": public_page(),
    "pages:commune": public_page(args=lambda world: [world.commune.pk, "mende"]),
    "pages:workspace": Row(SIGNED_IN),
    "pages:components": Row(STAFF),
    "pages:legal": public_page(),
    "pages:privacy": public_page(),
    "pages:accessibility": public_page(),
    "pages:credits": public_page(),
    "pages:changes": public_page(),
    "pages:site_map": public_page(),
    "pages:departement_outline": public_file(),
    "pages:manifest": public_file(),
    "pages:robots": public_file(),
    "pages:sitemap": public_file(),
    "pages:security_txt": public_file(),
    "pages:favicon": Row(everyone(302), is_page=False),
}
