"""Which documents were sent, by whom and to whom: what an index of letters and a network are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from pipeline.renditions.edition import Edition

Row = Mapping[str, Any]

# Fields of `documents` that forms for historians speak of; the full table can have long texts.
_OF_DOCUMENT = (
    "document_id",
    "source_id",
    "source_url",
    "canonical_url",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "date_basis",
    "priority_code",
)
_OF_EVENT = (
    "document_id",
    "event_type",
    "from_actor_id",
    "from_name",
    "to_actor_id",
    "to_name",
    "precedence_code",
    "at_edtf",
    "place_name",
)
# Events that are in memory as rows.
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Sending:
    """A document that was sent.

    Attributes:
        document: Its row in `documents`.
        sent: Its events of the type ``sent``: one for each addressee. Copies that were distributed, forwarded or
            repeated to others are none.
        received: Its events of the type ``received``.
    """

    document: Row
    sent: tuple[Row, ...]
    received: tuple[Row, ...]


def sendings(edition: Edition) -> Iterator[Sending]:
    """Yield each document with an event of the type ``sent``, in the order of `routing_events`."""
    documents = {row["document_id"]: row for row in edition.tables["documents"].select(_OF_DOCUMENT).to_pylist()}
    events = edition.tables["routing_events"].select(_OF_EVENT).to_batches(max_chunksize=_AT_ONCE)
    rows = chain.from_iterable(batch.to_pylist() for batch in events)
    for document_id, group in groupby(rows, key=lambda event: event["document_id"]):
        steps = tuple(group)
        sent, received = (tuple(step for step in steps if step["event_type"] == kind) for kind in ("sent", "received"))
        if sent:
            yield Sending(documents[document_id], sent, received)


def actors(edition: Edition) -> dict[str, Row]:
    """Return the rows of `actors` by their ids."""
    fields = ("actor_id", "actor_type", "preferred_name", "country_code", "same_as")
    return {row["actor_id"]: row for row in edition.tables["actors"].select(fields).to_pylist()}
