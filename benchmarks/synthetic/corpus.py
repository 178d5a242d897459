"""A synthetic corpus: documents of several sources and forms, in the folder ``raw/`` of a run.

Of twenty documents six are Chinese cables, three Soviet telegrams, two memoranda of conversations, four are of the
Australian edition, three telegrams of the State Department, and two stand in a volume of Foreign Relations, which is
one file for a hundred documents. A few in a hundred are damaged. Document ``n`` is the same however many are made, but
for a volume, which holds as many as are asked for.
"""

import os
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.synthetic import australian, cables, record, soviet, state, talks, volumes
from benchmarks.synthetic.damage import damaged

SEED = cables.SEED
# Documents, and so files at most, of one folder of a source are those of one block.
BLOCK = 1_000


class File(NamedTuple):
    """A file of the corpus: its path under ``raw/``, and its bytes."""

    path: str
    data: bytes


class _Kind(NamedTuple):
    """A kind of documents: the folder of its source, and what makes name and text of one."""

    source_id: str
    make: Callable[[int, int], tuple[str, str]]


def _cable(index: int, seed: int) -> tuple[str, str]:
    return cables.document(index, seed)


_CABLES = _Kind(record.SOURCE_ID, _cable)
_SOVIET = _Kind(record.SOURCE_ID, soviet.telegram)
_TALKS = _Kind(record.SOURCE_ID, talks.talk)
_AUSTRALIAN = _Kind(australian.SOURCE_ID, australian.page)
_STATE = _Kind(state.SOURCE_ID, state.telegram)
# of twenty documents, which is of which kind; None are those of a volume
_TURN: tuple[_Kind | None, ...] = (
    _CABLES, _AUSTRALIAN, _SOVIET, _STATE, _CABLES, None, _TALKS, _CABLES, _AUSTRALIAN, _SOVIET, _CABLES, _STATE, _AUSTRALIAN,
    _CABLES, _TALKS, _SOVIET, _CABLES, None, _STATE, _AUSTRALIAN,
)  # fmt: skip
# how many of a kind stand in a turn, and how many of it before each place
_IN_A_TURN = {kind: _TURN.count(kind) for kind in _TURN}
_BEFORE = [_TURN[:place].count(kind) for place, kind in enumerate(_TURN)]
_VOLUMES_PER_BLOCK = BLOCK // len(_TURN) * _IN_A_TURN[None] // volumes.IN_A_VOLUME


def document(place: int, seed: int = SEED) -> File | None:
    """Return the file of the document at ``place``, counted from 0; ``None`` where it stands in a volume."""
    turn, rest = divmod(place, len(_TURN))
    kind = _TURN[rest]
    if kind is None:
        return None
    name, text = kind.make(turn * _IN_A_TURN[kind] + _BEFORE[rest], seed)
    return File(f"{kind.source_id}/{place // BLOCK:05d}/{name}", damaged(text, place, seed))


def block(number: int, documents: int = BLOCK, seed: int = SEED) -> Iterator[File]:
    """Yield the files of a block of a thousand documents, or of its first so many."""
    places = range(number * BLOCK, number * BLOCK + documents)
    for place in places:
        if made := document(place, seed):
            yield made
    yield from _volumes(number, documents, seed)


def _volumes(number: int, documents: int, seed: int) -> Iterator[File]:
    left = sum(_TURN[place % len(_TURN)] is None for place in range(documents))
    for place in range(_VOLUMES_PER_BLOCK):
        held = min(left, volumes.IN_A_VOLUME)
        if held:
            name, text = volumes.volume(number * _VOLUMES_PER_BLOCK + place, held, seed)
            yield File(f"{volumes.SOURCE_ID}/{number // BLOCK:05d}/{name}", text.encode())
        left -= held


def write(raw: Path, documents: int, seed: int = SEED, workers: int | None = None) -> int:
    """Write so many documents under ``raw``, and return the number of files written now.

    What is there already is left, so a run that was stopped goes on where it was. Each file is whole or not there.

    Args:
        raw: Folder of raw files; made where it is missing.
        documents: How many documents it is to hold.
        seed: What all is drawn from; a folder holds those of one seed.
        workers: Processes; by default one a core.
    """
    full, rest = divmod(documents, BLOCK)
    tasks = [(raw, number, BLOCK, seed) for number in range(full)] + ([(raw, full, rest, seed)] if rest else [])
    workers = workers or len(os.sched_getaffinity(0))
    if workers == 1 or len(tasks) == 1:
        return sum(map(_write_block, tasks))
    with get_context("spawn").Pool(workers) as pool:
        return sum(pool.imap_unordered(_write_block, tasks))


def _write_block(task: tuple[Path, int, int, int]) -> int:
    """Write the files of a block that are missing."""
    raw, number, documents, seed = task
    there = _sizes(raw, number)
    written = 0
    if documents == BLOCK and len(there) == _files_of_whole_block():
        return 0
    for path, data in block(number, documents, seed):
        if there.get(path) != len(data):
            put(raw / path, data)
            written += 1
    return written


def put(file: Path, data: bytes) -> None:
    """Write a file in one step: under a hidden name, then renamed."""
    unfinished = file.with_name(f".{file.name}")
    try:
        unfinished.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
    unfinished.replace(file)


def _files_of_whole_block() -> int:
    return BLOCK - BLOCK // len(_TURN) * _IN_A_TURN[None]


def _sizes(raw: Path, number: int) -> dict[str, int]:
    """The files of a block that are there, with their bytes; those of volumes are made anew, and so not asked for."""
    sizes = {}
    for source_id in {kind.source_id for kind in _TURN if kind}:
        folder = raw / source_id / f"{number:05d}"
        if folder.is_dir():
            with os.scandir(folder) as entries:
                sizes |= {
                    f"{source_id}/{number:05d}/{each.name}": each.stat().st_size
                    for each in entries
                    if not each.name.startswith(".")
                }
    return sizes
