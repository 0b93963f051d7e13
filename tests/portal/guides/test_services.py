"""The guides that come with the portal."""

import pytest
from django.core.management import CommandError, call_command

from pat_logistics.history import version
from pat_logistics.portal.guides import services
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.services import GuideFileError, load_guides, read_guide
from pat_logistics.portal.guides.text import words_of
from tests.portal.guides.samples import FILES, NEW, written

pytestmark = pytest.mark.django_db


def test_there_are_ten_of_them():
    assert len(FILES) == 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_one_is_short_and_has_a_dated_source(file):
    guide = read_guide(file)
    assert 350 <= len(words_of(guide.body)) <= 600
    assert guide.sources
    assert all(source["date"] for source in guide.sources)


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


def test_a_new_guide_sent_twice_is_added_once(client, advisor, guide):
    addresses = {client.post(NEW, written()).url for _ in range(2)}
    assert len(addresses) == 1
    assert Guide.objects.count() == 2


def test_two_guides_of_the_same_title_have_two_addresses(client, advisor, guide):
    client.post(NEW, written())
    client.post(NEW, written(body="Autre texte"))
    assert set(Guide.objects.exclude(pk=guide.pk).values_list("slug", flat=True)) == {
        "livrer-lete",
        "livrer-lete-2",
    }


def test_a_guide_called_like_a_page_has_an_address_of_its_own(client, advisor, guide):
    response = client.post(NEW, written(title="Nouveau"))
    assert client.get(response.url).context["guide"].title == "Nouveau"
