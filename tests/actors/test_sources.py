"""The public sources that came with the portal."""

from collections import Counter

import pytest

from pat_logistics.actors.enums import Origin, Standing
from pat_logistics.actors.sources import ActorFileError, read_actors
from pat_logistics.territory.reference import shipped_communes
from tests.actors.files import CANTEEN, TOOL, written


@pytest.mark.django_db
def test_each_entry_of_the_portal_is_right_and_waits_to_be_confirmed():
    actors = read_actors()
    for actor in actors:
        actor.full_clean(exclude=["commune"], validate_unique=False)
    assert len(actors) == 114
    assert {actor.standing for actor in actors} == {Standing.UNCONFIRMED}
    assert {actor.origin for actor in actors} == {Origin.SOURCE}
    assert all(actor.source_url for actor in actors)


def test_each_has_an_address_of_its_own_and_a_commune_that_exists():
    actors = read_actors()
    assert max(Counter(actor.slug for actor in actors).values()) == 1
    known = {row.insee for row in shipped_communes()}
    assert {actor.commune_id for actor in actors} - {None} <= known


def test_their_texts_are_written_as_french_is():
    straight = [actor.name for actor in read_actors() if "'" in f"{actor.name}{actor.what_it_does}"]
    assert straight == []


def test_a_day_is_kept_only_where_the_source_says_it():
    told = {actor.name: actor.weekday_names for actor in read_actors() if actor.weekdays}
    assert told["Marché de Mende (samedi)"] == ["samedi"]
    assert "Marché de Marvejols" not in told
    assert all(day in actor.area.lower() for actor in read_actors() for day in actor.weekday_names)


def test_a_star_is_the_whole_country(tmp_path):
    [canteen, tool] = read_actors(written(tmp_path / "a.csv", CANTEEN, TOOL))
    assert (canteen.everywhere, canteen.departements, canteen.weekdays) == (False, ["48"], [2])
    assert (tool.everywhere, tool.departements, tool.commune_id) == (True, [], None)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "roi"}, "ligne 2"),
        ({"source_url": "exemple"}, "URL"),
        ({"customer_type": "home"}, "home"),
        ({"name": "12"}, "deux lettres"),
    ],
)
def test_a_bad_line_is_named(tmp_path, wrong, told):
    with pytest.raises(ActorFileError, match=told):
        read_actors(written(tmp_path / "a.csv", CANTEEN | wrong))


def test_a_file_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("nom;nature\n", encoding="utf-8")
    with pytest.raises(ActorFileError, match="colonnes attendues"):
        read_actors(path)
