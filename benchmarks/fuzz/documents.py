"""The n-th hostile document of a seed: always the same bytes."""

import random
from functools import cache
from typing import NamedTuple

from benchmarks.fuzz.damage import OF_BYTES, OF_TEXT
from benchmarks.fuzz.marks import OF_MARKS, of_json
from benchmarks.fuzz.seeds import Seed, seeds

_MARKED = frozenset({".xml", ".html", ".htm", ".json"})
# Samples that cost far more than others to read are taken so much less often.
_SHARE = {".pdf": 0.3, ".xml": 0.7}
# No document is made longer than this, whatever was done to it.
_LONGEST = 1_000_000


class Document(NamedTuple):
    """A hostile document: its number, where it belongs, how its file is named, and its bytes."""

    number: int
    source_id: str
    name: str
    data: bytes


def document(seed: int, number: int) -> Document:
    """Return the document of that number."""
    chance = random.Random(f"{seed}/{number}")
    (sample,) = chance.choices(_samples(), _weights())
    data = _spoilt(sample, chance)[:_LONGEST]
    return Document(number, sample.source_id, f"{sample.key}.{number}{sample.suffix}", data)


def _spoilt(sample: Seed, chance: random.Random) -> bytes:
    data = sample.data
    if sample.suffix != ".pdf":
        text = data.decode("utf-8", "replace")
        for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 4))):
            text = _of_text(text, sample, chance)
        data = text.encode("utf-8", "replace")
    if sample.suffix == ".pdf" or chance.random() < 0.12:
        data = chance.choice(OF_BYTES)(data, chance)
    return data


def _of_text(text: str, sample: Seed, chance: random.Random) -> str:
    others = _texts(sample.suffix in _MARKED)
    if sample.suffix == ".json" and chance.random() < 0.7:
        return of_json(text, chance, others)
    if sample.suffix in _MARKED and chance.random() < 0.7:
        return chance.choice(OF_MARKS)(text, chance, others)
    return chance.choice(OF_TEXT)(text, chance, others)[:_LONGEST]


@cache
def _samples() -> tuple[Seed, ...]:
    return seeds()


@cache
def _weights() -> tuple[float, ...]:
    return tuple(_SHARE.get(each.suffix, 1.0) for each in _samples())


@cache
def _texts(marked: bool) -> tuple[str, ...]:
    """The samples that a document can borrow from: those with marks, or those without."""
    return tuple(
        each.data.decode("utf-8", "replace")
        for each in _samples()
        if each.suffix != ".pdf" and (each.suffix in _MARKED) == marked
    )
