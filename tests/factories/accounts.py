"""Users as tests need them: one trait per situation of domain roles."""

import factory

from pat_logistics.accounts.models import Membership, Organisation, Role, User


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation exemple {n}")

    class Params:
        following_lozere = factory.Trait(departements=["48"])


class UserFactory(factory.django.DjangoModelFactory):
    """A signed-up person with no role, unless one is given; a role comes with an organisation of its own."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")

    @factory.post_generation
    def role(self, create, role, **organisation):
        """`UserFactory(role=Role.ADVISOR)`; `role__following_lozere=True` describes the organisation."""
        if create and role:
            MembershipFactory(user=self, role=role, organisation=OrganisationFactory(**organisation))


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.PRODUCER


def advisor_of_lozere():
    return UserFactory(role=Role.ADVISOR, role__following_lozere=True)
