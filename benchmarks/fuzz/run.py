"""Hostile documents from bytes to rows, a run of files at a time, and now and then to a release."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzz import checks
from benchmarks.fuzz.documents import Document, document
from benchmarks.fuzz.seeds import seeds
from benchmarks.fuzz.watch import Taken, TooSlowError, watched
from pipeline import corpus
from pipeline.corpus import Found
from pipeline.publish import NothingPublishedError, finish
from pipeline.shard import Tables, read_shard
from pipeline.verify import verify

# how many of the slowest are remembered
_SLOWEST = 10


class Finding(NamedTuple):
    """Something that should not be: the file of the document, and what is wrong."""

    name: str
    what: str


@dataclass
class Tally:
    """What a run came to.

    Attributes:
        files: Hostile files read.
        outcomes: Lines of the ledger by outcome: a volume has one for each of its documents.
        forms: Published documents by form.
        slowest: The files that took most of their share.
        findings: What should not be.
        releases: How many releases were made of them.
    """

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    slowest: list[Taken] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    releases: int = 0


def written(documents: Sequence[Document], raw: Path) -> list[Found]:
    """Put documents into an emptied folder, and list them as a run does."""
    shutil.rmtree(raw, ignore_errors=True)
    for each in documents:
        folder = raw / each.source_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / each.name).write_bytes(each.data)
    return corpus.scan(raw)


def warm(raw: Path) -> None:
    """Read each sample as it is, so that the first document of a kind does not pay for what is loaded once."""
    read_shard(written([Document(0, each.source_id, f"{each.key}{each.suffix}", each.data) for each in seeds()], raw))


def read(shard: Sequence[Found], tally: Tally) -> Tables:
    """Read a run of files into rows; one that takes too long is a finding, and left out."""
    shard = list(shard)
    while True:
        with watched(shard) as watch:
            try:
                tables = read_shard(shard, watch.advance)
            except TooSlowError:
                slow = watch.current
                if slow is None:
                    raise
                tally.findings.append(Finding(slow.path, f"it takes more than {watch.share:.1f} s"))
                shard.remove(slow)
                continue
        tally.slowest = sorted((*tally.slowest, *watch.taken), key=lambda each: -each.seconds)[:_SLOWEST]
        tally.findings += [Finding(*each) for each in checks.wrong(shard, tables)]
        tally.outcomes += Counter(tables["ledger"]["outcome"].to_pylist())
        tally.forms += Counter(each or "-" for each in tables["documents"]["form_id"].to_pylist())
        tally.files += len(shard)
        return tables


def released(tables: Tables, shard: Sequence[Found], raw: Path, outputs: Path, tally: Tally) -> None:
    """Make a release of the rows of a run, in an emptied folder, and prove it: its ledger, evidence, keys and types."""
    shutil.rmtree(outputs, ignore_errors=True)
    name = f"release of {shard[0].path} …"
    try:
        made = finish(lambda _: [tables], shard, outputs).release
        faults = verify(made.path, raw).faults
    except NothingPublishedError:
        return
    except Exception as why:
        tally.findings.append(Finding(name, f"cannot be made: {type(why).__name__}: {why}"))
        return
    tally.findings += [Finding(name, f"{each.check}: {each.where}: {each.message}") for each in faults]
    tally.releases += 1


def batches(seed: int, first: int, count: int, size: int) -> Iterator[list[Document]]:
    """Yield the documents of a seed from the first on, so many at a time."""
    for start in range(first, first + count, size):
        yield [document(seed, number) for number in range(start, min(start + size, first + count))]
