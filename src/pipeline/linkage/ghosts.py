"""Documents that are referred to and not held."""

from typing import Any

from pipeline.arrow import with_rows
from pipeline.captures import Frames
from pipeline.schema import table

_SAID = ("kind", "identifier", "series", "number", "date_edtf")


def note_ghosts(frames: Frames) -> None:
    """Write one row per document that references mean and that is not held."""
    references = frames["document_references"].dropna(subset="ghost_id")
    rows: list[dict[str, Any]] = []
    for ghost_id, group in references.groupby("ghost_id", sort=True):
        first = group.iloc[0]
        said = {field: first[field] for field in _SAID if isinstance(first[field], str)}
        rows.append(
            {
                **table("ghosts").blank,
                **said,
                "ghost_id": ghost_id,
                "basis": "reference",
                "status": "missing",
                "source_id": first["document_id"].partition(":")[0],
                "reference_count": len(group),
            }
        )
    frames["ghosts"] = with_rows(frames["ghosts"], rows)
