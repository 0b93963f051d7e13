"""Takes pictures of the pages of a running portal, in `var/screenshots/`.

    python -m tests.browser.screenshots [http://127.0.0.1:8000] [/calculer/ …]

Without pages, the main ones; each at the three widths the pages are looked at.
"""

import sys
from pathlib import Path

from django.utils.text import slugify
from playwright.sync_api import sync_playwright

from tests.browser.chromium import HEIGHT, SOMEBODY_IS_THERE, WIDTHS, launch

FOLDER = Path("var", "screenshots")
PORTAL = "http://127.0.0.1:8000"
COMPARISON = "/calculer/?origin=48095&destination=34172&family=cheese&mass_kg=60&per_month=4"
PAGES = {
    "accueil": "/",
    "calculer": "/calculer/",
    "resultat": COMPARISON,
    "producteurs": "/producteurs/",
    "solutions": "/solutions/",
    "connexion": "/compte/connexion/",
    "mentions-legales": "/mentions-legales/",
    "accessibilite": "/accessibilite/",
    "credits": "/credits/",
    "introuvable": "/introuvable/",
    "api": "/api/v1/docs/",
}


def take(portal, pages, *, folder=FOLDER, color_scheme="light"):
    """One picture of the whole page per page and width; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(locale="fr-FR", color_scheme=color_scheme).new_page()
        for name, address in pages.items():
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(portal + address, wait_until="load")
                if page.locator("[data-map]").count():
                    page.evaluate(SOMEBODY_IS_THERE)
                    page.wait_for_selector("[data-map][data-ready]", state="attached")
                files.append(folder / f"{name}-{width}-{color_scheme}.png")
                page.screenshot(path=files[-1], full_page=True)
        browser.close()
    return files


def main(arguments):
    portal = arguments[0].rstrip("/") if arguments else PORTAL
    pages = {slugify(address) or "accueil": address for address in arguments[1:]} or PAGES
    for color_scheme in ("light", "dark"):
        for file in take(portal, pages, color_scheme=color_scheme):
            sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
