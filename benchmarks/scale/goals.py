"""The goals of a run at scale: what is wanted, what was measured, and whether it is met."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

Figure = dict[str, Any]


class Goal(NamedTuple):
    """A goal, the figure that was measured for it, and whether it is met; ``None`` where it was not measured."""

    goal: str
    measured: str
    met: bool | None


# documents on two cores, seconds, MiB
_WHOLE = ((250_000, 90, 1.5 * 1024), (1_000_000, 360, 2 * 1024))
_TIMES_LEAN = 3.0
_FLAT, _FLAT_FROM = 1.15, 10_000
_UNCHANGED_SECONDS, _ONE_CHANGED_SECONDS, _AT = 10.0, 5.0, 250_000


def goals(figures: Sequence[Figure]) -> Iterator[Goal]:
    """Yield each goal with what was measured for it, at the size it names or else at the largest."""
    runs = [each for each in figures if each["row"] == "chancery" and each["cores"] == 2]
    if not runs:
        return
    largest = max(each["documents"] for each in runs)
    for documents, seconds, mib in _WHOLE:
        yield _whole(runs, documents, seconds, mib)
    last = next(each for each in runs if each["documents"] == largest)
    lean = _one(figures, "lean", largest, 2)
    if lean:
        times = last["seconds"] / lean["seconds"]
        yield Goal(f"at most {_TIMES_LEAN:.0f} × the lean loop", f"{times:.1f} × at {largest:,}", times <= _TIMES_LEAN)
    first = next((each for each in runs if each["documents"] == _FLAT_FROM), None)
    if first and largest > _FLAT_FROM:
        grown = (last["seconds"] / largest) / (first["seconds"] / _FLAT_FROM)
        yield Goal("cost of a document flat from 10,000, within 15 %", f"× {grown:.2f} at {largest:,}", grown <= _FLAT)
    for row, seconds in (("unchanged", _UNCHANGED_SECONDS), ("one changed", _ONE_CHANGED_SECONDS)):
        found = _one(figures, row, largest, 2)
        if found:
            at = "" if largest >= _AT else f" (measured at {largest:,})"
            met = found["seconds"] <= seconds if largest >= _AT or found["seconds"] > seconds else None
            yield Goal(f"{row}: {_AT:,} under {seconds:.0f} s after start-up{at}", f"{found['seconds']:.1f} s", met)


def _whole(runs: Sequence[Figure], documents: int, seconds: float, mib: float) -> Goal:
    """Of another size than the goal's, seconds and memory are taken as if they grew with the documents."""
    wanted = f"{documents:,} in {seconds} s and {mib / 1024:.1f} GiB on two cores"
    exact = next((each for each in runs if each["documents"] == documents), None)
    if exact:
        met = exact["seconds"] <= seconds and exact["peak_mib"] <= mib
        return Goal(wanted, f"{exact['seconds']:.0f} s, {exact['peak_mib'] / 1024:.1f} GiB", met)
    nearest = max(runs, key=lambda each: each["documents"])
    rate, wanted_rate = nearest["documents"] / nearest["seconds"], documents / seconds
    told = f"{rate:,.0f} documents/s at {nearest['documents']:,}; wanted {wanted_rate:,.0f}"
    return Goal(wanted, told, None if rate >= wanted_rate else False)


def _one(figures: Sequence[Figure], row: str, documents: int, cores: int) -> Figure | None:
    return next(
        (each for each in figures if (each["row"], each["documents"], each["cores"]) == (row, documents, cores)), None
    )
