"""How Chromium is started, for the tests and for the screenshots."""

import os

from playwright.sync_api import Playwright

EXECUTABLE = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (360, 768, 1280)
HEIGHT = 900
SOMEBODY_IS_THERE = "window.dispatchEvent(new Event('pointermove'))"


def launch(playwright: Playwright):
    return playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
