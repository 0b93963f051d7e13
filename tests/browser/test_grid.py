"""The grid of prices with a real clipboard, and what comes by itself when a way of counting is chosen."""

from django.urls import reverse
from playwright.sync_api import expect

SHEET = "De\tÀ\tPrix\n0\t10\t14,00 €\n10\t30\t19,00 €\n30\t100\t1 042,50\n100\tet plus\t34\n"


def values(page, name):
    return [page.locator(f"#id_bands-{row}-{name}").input_value() for row in range(4)]


def test_a_sheet_is_spread_from_the_cell_and_taken_back_and_the_basis_shows_its_questions(
    watched, world, sign_in
):
    sign_in(watched, world.users["carrier"])
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.open(reverse("company:grid_add", args=[world.solution.slug]))
    page.get_by_label("Nom de la grille").fill("Groupage collé")
    page.evaluate("text => navigator.clipboard.writeText(text)", SHEET)
    page.locator("#id_bands-0-min_kg").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_text("4\u00a0lignes et 3\u00a0colonnes collées.")).to_be_visible()
    assert values(page, "min_kg") == ["0", "10", "30", "100"]
    assert values(page, "max_kg") == ["10", "30", "100", ""]
    assert values(page, "price_eur") == ["14,00\u0020€", "19,00\u0020€", "1 042,50", "34"]

    page.get_by_label("Mode de calcul").select_option("pallet")
    page.locator("#id_kg_per_pallet[type=text]").wait_for()
    expect(page.get_by_role("button", name="Montrer les questions de ce mode")).to_be_hidden()
    assert page.get_by_label("Nom de la grille").input_value() == "Groupage collé"
    # The server read « 1 042,50 » and « 14,00 € » in between, and writes them back its own way.
    assert [value.replace(".", ",") for value in values(page, "price_eur")] == [
        "14,00",
        "19,00",
        "1042,50",
        "34",
    ]

    page.evaluate("text => navigator.clipboard.writeText(text)", "55\t60\n56\t61\n57\t62")
    page.locator("#id_bands-2-max_kg").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#id_bands-4-price_eur").input_value() == "62"
    page.get_by_role("button", name="Annuler le collage").click()
    assert page.locator("#id_bands-4-price_eur").count() == 0
    assert page.locator("#id_bands-2-max_kg").input_value() == "100"

    held = []

    def hold(route):
        held.append(route)

    page.route("**/prix/ajouter/", hold)
    with page.expect_request("**/prix/ajouter/"):
        page.get_by_label("Mode de calcul").select_option("stop")
    page.get_by_label("Remarque pour les producteurs").fill("Tapé pendant la réponse")
    page.unroute("**/prix/ajouter/")
    held[0].continue_()
    page.locator("#id_pickup_eur[type=text]").wait_for()
    assert page.get_by_label("Remarque pour les producteurs").input_value() == "Tapé pendant la réponse"
    assert watched.problems == []
