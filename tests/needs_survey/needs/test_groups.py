"""A group of farms as it is made and written to."""

import uuid

import pytest

from needs_survey.models import PioneerGroup
from needs_survey.needs.groups import GroupForm, TakenError, delete_group, letters, remove_members, save_group
from pat_logistics.accounts.models import User
from producers.models import Producer
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory


def test_a_large_group_is_written_to_in_several_messages():
    sent = letters((f"{number}@exemple.fr" for number in range(61)), subject="Alès")
    assert [letter.farms for letter in sent] == [30, 30, 1]


def test_an_address_given_twice_or_missing_is_written_to_once():
    [letter] = letters(["a@exemple.fr", "", "a@exemple.fr"], subject="Alès")
    assert letter.farms == 1
    assert letters(["", ""], subject="Alès") == []


def saved(author, *farms, **changes):
    given = {"departement": "48", "key": uuid.uuid4(), "name": "Vers Mende", "group": None} | changes
    return save_group(author=author, producers=farms, **given)


@pytest.mark.django_db
def test_a_name_taken_meanwhile_is_told_and_nothing_is_written():
    author, farm = UserFactory(), ProducerFactory()
    first = saved(author)
    with pytest.raises(TakenError):
        saved(author, farm)
    assert PioneerGroup.objects.get() == first
    assert not first.memberships.exists()


@pytest.mark.django_db
def test_a_farm_enters_a_group_once_and_leaves_it_once():
    author, farm = UserFactory(), ProducerFactory()
    group = saved(author, farm)
    assert saved(author, farm, name="", group=group) == group
    [member] = group.memberships.all()
    assert [remove_members(members=[member]), remove_members(members=[member])] == [1, 0]
    delete_group(group=group)
    assert list(User.objects.filter(pk=author.pk)) == [author]
    assert list(Producer.objects.all()) == [farm]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("has_name", "has_group", "field"), [(False, False, "name"), (True, True, "group"), (True, False, None)]
)
def test_a_group_is_new_or_one_that_exists(has_name, has_group, field):
    group = saved(UserFactory())
    data = {
        "key": uuid.uuid4(),
        "name": "Vers Alès" if has_name else "",
        "group": group.pk if has_group else "",
        "producers": [ProducerFactory().pk],
    }
    form = GroupForm(
        data, producers=Producer.objects.all(), groups=PioneerGroup.objects.all(), departement="48"
    )
    assert set(form.errors) == ({field} if field else set())
