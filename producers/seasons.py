"""Seasons: twelve levels, from January to December, or none at all while nobody said when there is some."""

from collections.abc import Iterable, Sequence

from pat_logistics.vocabulary import Month, SeasonLevel

UNKNOWN, UNKNOWN_MONTHS = "saison non précisée", "mois non précisés"


def season_of(levels: Iterable[str | None]) -> list[str]:
    """A season from what was said month by month, the last ones perhaps left out.

    Beside months that were said, those left empty are without: « pleine saison » in July alone is how one
    says a fruit. Where nothing was said the season is unknown, which is not « toute l’année ».
    """
    said = list(levels)[: len(Month)]
    if not any(said):
        return []
    return [level or SeasonLevel.NONE.value for level in [*said, *[None] * (len(Month) - len(said))]]


def _runs(months: Iterable[int]) -> list[list[int]]:
    """Groups months that follow each other, December before January: [11, 12, 1, 5] → [[11, 12, 1], [5]]."""
    there = set(months)
    starts = [month for month in sorted(there) if (month - 2) % 12 + 1 not in there]
    runs = []
    for start in starts:
        run = [start]
        while (following := run[-1] % 12 + 1) in there:
            run.append(following)
        runs.append(run)
    return runs


def _in_words(months: Iterable[int]) -> str:
    words = []
    for run in _runs(months):
        first, last = Month(run[0]).label, Month(run[-1]).label
        if len(run) == 1:
            words.append(f"en {first}")
        elif len(run) == 2:
            words.append(f"en {first} et {last}")
        else:
            words.append(f"{'d’' if first[0] in 'ao' else 'de '}{first} à {last}")
    return ", ".join(words)


def months_in_words(months: Iterable[int]) -> str:
    """« toute l’année », « de mai à octobre », « en mars, de juin à août »; none are « non précisés »."""
    said = set(months)
    if not said:
        return UNKNOWN_MONTHS
    return "toute l’année" if len(said) == 12 else _in_words(said)


def season_in_words(season: Sequence[str]) -> str:
    """« de mai à octobre, surtout en juillet et août », from twelve levels; none are « non précisée »."""
    if not season:
        return UNKNOWN
    levels = dict(zip(Month.values, season, strict=True))
    present = [month for month, level in levels.items() if level != SeasonLevel.NONE]
    peak = [month for month, level in levels.items() if level == SeasonLevel.PEAK]
    if not present:
        return "pas cette année"
    words = months_in_words(present)
    return f"{words}, surtout {months_in_words(peak)}" if peak and len(peak) < len(present) else words


def season_strip(season: Sequence[str]) -> list[tuple[str, str, str]]:
    """Month, level and level in words, for each month of the year; nothing while it is unknown."""
    if not season:
        return []
    return [
        (month.label, level, SeasonLevel(level).label) for month, level in zip(Month, season, strict=True)
    ]
