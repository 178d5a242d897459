"""What proposing pairs of actors costs at growing numbers of names, against a floor and a peer.

Run as ``python -m benchmarks.names [--sizes 1000,10000,100000]``. The names are synthetic: families drawn as in a
census (one in a hundred is of the most frequent), four in ten bare surnames, the others with initials or whole given
names. Floor: the names are read and grouped by surname. Peer: rapidfuzz scores every pair of names, a block of rows
at a time (up to 10,000 names; beyond, its time is that of a sample of rows times their number). Each measurement is a
process of its own, so that its peak of memory is its own.
"""

import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from typing import Annotated

import typer

from pipeline.identity.candidates import candidates
from pipeline.identity.known import Known
from pipeline.values.persons import person_name

# beginnings, middles and ends of the surnames; given names
_PARTS = """\
b br c ch d f g gr h j k l m n p r s st t th v w
a e i o u ai ee or an en il
ley ton ford man son well field ham wick by er kov ski sen
Alan Brian Clement David Edward Francis George Herbert Ian James Keith Leslie Mark Norman Oliver Peter
"""
_ONSETS, _MIDDLES, _ENDS, _GIVEN = (line.split() for line in _PARTS.splitlines())
# rows of the peer that are scored where all would take too long
_SAMPLE = 200


def people(count: int, seed: int = 1) -> list[Known]:
    """Return made-up persons; the frequency of the n-th surname falls as 1/(n + 10)."""
    draw = random.Random(seed)
    surnames = sorted({_surname(draw) for _ in range(max(200, count // 4))})
    draw.shuffle(surnames)
    chosen = draw.choices(surnames, [1 / (place + 10) for place in range(len(surnames))], k=count)
    return [_known(draw, place, surname) for place, surname in enumerate(chosen)]


def _surname(draw: random.Random) -> str:
    return (draw.choice(_ONSETS) + draw.choice(_MIDDLES) + draw.choice([*_MIDDLES, "ll", "st", "nd"])
            + draw.choice(_ENDS)).capitalize()  # fmt: skip


def _known(draw: random.Random, place: int, surname: str) -> Known:
    given = draw.choice([(), (), *([draw.choice(_GIVEN), draw.choice(_GIVEN)][: draw.randint(1, 2)] for _ in range(3))])
    parts = [each if draw.random() < 0.5 else f"{each[0]}." for each in given]
    begun = draw.randint(1937, 1969)
    return Known(
        f"p{place:06}",
        (" ".join([*parts, surname]),),
        "person",
        None,
        f"{begun}-01-01",
        f"{begun + draw.choice([0, 0, 0, 1, 2])}-06-30",
        int(draw.paretovariate(1.2)),
    )


def _floor(known: list[Known]) -> str:
    blocks = defaultdict(list)
    for each in known:
        for name in each.names:
            blocks[person_name(name).family_key].append(each.actor_id)
    return f"{len(blocks)} surnames"


def _peer(known: list[Known]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 the others are measured without it

    names = [each.names[0].casefold() for each in known]
    rows = names if len(names) <= 10_000 else names[:_SAMPLE]
    found = 0
    for start in range(0, len(rows), _SAMPLE):
        scores = process.cdist(rows[start : start + _SAMPLE], names, scorer=fuzz.token_sort_ratio, score_cutoff=85)
        found += int((scores > 0).sum())
    return f"{found - len(rows)} over 85 in {len(rows)} rows"


def _chancery(known: list[Known]) -> str:
    found = candidates(known)
    return f"{len(found.pairs)} pairs, {found.left_out} left out"


_ROWS = {"floor: grouped by surname": _floor, "candidates": _chancery, "peer: rapidfuzz, all pairs": _peer}


def measure(row: str, count: int) -> None:
    """Print what a row takes at a number of names, as JSON."""
    known = people(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = _ROWS[row](known)
    seconds = time.perf_counter() - start
    if row.startswith("peer") and count > 10_000:
        seconds *= count / _SAMPLE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "peak": peak / 1024, "more": (peak - before) / 1024, "found": found}))


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of names, with commas between.")] = "1000,10000,100000",
    row: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Measure each row at each number of names."""
    counts = [int(each) for each in sizes.split(",")]
    if row:
        measure(row, counts[0])
        return
    print(f"{'row':28} {'names':>8} {'seconds':>9} {'× floor':>8} {'peak MiB':>9}  found")
    taken: dict[str, list[float]] = defaultdict(list)
    for count in counts:
        floor = 0.0
        for name in _ROWS:
            command = [sys.executable, "-m", "benchmarks.names", "--row", name, "--sizes", str(count)]
            figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            floor = floor or figures["seconds"]
            taken[name].append(figures["seconds"])
            shown = f"{figures['seconds']:>9.2f} {figures['seconds'] / floor:>8.1f} {figures['peak']:>9.0f}"
            print(f"{name:28} {count:>8,} {shown}  {figures['found']}")
    for name, seconds in taken.items():
        if len(counts) > 1:
            exponent = math.log(seconds[-1] / seconds[0]) / math.log(counts[-1] / counts[0])
            print(f"{name}: time grows as the number of names to the power {exponent:.2f}")


if __name__ == "__main__":
    typer.run(main)
