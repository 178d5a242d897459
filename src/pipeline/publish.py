"""From the raw folder to a release, in the steps that the flow takes too."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline import corpus, release
from pipeline.authorities import Decision, read_decisions
from pipeline.collection import Frames, collect
from pipeline.continuity import before
from pipeline.corpus import Found, Refusal
from pipeline.release import Release
from pipeline.shard import Tables, read_shard
from pipeline.tables import validated

# Is told the number of files, and returns what is called after each.
Begin = Callable[[int], Callable[[], None]]

# Beside the releases: the texts extracted from files that are no text, each named by its SHA-256.
TEXTS = "texts"
FINE, WITH_LOSSES, WRONG_USE, NOTHING = range(4)


class NothingPublishedError(Exception):
    """There is no document that could be published; no release was made."""


class Notice(NamedTuple):
    """An issue, short, for people who look at a run."""

    severity: str
    code: str
    message: str
    where: str


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


def publish(
    raw: Path,
    outputs: Path,
    version: str | None = None,
    begin: Begin = lambda _: lambda: None,
    authorities: Path | None = None,
) -> Report:
    """Publish a release from ``raw`` to ``outputs``.

    Args:
        raw: Folder of raw files, one folder per source.
        outputs: Folder of the releases.
        version: Version of the release; by default the next.
        begin: Is told of the progress.
        authorities: Folder of what people have decided about actors.

    Raises:
        RawFolderError: where ``raw`` is no folder.
        AuthoritiesError: where a decision cannot be read.
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published.
    """
    if version:
        release.check_version(version)
    decisions = read_decisions(authorities)
    found = corpus.scan(raw)
    advance = begin(len(found))
    return finish((read_shard(shard, advance) for shard in corpus.shards(found)), found, outputs, version, decisions)


def finish(
    shards: Iterable[Tables],
    found: Sequence[Found],
    outputs: Path,
    version: str | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Report:
    """Bring the tables of all shards together, validate them and write the release.

    Raises:
        ReleaseError: where the release cannot be made as asked.
        NothingPublishedError: where no document can be published.
    """
    if not found:
        raise NothingPublishedError("there is no file to read; put documents into a folder of raw/, named by source")
    earlier = release.latest(outputs)
    frames = validated(collect(shards, decisions, before(earlier)))
    notices = _notices(frames)
    if frames["documents"].empty:
        reasons = "".join(f"\n  {notice.message}" for notice in notices)
        raise NothingPublishedError(f"none of the {len(found)} files gave a document; no release was made{reasons}")
    made = release.write(frames, outputs, version)
    _keep_texts(frames, found, outputs / TEXTS)
    return Report(made, notices, _shrunk_from(earlier, made))


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
