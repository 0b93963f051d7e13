"""How often something happens, as people say it: « 2 fois par semaine », « tous les 15 jours »."""

from dataclasses import dataclass

from django.db.models import TextChoices

from pat_logistics.formats import exact


class Period(TextChoices):
    WEEK = "week", "par semaine"
    FORTNIGHT = "fortnight", "tous les 15 jours"
    MONTH = "month", "par mois"
    YEAR = "year", "par an"


# A year has 52 weeks; four times a month is not every week.
PER_YEAR = {Period.WEEK: 52, Period.FORTNIGHT: 26, Period.MONTH: 12, Period.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Frequency:
    """So many times a period."""

    times: float
    period: Period

    @property
    def per_year(self) -> float:
        return self.times * PER_YEAR[self.period]

    def __str__(self) -> str:
        """« 1 fois par semaine »."""
        return f"{exact(self.times)} fois {self.period.label}"

    @property
    def in_full(self) -> str:
        """What was said, with what it comes to in a year: « 4 fois par mois (48 par an) »."""
        if self.period is Period.YEAR:
            return str(self)
        return f"{self} ({exact(self.per_year)} par an)"


def usual(per_year: int) -> Frequency:
    """A number of times a year as people would say it: 52 is every week, 48 four times a month."""
    for period in (Period.WEEK, Period.FORTNIGHT, Period.MONTH):
        times, left = divmod(per_year, PER_YEAR[period])
        if times and not left:
            return Frequency(float(times), period)
    return Frequency(float(per_year), Period.YEAR)
