"""The samples of a source as they are read, and against what a person read in them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import corpus
from pipeline.collection import Frames, collect
from pipeline.corpus import Found
from pipeline.evaluate import GoldError, as_gold, evaluate, read_gold
from pipeline.kit.slot import Slot, from_here
from pipeline.shard import read_shard
from pipeline.tables import validated


class Fault(NamedTuple):
    """Something that does not hold, and where: a file, a table, a rule."""

    where: str
    message: str


@dataclass(frozen=True)
class Samples:
    """The samples of a source, and the tables that they give."""

    slot: Slot
    files: tuple[Found, ...]
    frames: Frames


def read_samples(slot: Slot) -> Samples:
    """Read the samples of one source."""
    folder = f"raw/{slot.source.source_id}/"
    files = [found for found in corpus.scan(slot.examples / "raw") if found.path.startswith(folder)]
    return Samples(slot, tuple(files), tables(files))


def tables(files: Sequence[Found]) -> Frames:
    """Return the validated tables that files give."""
    return validated(collect(read_shard(shard) for shard in corpus.shards(files)))


def differences(samples: Samples) -> Iterator[Fault]:
    """Compare what is read of each sample with what a person read in it; ``where`` is the sample.

    Of a sample that has no expected values yet, those that are read are written, for a person to review: that is a
    fault once. ``missed`` in the expected values lists those that are known not to be read, as ``field: value``.
    """
    frames, slot = samples.frames, samples.slot
    for row in frames["ledger"].query("outcome == 'quarantined'").itertuples():
        yield Fault(str(row.raw_path), f"it gives no document: {row.reason}")
    of = dict(zip(frames["documents"]["document_id"], frames["documents"]["raw_path"], strict=True))
    for row in frames["quarantine"].itertuples():
        yield Fault(of.get(str(row.document_id), str(row.table)), f"a row of {row.table} was kept back: {row.reason}")
    try:
        gold = read_gold(slot.expected) if any(slot.expected.rglob("*.json*")) else []
    except GoldError as why:
        yield Fault(str(from_here(slot.expected)), str(why))
        return
    yield from _written(slot, of, {each["document_id"] for each in gold}, as_gold(frames))
    found = evaluate(gold, frames)
    known = {(each["document_id"], missed) for each in gold for missed in each.get("missed", ())}
    for difference in found.differences:
        if difference.document_id in found.unread:
            continue
        words = f"{difference.field}: {difference.value}"
        if difference.kind == "wrong":
            yield Fault(of.get(difference.document_id, ""), f"{difference.document_id}: read, and not so: {words}")
        elif (difference.document_id, words) not in known:
            yield Fault(of.get(difference.document_id, ""), f"{difference.document_id}: not read: {words}")
        known.discard((difference.document_id, words))
    for document_id in found.unread:
        yield Fault(str(from_here(slot.expected)), f"{document_id} is expected, and no sample gives it")
    for document_id, words in sorted(known):
        yield Fault(of.get(document_id, ""), f"{document_id}: expected to be missed, and read: {words}")


def _written(slot: Slot, of: dict[str, str], known: set[str], read: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    """Write the expected values of the documents that have none, by file, and say so."""
    new: dict[Path, list[str]] = {}
    for document_id in sorted(of.keys() - known):
        inner = Path(of[document_id]).relative_to(f"raw/{slot.source.source_id}")
        new.setdefault(slot.expected / inner.with_suffix(".json"), []).append(document_id)
    for file, document_ids in new.items():
        where = of[document_ids[0]]
        if file.exists():
            yield Fault(
                where, f"{from_here(file)} does not hold {', '.join(document_ids)}; remove it to have it written anew"
            )
            continue
        values = [read[document_id] for document_id in document_ids]
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=1)
        file.write_text(f"{text}\n", "utf-8")
        yield Fault(
            where, f"what is read of it was written to {from_here(file)}: review it beside the sample, then commit"
        )
