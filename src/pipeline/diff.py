"""Two releases on disk, side by side."""

from pathlib import Path

from pipeline import contract, versions
from pipeline.release import LATEST
from pipeline.versions import Since

_RUN = "run.json"


class NoReleaseError(Exception):
    """There is no such release; the message says which there are."""


def find(outputs: Path, name: str) -> Path:
    """Return the folder of a release, named by its version or by the folder.

    Raises:
        NoReleaseError: where there is none.
    """
    for folder in (outputs / name, Path(name)):
        if (folder / _RUN).is_file():
            return folder.resolve()
    there = ", ".join(_versions(outputs)) or "none"
    raise NoReleaseError(f"there is no release {name}; in {outputs} there are: {there}")


def one_before(outputs: Path, release: Path) -> Path:
    """Return the release that came before another.

    Raises:
        NoReleaseError: where it is the first.
    """
    version = versions.version_of(release)
    earlier = [each for each in _versions(outputs) if versions.key(each) < versions.key(version)]
    if not earlier:
        raise NoReleaseError(f"{version} is the first release in {outputs}; there is nothing to compare it with")
    return outputs / earlier[-1]


def diff(one: Path, other: Path) -> Since:
    """Compare two releases on disk: what changed from the one to the other."""
    return versions.since(one, versions.read_tables(other), contract.read(other))


def chosen(outputs: Path, one: str | None, other: str | None) -> tuple[Path, Path]:
    """Return the two releases that are meant: by default the latest and the one before it.

    Raises:
        NoReleaseError: where there are none.
    """
    last = find(outputs, other or LATEST)
    return (find(outputs, one) if one else one_before(outputs, last)), last


def _versions(outputs: Path) -> list[str]:
    """The versions in a folder of releases, earliest first."""
    names = (file.parent.name for file in outputs.glob(f"*/{_RUN}"))
    return sorted((name for name in names if versions.is_version(name)), key=versions.key)
