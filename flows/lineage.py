"""Where the tables of a release come from, as assets of Prefect.

A server of one's own shows them in its feed of events: which table was made, by which run, and of which folders of raw
files. It has no page of assets.
"""

from collections.abc import Iterable
from pathlib import Path

from prefect import get_run_logger
from prefect.assets import Asset, materialize
from prefect.cache_policies import NO_CACHE

from pipeline.release import Release
from pipeline.schema import TABLES
from pipeline.storage import Address


def note_lineage(release: Release, raw: Path | Address, sources: Iterable[str]) -> None:
    """Say of each table of a new release of which folders of raw files it was made.

    Args:
        release: The release; nothing is said of one that was there before.
        raw: Folder of raw files.
        sources: The sources that it has documents of.
    """
    if not release.is_new:
        return
    folders: list[Asset | str] = [_name(raw, source) for source in sources]
    tables = [(release.path / f"{each.name}.parquet").resolve().as_uri() for each in TABLES]
    try:
        noting = materialize(*tables, asset_deps=folders, name="note lineage", cache_policy=NO_CACHE)(_noted)
    except ValueError as why:
        get_run_logger().warning("no lineage is noted: Prefect does not take the name of a folder (%s)", why)
        return
    noting()


def _name(raw: Path | Address, source: str) -> str:
    return str(raw / source) if isinstance(raw, Address) else (raw / source).resolve().as_uri()


def _noted() -> None:
    """The tables are there already."""
