"""Where the documents of each source are fetched, one source a file.

A module here that defines ``ORIGIN`` makes its source fetchable; nothing else needs to name it. A source that
is one file of its own can carry its origin with it, as ``Source.origin``.
"""

from collections.abc import Mapping
from functools import cache

from pipeline.discovery import by_key, of_package
from pipeline.origin import Origin
from pipeline.sources import sources


@cache
def origins() -> Mapping[str, Origin]:
    """Return the origin of every source that has one, by the id of the source.

    Raises:
        DeclarationError: where a module cannot be loaded, or two give one id.
        ValueError: where a source that carries its origin has one here as well.
    """
    carried = {source.origin.source_id: source.origin for source in sources().values() if source.origin}
    placed = by_key(of_package(__name__, "ORIGIN"), Origin, lambda each: each.source_id)
    here = {source_id: each.value for source_id, each in placed.items()}
    if twice := sorted(carried.keys() & here.keys()):
        raise ValueError(f"the origin of {twice[0]} is declared twice")
    return {**here, **carried}
