"""Texts that are nearly the same, found by their marks without comparing each with each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from pipeline.captures import Frames
from pipeline.working import TEXTS

# A mark is cut into bands; two texts are compared where a whole band is the same. With 32 bands of 2 places, a pair
# that has a share of 0.4 in common is compared with a chance of 0.996, one of 0.02 with one of 0.01.
_BANDS, _WIDTH = 32, 2
# From this share of their runs of words on, two texts are told to be alike: five in nine of the words of both, if they
# are as long, stand in the other too.
LEAST = 0.4
# A band that so many texts share is of a form, not of a text: they are compared with their neighbours in it only.
_MANY = 50


class Alike(NamedTuple):
    """Two documents whose texts are alike, in the order of their ids, and the share that they have in common."""

    document_id: str
    other_document_id: str
    score: float


def alike(frames: Frames) -> list[Alike]:
    """Return the pairs of documents whose texts are alike, in the order of their ids."""
    texts = frames[TEXTS].drop_duplicates("document_id").sort_values("document_id")
    marks = dict(zip(texts["document_id"], map(tuple, texts["fingerprint"]), strict=True))
    held = set(frames["documents"]["document_id"])
    marks = {document_id: mark for document_id, mark in marks.items() if document_id in held}
    found = (Alike(one, other, _share(marks[one], marks[other])) for one, other in sorted(_pairs(marks)))
    return [each for each in found if each.score >= LEAST]


def _pairs(marks: Mapping[str, Sequence[int]]) -> set[tuple[str, str]]:
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for document_id, mark in marks.items():
        for band in range(_BANDS):
            bands[band, tuple(mark[band * _WIDTH : (band + 1) * _WIDTH])].append(document_id)
    return {pair for same in bands.values() if len(same) > 1 for pair in _of_band(same)}


def _of_band(same: list[str]) -> Iterator[tuple[str, str]]:
    return combinations(same, 2) if len(same) <= _MANY else pairwise(same)


def _share(one: Sequence[int], other: Sequence[int]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
