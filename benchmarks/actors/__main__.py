"""How well it is found out who is who: measured on what a collection itself proves, with the proof hidden.

Run as ``python -m benchmarks.actors --raw FOLDER [--volumes 8,13,20] [--rules] [--json]``. ``FOLDER`` holds volumes of the
Australian edition. Each variant is a copy of it in which something is hidden, published anew.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from benchmarks.actors import rules as simulated
from benchmarks.actors.blind import Blinding, hider, shared_names, write_copy
from benchmarks.actors.gold import Gold, Occurrence, gold
from benchmarks.actors.pages import read_pages
from benchmarks.actors.score import Score, score
from benchmarks.actors.tables import Found, actors, published

# rules may be tuned on these volumes, and are reported on the others
TUNED = frozenset({8, 13, 20})
_SHOWN = 40


class Variant(NamedTuple):
    """A copy of the collection, and the actors that it gives."""

    name: str
    how: Blinding
    found: Found
    hidden: frozenset[str]


def variants(raw: Path, proved: Gold, volumes: frozenset[int]) -> Iterator[Variant]:
    """Publish each variant in turn."""
    pages = list(read_pages(raw))
    hide = hider(pages, proved)
    far, near = (shared_names(pages, proved, at_one_place=place) for place in (False, True))
    ways = {
        "as published": Blinding(),
        "names hidden": Blinding(names=True),
        "offices hidden": Blinding(roles=True),
        "both hidden": Blinding(names=True, roles=True),
        "namesakes": Blinding(names=True, shared=far),
        "namesakes at one post": Blinding(names=True, shared=near),
    }
    for name, how in ways.items():
        with tempfile.TemporaryDirectory() as place:
            write_copy(raw, Path(place), how, hide, volumes)
            frames = published(Path(place))
        yield Variant(name, how, actors(frames, proved, how), _left(how))


def _left(how: Blinding) -> frozenset[str]:
    """The kinds of proof that stay in a copy, and so prove nothing about who finds them."""
    kinds = set() if how.names else {"initials", "in_document"}
    return frozenset(kinds if how.roles else kinds | {"role"})


def by_surname(proved: Gold, how: Blinding) -> dict[Occurrence, str]:
    """The floor: everyone of one family name in one volume is one."""
    return {each: f"{what.volume} {how.family(what.volume, each.family)}" for each, what in proved.stated.items()}


def scored(proved: Gold, found: Mapping[Occurrence, str], volumes: frozenset[int], how: Blinding, hidden: frozenset[str]) -> Score:
    """The score over some volumes. Where family names are shared, another family name is another person for certain."""
    return score(proved, found, lambda what: what.volume in volumes, proved.relation, hidden if not how.shared else frozenset())
