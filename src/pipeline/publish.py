"""From the raw folder to a release, in the steps that the flow takes too."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import corpus, release
from pipeline.authorities import FILE_NAME as DECISIONS
from pipeline.authorities import Decision, read_decisions
from pipeline.collection import Frames, collect
from pipeline.continuity import before
from pipeline.corpus import Found, Refusal
from pipeline.evaluate import gold_files, read_gold
from pipeline.release import Release, ScoresFellError, Terms
from pipeline.renditions.written import sha256_of
from pipeline.scores import against
from pipeline.shard import Tables, read_shard
from pipeline.stages import stage, through
from pipeline.tables import validated

# Is told the number of files, and returns what is called after each.
Begin = Callable[[int], Callable[[], None]]

# Beside the releases: the texts extracted from files that are no text, each named by its SHA-256.
TEXTS = "texts"
FINE, WITH_LOSSES, WRONG_USE, NOTHING = range(4)


class NothingPublishedError(Exception):
    """There is no document that could be published, or it would be read worse than before; no release was made.

    ``notices`` are the issues of what was read, errors first: no release has them.
    """

    def __init__(self, message: str, notices: tuple["Notice", ...] = ()) -> None:
        super().__init__(message)
        self.notices = notices


class Notice(NamedTuple):
    """An issue, short, for people who look at a run."""

    severity: str
    code: str
    message: str
    where: str


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


@dataclass(frozen=True)
class Report:
    """What a run did.

    Attributes:
        release: The release, new or found unchanged.
        notices: Its issues, errors first.
        shrunk_from: Number of documents of the release before, where that was more.
    """

    release: Release
    notices: tuple[Notice, ...]
    shrunk_from: int | None

    @property
    def exit_code(self) -> int:
        """0, or 1 where something was kept back or could not be read."""
        lossy = self.release.rows["quarantine"] or self.release.ledger["quarantined"]
        return WITH_LOSSES if lossy or any(each.severity == "error" for each in self.notices) else FINE


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
    raw: Path,
    outputs: Path,
    version: str | None = None,
    begin: Begin = lambda _: lambda: None,
    authorities: Path | None = None,
    *,
    accepted: Iterable[str] = (),
    accepts_break: bool = False,
    gold: Path | None = None,
) -> Report:
    """Publish a release from ``raw`` to ``outputs``.

    Args:
        raw: Folder of raw files, one folder per source.
        outputs: Folder of the releases.
        version: Version of the release; by default the next, by what changed.
        begin: Is told of the progress.
        authorities: Folder of what people have decided about actors.
        accepted: Names of scores that may fall.
        accepts_break: Whether it may break the contract of the release before.
        gold: Documents as a person read them, to score the release.

    Raises:
        RawFolderError: where ``raw`` is no folder.
        AuthoritiesError: where a decision cannot be read.
        GoldError: where the gold cannot be read.
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published, or a score has fallen that is not accepted.
    """
    wanted = order(version, authorities, accepted, accepts_break=accepts_break, gold=gold)
    with stage("scan"):
        found = corpus.scan(raw)
    advance = begin(len(found))
    return finish((read_shard(shard, advance) for shard in corpus.shards(found)), found, outputs, wanted)


def finish(
    shards: Iterable[Tables],
    found: Sequence[Found],
    outputs: Path,
    wanted: Order = Order(),
) -> Report:
    """Bring the tables of all shards together, validate them and write the release.

    Raises:
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published, or a score has fallen that is not accepted.
    """
    if not found:
        raise NothingPublishedError("there is no file to read; put documents into a folder of raw/, named by source")
    earlier = release.latest(outputs)
    with stage("validate"):
        # the frames are handed on and not kept: each is let go as soon as its valid rows are known
        frames = validated(_joined(shards, wanted, earlier))
    notices = _notices(frames)
    if frames["documents"].empty:
        reasons = "".join(f"\n  {notice.message}" for notice in notices)
        raise NothingPublishedError(
            f"none of the {len(found)} files gave a document; no release was made{reasons}", notices
        )
    try:
        with stage("release"):
            made = release.write(frames, outputs, _terms(wanted, frames))
    except ScoresFellError as why:
        raise NothingPublishedError(str(why), notices) from why
    with stage("texts"):
        _keep_texts(frames, found, outputs / TEXTS)
    return Report(made, notices, _shrunk_from(earlier, made))


def _joined(shards: Iterable[Tables], wanted: Order, earlier: Path | None) -> Frames:
    with stage("collect"):
        return collect(through("read", shards), wanted.decisions, before(earlier))


def _terms(wanted: Order, frames: Frames) -> Terms:
    pins = {"decisions_sha256": wanted.decisions_sha256, "gold_sha256": wanted.gold_sha256}
    scored = against(wanted.gold, frames, wanted.gold_sha256) if wanted.gold_sha256 else None
    return Terms(wanted.version, wanted.accepts_break, wanted.accepted, scored, pins)


def _sha256_of(files: Iterable[Path]) -> str:
    """One hash of some files, in order."""
    return hashlib.sha256("".join(map(sha256_of, files)).encode()).hexdigest()


def _keep_texts(frames: Frames, found: Sequence[Found], folder: Path) -> None:
    """Keep the text extracted from each web page, PDF or JSON file, under its hash, for whoever looks evidence up.

    They are no part of the release: not every text may be passed on.
    """
    extracted = frames["captures"].dropna(subset="text_sha256")
    wanted = dict(zip(extracted["raw_path"], extracted["text_sha256"], strict=True))
    for each in found:
        file = folder / f"{wanted.get(each.path)}.txt"
        if each.path not in wanted or file.exists():
            continue
        document, _ = corpus.read(each)
        if not isinstance(document, Refusal) and document.text_sha256 == wanted[each.path]:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(document.text.encode())


def _notices(frames: Frames) -> tuple[Notice, ...]:
    order = {"error": 0, "warning": 1, "note": 2}
    issues = frames["issues"].astype(object).where(frames["issues"].notna(), None)
    notices = (
        Notice(
            row["severity"],
            row["code"],
            row["message"],
            _where(row["raw_path"] or row["document_id"], row["start"]),
        )
        for row in issues.to_dict("records")
    )
    return tuple(sorted(notices, key=lambda notice: order[notice.severity]))


def _where(file: str | None, start: int | None) -> str:
    return (file or "") + ("" if start is None else f", character {start}")


def _shrunk_from(earlier: Path | None, made: Release) -> int | None:
    if earlier is None or not made.is_new:
        return None
    documents = release.published_documents(earlier)
    return documents if documents > made.ledger["published"] else None
