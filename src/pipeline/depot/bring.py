"""The latest release of a store, fetched into the folder of releases of this machine where it is not there yet."""

import hashlib
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import versions
from pipeline.intact import missing
from pipeline.release import BUILDING, LATEST, SUMS, ReleaseError, check_version, latest, listed
from pipeline.renditions.written import RUN, sha256_of
from pipeline.upload.plan import POINTER
from pipeline.upload.remote import Remote
from pipeline.upload.store import Persistence, UploadError

# Is told the number of files, and returns what is called after each.
Begin = Callable[[int], Callable[[], None]]


class DepotError(UploadError):
    """What a store holds is no release, or not one from which can be gone on."""


class Pointer(NamedTuple):
    """The release to which a store's pointer leads, and the SHA-256 of its list of checksums."""

    version: str
    sums: str


def pointer(store: Remote, again: Persistence) -> Pointer | None:
    """Return where the pointer of a store leads; ``None`` where it holds no release.

    Raises:
        DepotError: where the pointer is damaged.
        UploadError: where the store does not answer.
    """
    content = again(lambda: store.read(POINTER))
    if content is None:
        return None
    try:
        stated = json.loads(content)
        return Pointer(check_version(str(stated["version"])), str(stated["sha256sums"]))
    except (ValueError, KeyError, TypeError, ReleaseError) as why:
        raise DepotError(f"{POINTER} in {store.place} leads to no release ({why}); upload one again") from why


def unsent(outputs: Path, there: Pointer | None) -> Path | None:
    """Return the latest release of a folder, where it was made on top of that of a store and did not get there."""
    made = latest(outputs)
    if made is None or (there and made.name == there.version):
        return None
    before = _parameters(made).get("previous")
    return made if before == (there and {"version": there.version, "sha256": there.sums}) else None


def bring(
    store: Remote, outputs: Path, there: Pointer, again: Persistence, begin: Begin = lambda _: lambda: None
) -> None:
    """Fetch the release to which the pointer of a store leads, whole, and let ``latest`` lead to it.

    Args:
        store: The store.
        outputs: Folder of releases; releases in it that come after that one are removed.
        there: The pointer.
        again: How often the store is asked.
        begin: Is told of the progress.

    Raises:
        DepotError: where the store holds other files than were published.
        UploadError: where the store does not answer.
        OSError: where the folder cannot be written.
    """
    target = outputs / there.version
    is_whole = next(missing(target), None) is None
    if not (is_whole and sha256_of(target / SUMS) == there.sums):
        _fetch(store, target, there, again, begin)
    remove_after(outputs, there.version)
    link = outputs / f"{BUILDING}{LATEST}"
    link.unlink(missing_ok=True)
    link.symlink_to(there.version)
    link.replace(outputs / LATEST)


def remove_after(outputs: Path, version: str | None) -> None:
    """Remove releases that come after one from a folder; without one all, which nobody was told of."""
    for other in outputs.iterdir():
        if versions.is_version(other.name) and not (version and versions.key(other.name) <= versions.key(version)):
            shutil.rmtree(other)


def _fetch(store: Remote, target: Path, there: Pointer, again: Persistence, begin: Begin) -> None:
    """Fetch a release beside its place, prove each file, and rename it in."""
    sums = again(lambda: store.read(f"{there.version}/{SUMS}")) or b""
    if hashlib.sha256(sums).hexdigest() != there.sums:
        raise DepotError(f"{there.version}/{SUMS} in {store.place} is not what {POINTER} states; upload it again")
    folder = target.with_name(f"{BUILDING}{there.version}")
    files = listed(sums.decode())
    advance = begin(len(files))

    def one(name: str, sha256: str) -> None:
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise DepotError(f"{there.version}/{SUMS} in {store.place} names a file outside of the release: {name!r}")
        if not file.is_file() or sha256_of(file) != sha256:
            file.parent.mkdir(parents=True, exist_ok=True)
            again(lambda: store.get(f"{there.version}/{name}", file))
            if sha256_of(file) != sha256:
                raise DepotError(f"{there.version}/{name} in {store.place} is not what was published; upload it again")
        advance()

    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(store.at_once) as pool:
        for done in [pool.submit(one, *each) for each in files.items()]:
            done.result()
    (folder / SUMS).write_bytes(sums)
    if target.exists():
        shutil.rmtree(target)
    folder.rename(target)


def _parameters(release: Path) -> dict[str, Any]:
    run = json.loads((release / RUN).read_text("utf-8"))
    parameters: dict[str, Any] = run.get("parameters", {})
    return parameters
