"""What the version of a release means, and which one the next release has.

``major.minor.patch``, as in Semantic Versioning, said of data: **major** where the contract is broken (a table or a
field is gone or of another type, a code is gone, a key is another), **minor** where rows came or went, or tables,
fields or codes are new, **patch** where only values of rows changed that were there before, or what describes them.

What `evidence`, `checks`, `issues`, `quarantine` and `ledger` say is an account of the data: rows of these make no
minor.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet

from pipeline import contract
from pipeline.comparison import Comparison, compare
from pipeline.contract import Contract
from pipeline.evidence import mapped

Kind = Literal["major", "minor", "patch"]

FIRST_VERSION = "1.0.0"
_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
_ACCOUNTS = frozenset({"evidence", "checks", "issues", "quarantine", "ledger"})


@dataclass(frozen=True)
class Since:
    """A release and the one before it.

    Attributes:
        previous: Version of the one before.
        then: Its tables; one of an older schema has fewer.
        now: The tables of the release.
        comparison: What changed in the tables that both have.
        breaks: What the one before promised and this one does not keep, a sentence each.
        additions: What this one promises and the one before did not.
    """

    previous: str
    then: Mapping[str, pa.Table]
    now: Mapping[str, pa.Table]
    comparison: Comparison
    breaks: tuple[str, ...]
    additions: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """What the step from the one to the other is."""
        if self.breaks:
            return "major"
        has_rows = any(each.has_rows for name, each in self.comparison.items() if name not in _ACCOUNTS)
        return "minor" if self.additions or has_rows else "patch"


def since(previous: Path, now: Mapping[str, pa.Table], promised: Contract, folder: Path | None = None) -> Since:
    """Compare tables, and what they promise, with a release on disk.

    Args:
        previous: The release.
        now: The tables.
        promised: What they promise.
        folder: Where the rows of its largest table are kept for as long as the result is used; else in memory.
    """
    then = read_tables(previous, folder)
    old = contract.read(previous)
    compared = compare(then, now)
    broken, added = contract.breaks(old, promised), contract.additions(old, promised)
    return Since(version_of(previous), then, now, compared, broken, added)


def version_of(release: Path) -> str:
    """Return the version that a release on disk says it has."""
    version: str = json.loads((release / "run.json").read_text("utf-8"))["version"]
    return version


def read_tables(release: Path, folder: Path | None = None) -> dict[str, pa.Table]:
    """Return the tables of a release on disk, by name; its evidence mapped from ``folder``, where one is given."""
    files = {name: release / f"{name}.parquet" for name in contract.read(release)}
    return {
        name: _mapped(file, folder) if folder and name == "evidence" else pyarrow.parquet.read_table(file)
        for name, file in files.items()
    }


def _mapped(file: Path, folder: Path) -> pa.Table:
    with pyarrow.parquet.ParquetFile(file) as opened:
        return mapped(opened.iter_batches(), opened.schema_arrow, folder / "before.arrow")


def is_version(version: str) -> bool:
    """Whether a text is a version such as 1.2.0."""
    return _VERSION.fullmatch(version) is not None


def key(version: str) -> tuple[int, int, int]:
    """Return what versions are sorted by.

    Raises:
        ValueError: where it is no version.
    """
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def after(previous: str, kind: Kind) -> str:
    """Return the version that comes after another by a step of a kind.

    >>> after("1.2.3", "major"), after("1.2.3", "minor"), after("1.2.3", "patch")
    ('2.0.0', '1.3.0', '1.2.4')
    """
    major, minor, patch = key(previous)
    match kind:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"


def says(version: str, previous: str, kind: Kind) -> bool:
    """Whether a version says that there was a step of a kind, or a greater one, since another.

    >>> says("2.0.0", "1.2.3", "minor"), says("1.2.4", "1.2.3", "minor")
    (True, False)
    """
    return key(version) >= key(after(previous, kind))
