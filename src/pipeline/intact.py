"""The latest release is there and as it was published, before another is made on top of it.

Ids are kept from it, and what changed is told against it: one that is damaged would spoil the next without a word.
"""

from collections.abc import Iterator
from pathlib import Path

from pipeline import versions
from pipeline.release import LATEST, SUMS, ReleaseError, listed
from pipeline.renditions.written import sha256_of


def check_pointer(outputs: Path) -> None:
    """See that ``outputs/latest`` leads to a release of which no file is missing.

    Args:
        outputs: Folder of the releases; it need not be there.

    Raises:
        ReleaseError: where it does not, and what to do.
    """
    pointer = outputs / LATEST
    if pointer.is_symlink():
        release = outputs / pointer.readlink()
        fault = next(missing(release), None) if release.is_dir() else "it is not there"
        if fault:
            raise ReleaseError(f"{pointer} leads to {release.name}, and {fault}; {_way_out(outputs, release)}")
    elif pointer.exists():
        raise ReleaseError(
            f"{pointer} is no link, as it should be: a copy of the folder has followed it; remove it, and make the"
            f" link: ln -s {_last(outputs) or 'VERSION'} {pointer}"
        )
    elif last := _last(outputs):
        raise ReleaseError(
            f"{outputs} holds releases and no link {LATEST} that says which is the last of them; make it:"
            f" ln -s {last} {pointer}"
        )


def check_files(outputs: Path, release: Path) -> None:
    """See that the files of the latest release are as they were published.

    Args:
        outputs: Folder of the releases.
        release: Folder of the latest.

    Raises:
        ReleaseError: where one is not, and what to do.
    """
    for name, sha256 in listed((release / SUMS).read_text("utf-8", "replace")).items():
        if sha256_of(release / name) != sha256:
            raise ReleaseError(
                f"{release / name} is not the file that was published with {release.name}, the latest release;"
                f" {_way_out(outputs, release)}"
            )


def missing(release: Path) -> Iterator[str]:
    """Yield what is missing of a release: its list of checksums, or a file that this names; a sentence each."""
    if not (release / SUMS).is_file():
        yield f"its {SUMS} is missing"
        return
    stated = listed((release / SUMS).read_text("utf-8", "replace"))
    if not stated:
        yield f"its {SUMS} is empty"
    yield from (f"its {name} is missing" for name in sorted(stated) if not (release / name).is_file())


def _way_out(outputs: Path, damaged: Path) -> str:
    """What to do where the latest release is damaged."""
    pointer, earlier = outputs / LATEST, _last(outputs, but=damaged.name)
    aside = f"move {damaged} out of the way, " if damaged.exists() else ""
    link = (
        f"go on from {earlier} (ln -sfn {earlier} {pointer})"
        if earlier
        else f"begin anew (rm {pointer}), with ids that may be others"
    )
    return (
        f"put it back from a copy, until chancery verify {damaged} finds no fault;"
        f" where there is no copy, {aside}{link}, and publish again"
    )


def _last(outputs: Path, but: str = "") -> str | None:
    """The last release of which no file is missing."""
    there = [each.name for each in outputs.glob("*.*.*") if versions.is_version(each.name) and each.name != but]
    whole = (
        name for name in sorted(there, key=versions.key, reverse=True) if next(missing(outputs / name), None) is None
    )
    return next(whole, None)
