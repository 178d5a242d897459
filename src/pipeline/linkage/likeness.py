"""Texts that are nearly the same, found by their marks without comparing each with each."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.captures import Frames
from pipeline.fingerprint import PLACES
from pipeline.working import TEXTS

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint64]

# A mark is cut into bands; two texts are compared where a whole band is the same. With 32 bands of 2 places, a pair
# that has a share of 0.4 in common is compared with a chance of 0.996, one of 0.02 with one of 0.01.
_WIDTH = 2
# From this share of their runs of words on, two texts are told to be alike: five in nine of the words of both, if they
# are as long, stand in the other too.
LEAST = 0.4
# A band that so many texts share is of a form, not of a text: they are compared with their neighbours in it only.
_MANY = 50
# Pairs that are compared at once: 64 MiB of marks.
_AT_ONCE = 65_536


class Alike(NamedTuple):
    """Two documents whose texts are alike, in the order of their ids, and the share that they have in common."""

    document_id: str
    other_document_id: str
    score: float


def alike(frames: Frames) -> list[Alike]:
    """Return the pairs of documents whose texts are alike, in the order of their ids."""
    texts = frames[TEXTS].drop_duplicates("document_id").sort_values("document_id")
    texts = texts[texts["document_id"].isin(frames["documents"]["document_id"])]
    if len(texts) < 2:  # noqa: PLR2004  a pair
        return []
    ids = texts["document_id"].tolist()
    marks: Marks = np.array(texts["fingerprint"].tolist(), dtype=np.uint64)
    found: list[Alike] = []
    for pairs in _pairs(marks):
        shares = _shares(marks, pairs)
        is_alike = shares >= LEAST
        ones, others = pairs[:, is_alike].tolist()
        found += map(Alike, map(ids.__getitem__, ones), map(ids.__getitem__, others), shares[is_alike].tolist())
    return found


def _pairs(marks: Marks) -> Iterator[Numbers]:
    """Yield the pairs that share a band, each once and in order: two rows of places in the marks."""
    count = len(marks)
    codes = [
        one * count + other
        for band in range(0, PLACES, _WIDTH)
        for one, other in _of_band(marks[:, band : band + _WIDTH])
    ]
    found: Numbers = np.unique(np.concatenate(codes)) if codes else np.empty(0, np.int64)
    for start in range(0, len(found), _AT_ONCE):
        yield np.stack(np.divmod(found[start : start + _AT_ONCE], count))


def _of_band(band: Marks) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs that a band gives, the lesser place first."""
    # texts that share the band lie side by side, each run of them in its order
    order: Numbers = np.lexsort(band.T)
    is_first = np.append(True, (band[order[1:]] != band[order[:-1]]).any(axis=1))
    run = np.cumsum(is_first) - 1
    size = np.bincount(run)[run]
    order, run, size = order[size > 1], run[size > 1], size[size > 1]
    for step in range(1, _MANY):
        is_pair = run[step:] == run[:-step]
        if step > 1:
            is_pair &= size[step:] <= _MANY
        if not is_pair.any():
            break
        yield order[:-step][is_pair], order[step:][is_pair]


def _shares(marks: Marks, pairs: Numbers) -> npt.NDArray[np.float64]:
    """The share of places in which the marks of each pair agree."""
    shares: npt.NDArray[np.float64] = (marks[pairs[0]] == marks[pairs[1]]).mean(axis=1)
    return shares
