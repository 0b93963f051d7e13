"""What a validation takes."""

from needs_survey.applying import services
from tests.factories.needs_survey import answer


def of(farm, draft, **sections):
    """The draft, on a farm the portal knows."""
    draft.producer = farm
    draft.save(update_fields=["producer"])
    return answer(draft, **sections)


def validate(response, advisor):
    """As it was just shown."""
    return services.validate(response=response, by=advisor, mark=services.mark_of(response))
