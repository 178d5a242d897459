"""From the raw folder to a release, in the steps that the flow takes too."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline import corpus, intact, release, staging
from pipeline.arrow import to_pandas
from pipeline.authorities import FILE_NAME as DECISIONS
from pipeline.authorities import Decision, read_decisions
from pipeline.collection import Shards, collect_on_disk
from pipeline.continuity import before
from pipeline.corpus import Found, Refusal
from pipeline.evaluate import gold_files, read_gold
from pipeline.release import Release, ReleaseError, ScoresFellError, Terms
from pipeline.remedies import told
from pipeline.renditions.written import sha256_of
from pipeline.report import Notice, Report, notices
from pipeline.retention import prune
from pipeline.scores import against
from pipeline.stages import stage
from pipeline.staging import Area, Plan, in_processes, read_batch
from pipeline.staging.area import AREA
from pipeline.staging.disk import tidy, working_folder, write_whole
from pipeline.standing import standing, write_down
from pipeline.storage import Address
from pipeline.tables import validated_on_disk

# Is told the number of files, and returns what is called after each.
Begin = Callable[[int], Callable[[], None]]

# Beside the releases: the texts extracted from files that are no text, each named by its SHA-256.
TEXTS = "texts"


class NothingPublishedError(Exception):
    """There is no document that could be published, or it would be read worse than before; no release was made.

    ``notices`` are the issues of what was read, errors first: no release has them.
    """

    def __init__(self, message: str, notices: tuple[Notice, ...] = ()) -> None:
        super().__init__(message)
        self.notices = notices


@dataclass(frozen=True)
class Order:
    """How a release is wanted (`order` reads it from what a person names).

    Attributes:
        version: Its version; by default the next.
        accepts_break: Whether it may break the contract of the one before.
        accepted: Names of scores that may fall.
        decisions: What people have decided about actors.
        decisions_sha256: Hash of the file that says so; empty where it says nothing.
        gold: Documents as a person read them.
        gold_sha256: Hash of these.
    """

    version: str | None = None
    accepts_break: bool = False
    accepted: frozenset[str] = frozenset()
    decisions: tuple[Decision, ...] = ()
    decisions_sha256: str | None = None
    gold: tuple[Mapping[str, Any], ...] = ()
    gold_sha256: str | None = None

    @property
    def pins(self) -> dict[str, str | None]:
        """The hashes of what a release is made of, besides its raw files."""
        return {"decisions_sha256": self.decisions_sha256, "gold_sha256": self.gold_sha256}


def order(
    version: str | None = None,
    authorities: Path | None = None,
    accepted: Iterable[str] = (),
    *,
    accepts_break: bool = False,
    gold: Path | None = None,
) -> Order:
    """Return how a release is wanted, with what it needs read.

    Args:
        version: Its version; by default the next, by what changed.
        authorities: Folder of what people have decided about actors.
        accepted: Names of scores that may fall, such as `dfat.date`.
        accepts_break: Whether it may break the contract of the release before.
        gold: Documents as a person read them, to score the release.

    Raises:
        AuthoritiesError: where a decision cannot be read.
        GoldError: where the gold cannot be read.
        ReleaseError: where the version is none.
    """
    decisions = read_decisions(authorities)
    return Order(
        release.check_version(version) if version else None,
        accepts_break,
        frozenset(accepted),
        decisions,
        sha256_of(authorities / DECISIONS) if authorities and decisions else None,
        tuple(read_gold(gold)) if gold else (),
        _sha256_of(gold_files(gold)) if gold else None,
    )


def publish(
    raw: Path | Address,
    outputs: Path,
    version: str | None = None,
    begin: Begin = lambda _: lambda: None,
    authorities: Path | None = None,
    *,
    accepted: Iterable[str] = (),
    accepts_break: bool = False,
    gold: Path | None = None,
    source_files: Sequence[Path] = (),
    workers: int = 1,
    anew: bool = False,
    keep: int | None = None,
) -> Report:
    """Publish a release from ``raw`` to ``outputs``.

    Args:
        raw: Folder of raw files, one folder per source; of this machine, or in a store.
        outputs: Folder of the releases.
        version: Version of the release; by default the next, by what changed.
        begin: Is told of the progress.
        authorities: Folder of what people have decided about actors.
        accepted: Names of scores that may fall.
        accepts_break: Whether it may break the contract of the release before.
        gold: Documents as a person read them, to score the release.
        source_files: Files that define sources of the user's own; they are taken in already.
        workers: Processes that read: with one it is this process. A script that asks for more keeps what it does under
            `if __name__ == "__main__"`, as each of them imports it.
        anew: Whether all files are read, even those whose rows are kept from a run before.
        keep: How many releases stay, the newest; by default all.

    Raises:
        RawFolderError: where ``raw`` is no folder.
        AuthoritiesError: where a decision cannot be read.
        GoldError: where the gold cannot be read.
        ReleaseError: where the release cannot be made as asked.
        LostError: where processes that read were ended from outside, again and again.
        NothingPublishedError: where no document can be published, or a score has fallen that is not accepted.
        StoreError: where the store of the raw files does not answer.
    """
    wanted = order(version, authorities, accepted, accepts_break=accepts_break, gold=gold)
    with release.alone(outputs):
        plan = prepare(raw, outputs, source_files, anew=anew)
        if (found := stands(plan, outputs, wanted)) and not anew:
            return found
        with stage("read"):
            plan = plan.read(_read(plan, begin, workers))
        return conclude(plan, outputs, wanted, keep)


def prepare(raw: Path | Address, outputs: Path, source_files: Sequence[Path] = (), *, anew: bool = False) -> Plan:
    """List the raw files, and see which of them are to be read.

    Args:
        raw: Folder of raw files, one folder per source; of this machine, or in a store.
        outputs: Folder of the releases; what was read is kept in it.
        source_files: Files that define sources of the user's own; they are taken in already.
        anew: Whether all files are to be read.

    Raises:
        RawFolderError: where ``raw`` is no folder.
        ReleaseError: where nothing can be kept in ``outputs``, or the latest release there is not whole.
        NothingPublishedError: where there is no file.
        StoreError: where the store of the raw files does not answer.
    """
    with stage("scan"):
        return _prepare(raw, outputs, source_files, anew=anew)


def _prepare(raw: Path | Address, outputs: Path, source_files: Sequence[Path], *, anew: bool) -> Plan:
    intact.check_pointer(outputs)
    area = Area(outputs / AREA)
    found = corpus.scan(raw, area.copies)
    if not found:
        raise NothingPublishedError("there is no file to read; put documents into a folder of raw/, named by source")
    try:
        # what a run that was killed left there may fill the disk
        tidy(area.folder)
        if anew:
            area.keep_only(())
        return staging.plan(found, area, source_files, anew=anew)
    except OSError as why:
        raise ReleaseError(f"what is read cannot be kept in {area.folder}: {told(why)}") from why


def stands(plan: Plan, outputs: Path, wanted: Order) -> Report | None:
    """Return the report of the latest release, where all it was made from is as it was."""
    return standing(plan, outputs, wanted.pins.values())


def conclude(plan: Plan, outputs: Path, wanted: Order, keep: int | None = None) -> Report:
    """Make a release of shards that have been read, and write down from what.

    Args:
        plan: The shards.
        outputs: Folder of the releases.
        wanted: How the release is wanted.
        keep: How many releases stay, the newest; by default all.

    Raises:
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published, or a score has fallen that is not accepted.
    """
    made = finish(plan.tables, plan.found, outputs, wanted)
    try:
        write_down(plan, made.release.path, wanted.pins.values())
        if keep:
            prune(outputs, keep)
    except OSError as why:
        raise ReleaseError(f"{made.release.path} is made; what it was made from cannot be kept: {told(why)}") from why
    return made


def _read(plan: Plan, begin: Begin, workers: int) -> dict[str, str]:
    """Read what is not kept, in this process where it is little; return the keys under which it is kept now."""
    batches = list(plan.batches())
    advance = begin(sum(batch.files for batch in batches))
    done: dict[str, str] = {}
    try:
        if (processes := min(workers, len(batches))) <= 1:
            for batch in batches:
                done |= read_batch(batch, advance)
        else:
            for batch, kept in in_processes(batches, processes):
                done |= kept
                for _ in range(batch.files):
                    advance()
    except OSError as why:
        raise ReleaseError(f"what is read cannot be kept in {plan.area.folder}: {told(why)}") from why
    return done


def finish(
    shards: Shards,
    found: Sequence[Found],
    outputs: Path,
    wanted: Order = Order(),
) -> Report:
    """Bring the tables of all shards together, validate them and write the release.

    Whoever calls holds the lock of ``outputs`` (`release.alone`).

    Args:
        shards: Gives some tables of each shard, as often as it is asked.
        found: The files.
        outputs: Folder of the releases.
        wanted: How the release is wanted.

    Raises:
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published, or a score has fallen that is not accepted.
    """
    try:
        with working_folder(outputs / AREA) as folder:
            return _finish(shards, found, outputs, wanted, folder)
    except OSError as why:
        raise ReleaseError(f"what a release needs cannot be kept in {outputs}: {told(why)}") from why


def _finish(shards: Shards, found: Sequence[Found], outputs: Path, wanted: Order, folder: Path) -> Report:
    earlier = release.latest(outputs)
    if earlier:
        intact.check_files(outputs, earlier)
    with stage("collect"):
        frames, passing = collect_on_disk(shards, folder, wanted.decisions, before(earlier))
    with stage("validate"):
        tables = validated_on_disk(frames, passing, folder)
    issues = notices(to_pandas(tables["issues"]))
    if not tables["documents"].num_rows:
        reasons = "".join(f"\n  {notice.message}" for notice in issues)
        raise NothingPublishedError(
            f"none of the {len(found)} files gave a document; no release was made{reasons}", issues
        )
    try:
        with stage("release"):
            made = release.write(tables, outputs, folder, _terms(wanted, tables))
    except ScoresFellError as why:
        raise NothingPublishedError(str(why), issues) from why
    with stage("texts"):
        _keep_texts(to_pandas(tables["captures"]), found, outputs / TEXTS)
    return Report(made, issues, _shrunk_from(earlier, made))


def _terms(wanted: Order, tables: Mapping[str, pa.Table]) -> Terms:
    scored = against(wanted.gold, tables, wanted.gold_sha256) if wanted.gold_sha256 else None
    return Terms(wanted.version, wanted.accepts_break, wanted.accepted, scored, wanted.pins)


def _sha256_of(files: Iterable[Path]) -> str:
    """One hash of some files, in order."""
    return hashlib.sha256("".join(map(sha256_of, files)).encode()).hexdigest()


def _keep_texts(captures: pd.DataFrame, found: Sequence[Found], folder: Path) -> None:
    """Keep the text extracted from each web page, PDF or JSON file, under its hash, for whoever looks evidence up.

    They are no part of the release: not every text may be passed on.
    """
    extracted = captures.dropna(subset="text_sha256")
    wanted = dict(zip(extracted["raw_path"], extracted["text_sha256"], strict=True))
    tidy(folder)
    for each in found:
        file = folder / f"{wanted.get(each.path)}.txt"
        if each.path not in wanted or file.exists():
            continue
        document, _ = corpus.read(each)
        if not isinstance(document, Refusal) and document.text_sha256 == wanted[each.path]:
            write_whole(file, methodcaller("write", document.text.encode()))


def _shrunk_from(earlier: Path | None, made: Release) -> int | None:
    if earlier is None or not made.is_new:
        return None
    documents = release.published_documents(earlier)
    return documents if documents > made.ledger["published"] else None
