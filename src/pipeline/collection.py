"""What can be known only over all documents: one document for each record, actors joined, references resolved."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline import evidence, identity, linkage
from pipeline.arrow import to_pandas
from pipeline.authorities import Decision
from pipeline.captures import Frames, merge, several
from pipeline.continuity import NOTHING_BEFORE, Before
from pipeline.evidence import Passing
from pipeline.schema import TABLES
from pipeline.schema.accounts import EVIDENCE
from pipeline.shard import SCHEMAS, Tables
from pipeline.working import NAMES

__all__ = ["Frames", "collect", "collect_on_disk"]

# Gives some tables of each shard, from the first to the last, as often as it is called.
Shards = Callable[[Collection[str]], Iterable[Tables]]
# What is not brought together whole: of evidence much is never looked into, and of names each is looked at once.
_APART = (EVIDENCE.name, NAMES)


def collect(shards: Iterable[Tables], decisions: tuple[Decision, ...] = (), before: Before = NOTHING_BEFORE) -> Frames:
    """Bring the tables of all shards together in memory, as frames that have the fields of their schemas.

    Args:
        shards: The rows that the files gave.
        decisions: What people have decided about actors.
        before: What the release before said: its ids are kept, or lead to others.
    """
    parts = list(shards)
    frames = _together(parts, [*SCHEMAS])
    names = [frames.pop(NAMES)]
    return _resolved(frames, names, decisions, before)


def collect_on_disk(
    shards: Shards, folder: Path, decisions: tuple[Decision, ...] = (), before: Before = NOTHING_BEFORE
) -> tuple[Frames, Passing]:
    """Bring the tables of all shards together, the evidence that no step looks into on disk.

    Args:
        shards: The rows that the files gave.
        folder: Where rows are kept, for as long as they are used.
        decisions: What people have decided about actors.
        before: What the release before said: its ids are kept, or lead to others.

    Returns:
        Frames that have the fields of their schemas, and the rows of evidence that are not among them.
    """
    names = [name for name in SCHEMAS if name not in _APART]
    frames = _together(shards(names), names)
    held, passing = evidence.part(shards([EVIDENCE.name]), several(frames), folder / "passing.arrow")
    frames[EVIDENCE.name] = to_pandas(held)
    runs = (to_pandas(shard[NAMES]) for shard in shards([NAMES]))
    return _resolved(frames, runs, decisions, before), passing


def _together(shards: Iterable[Tables], names: Collection[str]) -> Frames:
    parts = list(shards)
    return {name: to_pandas(pa.concat_tables(part[name] for part in parts)) for name in names}


def _resolved(frames: Frames, names: Iterable[pd.DataFrame], decisions: tuple[Decision, ...], before: Before) -> Frames:
    merge(frames)
    linkage.resolve(frames)
    identity.resolve(frames, names, decisions, before)
    linkage.note(frames, before)
    return {each.name: frames[each.name][list(each.fields)] for each in TABLES}
