"""The guides that come with the portal."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

import carriers.demo
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.history import version
from pat_logistics.portal.guides import services
from pat_logistics.portal.guides.example import figures_of
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.services import DATA_DIR, GuideFileError, load_guides, read_guide
from pat_logistics.portal.guides.text import words_of
from pat_logistics.territory.models import Commune
from tests.factories.territory import load_region

FILES = sorted(DATA_DIR.glob("*.md"))


@pytest.fixture
def whole_territory(db):
    load_region()
    load_reference_values()
    assert Commune.objects.exists()


def test_there_are_ten_of_them():
    assert len(FILES) == 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_one_is_short_and_has_a_dated_source(file):
    guide = read_guide(file)
    assert 350 <= len(words_of(guide.body)) <= 600
    assert guide.sources
    assert all(source["date"] for source in guide.sources)


def test_the_example_of_each_one_opens_the_calculator_and_has_figures(client, whole_territory):
    load_guides()
    for guide in Guide.objects.all():
        result = client.get(f"{reverse('cost_calc:compare')}?{guide.example_query}")
        assert result.status_code == 200
        assert result.templates[0].name == "cost_calc/result.html", guide.slug
        assert figures_of(guide.example_query, date(2026, 11, 23)), guide.slug
        assert client.get(guide.get_absolute_url()).status_code == 200


def test_the_guide_of_tariffs_shows_the_bill_of_a_carrier(client, whole_territory):
    carriers.demo.load()
    load_guides()
    guide = Guide.objects.get(slug="lire-un-tarif-de-transport")
    figures = figures_of(guide.example_query, date(2026, 11, 23))
    assert "Groupage" in figures.way
    assert sum(line.eur for line in figures.lines) == pytest.approx(figures.total_eur, abs=0.005)
    assert "Ce que sa grille en fait" in client.get(guide.get_absolute_url()).text


@pytest.mark.django_db
def test_a_figure_of_the_example_is_never_kept_in_the_text():
    for file in FILES:
        assert "€" not in read_guide(file).example_text


@pytest.mark.django_db
def test_a_second_load_adds_and_changes_nothing():
    assert load_guides() == (len(FILES), 0)
    before = [version(guide) for guide in Guide.objects.all()]
    assert load_guides() == (0, 0)
    assert [version(guide) for guide in Guide.objects.all()] == before


@pytest.mark.django_db
def test_a_guide_nobody_touched_follows_the_new_version_again_and_again(tmp_path):
    file = tmp_path / "01-guide.md"
    text = FILES[0].read_text(encoding="utf-8")
    for title in ("Premier", "Deuxième", "Troisième"):
        file.write_text(f"title: {title}\n{text.split(chr(10), 1)[1]}", encoding="utf-8")
        load_guides(tmp_path)
        assert Guide.objects.get().title == title
    assert load_guides(tmp_path) == (0, 0)


# Each write in its own transaction, as in life: what a load is told by is noted for the whole of its own.
@pytest.mark.django_db(transaction=True)
def test_what_an_advisor_corrected_survives_the_next_load():
    load_guides()
    Guide.objects.filter(slug=read_guide(FILES[0]).slug).update(title="Corrigé", published_at=None)
    load_guides()
    guide = Guide.objects.get(title="Corrigé")
    assert guide.published_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["title: Seul\n---\nTexte", "", "title: T\nsummary: R\nexample_text: E\nexample_query: q\n---\nT"]
)
def test_a_bad_file_is_named_and_nothing_is_loaded(tmp_path, monkeypatch, text):
    (tmp_path / "01-bon.md").write_text(FILES[0].read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "02-mauvais.md").write_text(text, encoding="utf-8")
    with pytest.raises(GuideFileError, match=r"02-mauvais\.md"):
        load_guides(tmp_path)
    monkeypatch.setattr(
        "pat_logistics.portal.guides.management.commands.load_guides.load_guides",
        lambda: load_guides(tmp_path),
    )
    with pytest.raises(CommandError, match=r"02-mauvais\.md"):
        call_command("load_guides")
    assert not services.Guide.objects.exists()
