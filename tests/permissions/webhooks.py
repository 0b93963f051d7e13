from tests.permissions.rows import NOT_FOUND, REDIRECT, SIGNED_IN, Row, everyone

SIGNED_IN_BAD = SIGNED_IN | {role: 400 for role, status in SIGNED_IN.items() if status == 200}


def of_nobody(method="post"):
    """Nobody of the world has one."""
    return Row(
        everyone(NOT_FOUND) | {"visitor": REDIRECT},
        args=lambda world: [999_999],
        method=method,
        is_page=False,
    )


ROWS = {
    "webhooks:list": [Row(SIGNED_IN), Row(SIGNED_IN_BAD, method="post", data={"name": ""})],
    "webhooks:detail": of_nobody("get"),
    "webhooks:edit": [of_nobody("get"), of_nobody()],
    **{
        f"webhooks:{name}": of_nobody()
        for name in ("rotate", "ping", "stop", "resume", "send_again", "delete")
    },
}
