"""Codes of the producers' side, where other modules count on them."""

from producers.enums import ErasedBy, LegalForm, PublicationGroup, VehicleKind, Wish
from producers.models import Erasure, Producer, Vehicle
from producers.services import publication_column


def test_each_publication_group_names_a_column_of_its_own():
    columns = {publication_column(group) for group in PublicationGroup}
    assert len(columns) == len(PublicationGroup)
    assert columns <= {field.name for field in Producer._meta.fields}


def test_every_code_fits_its_column():
    for codes, model, name in (
        (LegalForm, Producer, "legal_form"),
        (VehicleKind, Vehicle, "kind"),
        (ErasedBy, Erasure, "erased_by"),
    ):
        assert max(map(len, codes.values)) <= model._meta.get_field(name).max_length


def test_one_is_alone_or_with_others():
    assert set(Wish) == {Wish.POOLING, Wish.ALONE}
