"""The shortest round through a few stops."""

from collections.abc import Callable


def shortest_round(
    count: int,
    *,
    out: Callable[[int], float],
    back: Callable[[int], float],
    between: Callable[[int, int], float],
) -> tuple[int, ...]:
    """The order of the shortest round from a place through `count` stops and back, by their positions.

    Exact (Held and Karp), in time 2^count: for the few stops a round has. `out(i)`, `back(i)` and
    `between(i, j)` are kilometres from the start to stop i, back from it, and from stop i to stop j.
    """
    # The shortest way through a set of stops (a mask) that ends at one of them.
    paths: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
        (1 << stop, stop): (out(stop), (stop,)) for stop in range(count)
    }
    for mask in range(1, 1 << count):
        lasts = [stop for stop in range(count) if mask >> stop & 1]
        for last in lasts:
            if before := mask & ~(1 << last):
                paths[mask, last] = min(
                    (paths[before, stop][0] + between(stop, last), (*paths[before, stop][1], last))
                    for stop in lasts
                    if stop != last
                )
    whole = (1 << count) - 1
    return min((paths[whole, last][0] + back(last), paths[whole, last][1]) for last in range(count))[1]
