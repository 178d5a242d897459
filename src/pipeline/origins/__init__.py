"""Where the documents of each source are fetched, one source a file.

A module here that defines ``ORIGIN`` makes its source fetchable; nothing else needs to name it. A source that
is one file of its own can carry its origin with it, as ``Source.origin``.
"""

from collections.abc import Mapping
from functools import cache

from pipeline.discovery import declared
from pipeline.origin import Origin
from pipeline.sources import sources


@cache
def origins() -> Mapping[str, Origin]:
    """Return the origin of every source that has one, by the id of the source.

    Raises:
        ValueError: where two modules give one id.
    """
    carried = {source.origin.source_id: source.origin for source in sources().values() if source.origin}
    here: Mapping[str, Origin] = declared(__name__, "ORIGIN", lambda each: each.source_id)
    if twice := sorted(carried.keys() & here.keys()):
        raise ValueError(f"the origin of {twice[0]} is declared twice")
    return {**here, **carried}
