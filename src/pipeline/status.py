"""What a run would find: which raw files are new, changed or gone since the latest release, and what is to be read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline import corpus, staging
from pipeline.publish import Order, stands
from pipeline.release import latest
from pipeline.renditions.written import RUN
from pipeline.staging import Area, Plan
from pipeline.staging.area import AREA
from pipeline.storage import Address


@dataclass(frozen=True)
class Status:
    """The raw files beside the latest release.

    Attributes:
        release: Its version; ``None`` where there is none.
        files: How many raw files there are, of whatever kind.
        new: The paths of those that it does not know.
        changed: Of those that had another content.
        gone: Of those that it knows and that are not there.
        to_read: How many files a run would read: of shards of which no rows are kept, or rows by other code.
        stands: Whether a run would find that nothing has changed, neither files nor code nor decisions.
    """

    release: str | None
    files: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    to_read: int
    stands: bool


def status(raw: Path | Address, outputs: Path, wanted: Order, source_files: Iterable[Path] = ()) -> Status:
    """Return what a run would find. Nothing is read that has not changed, and nothing is written.

    Args:
        raw: Folder of raw files.
        outputs: Folder of the releases.
        wanted: How a release would be wanted.
        source_files: Files that define sources of the user's own; they are taken in already.

    Raises:
        RawFolderError: where ``raw`` is no folder.
    """
    plan = staging.plan(corpus.scan(raw), Area(outputs / AREA), source_files, is_noted=False)
    release = latest(outputs)
    then = _inputs(release) if release else {}
    now = _files(plan)
    return Status(
        release.name if release else None,
        len(now),
        tuple(sorted(now.keys() - then.keys())),
        tuple(path for path in sorted(now.keys() & then.keys()) if now[path] != then[path]),
        tuple(sorted(then.keys() - now.keys())),
        sum(batch.files for batch in plan.batches()),
        stands(plan, outputs, wanted) is not None,
    )


def _files(plan: Plan) -> dict[str, str | None]:
    shards = (zip(shard.files, shard.sha256, strict=True) for shard in plan.shards)
    return {found.path: sha256 for shard in shards for found, sha256 in shard}


def _inputs(release: Path) -> dict[str, str | None]:
    run = json.loads((release / RUN).read_text("utf-8"))
    return {each["path"]: each["sha256"] for each in run["inputs"]}
