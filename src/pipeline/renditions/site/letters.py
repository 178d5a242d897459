"""Who wrote to whom: documents that went from one actor to another."""

from collections import Counter

import pyarrow as pa


def letters(events: pa.Table) -> Counter[tuple[str, str]]:
    """Return for each sender and recipient the number of documents that went from the one to the other.

    A document counts once for a pair, however many of its events name both. Whom a document leaves out is no
    recipient of it.

    Args:
        events: The table ``routing_events``.
    """
    columns = (events[name].to_pylist() for name in ("document_id", "from_actor_id", "to_actor_id", "event_type"))
    pairs = {
        (document_id, sender, recipient)
        for document_id, sender, recipient, kind in zip(*columns, strict=True)
        if sender and recipient and kind != "excluded"
    }
    return Counter((sender, recipient) for _, sender, recipient in pairs)
