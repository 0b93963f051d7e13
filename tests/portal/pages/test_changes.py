"""What changed in the calculations, told to those who use them."""

from django.urls import reverse

from pat_logistics.portal.pages.changes import calculation_changes, changes_of

LOG = """# Journal

## [Non publié]

### Calculs

- Une route **plus longue**.

### Ajouté

- Une page.

## [0.1.0] – 2026-11-01

### Ajouté

- Tout.
"""


def test_only_what_changed_in_the_calculations_is_told():
    (change,) = changes_of(LOG)
    assert change.version == "Dernière mise à jour"
    assert "<strong>plus longue</strong>" in change.html
    assert "Une page" not in change.html


def test_the_change_log_tells_the_example_before_and_after(client, db):
    page = client.get(reverse("pages:changes")).content.decode()
    for words in ("Mende", "Montpellier", "160", "205"):
        assert words in page
    assert calculation_changes()
