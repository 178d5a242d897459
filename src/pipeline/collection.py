"""What can be known only over all documents: one document for each record, actors joined, references resolved."""

from collections.abc import Iterable

import pyarrow as pa

from pipeline import identity, linkage
from pipeline.arrow import to_pandas
from pipeline.authorities import Decision
from pipeline.captures import Frames, merge
from pipeline.continuity import NOTHING_BEFORE, Before
from pipeline.schema import TABLES
from pipeline.shard import Tables

__all__ = ["Frames", "collect"]


def collect(shards: Iterable[Tables], decisions: tuple[Decision, ...] = (), before: Before = NOTHING_BEFORE) -> Frames:
    """Bring the tables of all shards together, as frames that have the fields of their schemas.

    Args:
        shards: The rows that the files gave.
        decisions: What people have decided about actors.
        before: What the release before said: its ids are kept, or lead to others.
    """
    parts = list(shards)
    frames = {name: to_pandas(pa.concat_tables(part[name] for part in parts)) for name in parts[0]}
    merge(frames)
    linkage.resolve(frames)
    identity.resolve(frames, decisions, before)
    linkage.note(frames, before)
    return {each.name: frames[each.name][list(each.fields)] for each in TABLES}
