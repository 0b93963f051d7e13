"""Départements and their regions."""

from pat_logistics.territory.departements import NAMES, REGIONS, region_of

MAINLAND = {code for code in NAMES if len(code) == 2}


def test_each_departement_of_the_mainland_is_in_one_region():
    listed = " ".join(REGIONS).split()
    assert len(listed) == len(set(listed))
    assert set(listed) == MAINLAND


def test_a_departement_of_elsewhere_is_a_region_by_itself():
    assert region_of("974") == ["974"]
    assert {"12", "48"} <= set(region_of("34"))
