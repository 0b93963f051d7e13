"""Waiting for what a page does a moment after the gesture."""


def eventually(page, holds):
    """Asked from outside the page: its security policy lets no text be evaluated inside, again and again."""
    for _ in range(80):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()
