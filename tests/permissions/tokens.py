from tests.permissions.rows import NOT_FOUND, REDIRECT, SIGNED_IN, Row, everyone

SIGNED_IN_BAD = SIGNED_IN | {role: 400 for role, status in SIGNED_IN.items() if status == 200}

ROWS = {
    "tokens:list": [Row(SIGNED_IN), Row(SIGNED_IN_BAD, method="post", data={"name": ""})],
    # Nobody of the world has one.
    "tokens:revoke": Row(
        everyone(NOT_FOUND) | {"visitor": REDIRECT},
        args=lambda world: [999_999],
        method="post",
        is_page=False,
    ),
}
