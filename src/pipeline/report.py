"""What a run did, in short, for people who look at it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from pipeline.release import Release

FINE, WITH_LOSSES, WRONG_USE, NOTHING = range(4)


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


def notices(issues: pd.DataFrame) -> tuple[Notice, ...]:
    """Return the rows of the table `issues` in short, errors first."""
    order = {"error": 0, "warning": 1, "note": 2}
    stated = issues.astype(object).where(issues.notna(), None)
    found = (Notice(row["severity"], row["code"], row["message"], _where(row)) for row in stated.to_dict("records"))
    return tuple(sorted(found, key=lambda notice: order[notice.severity]))


def _where(row: Mapping[Hashable, Any]) -> str:
    file = row["raw_path"] or row["document_id"] or ""
    return file if row["start"] is None else f"{file}, character {row['start']}"
