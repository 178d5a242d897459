"""All documents of a source in one archive, which is kept, and got anew only where it has changed."""

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.fetch import archive
from pipeline.fetch.files import write
from pipeline.fetch.request import based
from pipeline.fetch.web import Answer, Order, Validators, Web
from pipeline.origin import LARGEST_ARCHIVE, Archive

_KINDS = frozenset(
    f"application/{kind}"
    for kind in ("gzip", "x-gzip", "x-tar", "x-gtar", "x-tgz", "zip", "x-zip-compressed", "octet-stream")
)


def fetch_archive(web: Web, of: Archive, unfinished: Path, base_url: str | None) -> tuple[Path, Answer]:
    """Get the archive of a repository.

    Args:
        web: How to get it.
        of: Where it is.
        unfinished: Folder in which it is kept.
        base_url: Address of a mirror.

    Raises:
        RefusedError, FailedError: as `Web.fetch`.
        ArchiveError: where it is damaged; it is not kept then.
    """
    address = based(of.address, base_url)
    name = hashlib.sha256(address.encode()).hexdigest()
    part, kept, note = (unfinished / f"{name}.{kind}" for kind in ("part", "archive", "json"))
    known = _known(kept, note)
    validators = Validators(known.get("etag"), known.get("last_modified"))
    answer = web.fetch(Order(address, part, _KINDS, LARGEST_ARCHIVE, validators, packed=False))
    if not answer.is_new:
        return kept, answer._replace(address=known["address"], fetched_at=known["fetched_at"])
    try:
        archive.check(part, of.member)
    except archive.ArchiveError:
        part.unlink()
        raise
    note.unlink(missing_ok=True)
    part.replace(kept)
    facts = {
        "address": answer.address,
        "fetched_at": answer.fetched_at,
        "size": kept.stat().st_size,
        **answer.validators._asdict(),
    }
    write(note, json.dumps(facts, indent=2).encode(), unfinished)
    return kept, answer


def _known(kept: Path, note: Path) -> dict[str, Any]:
    """What is known of the archive that is kept; nothing, where there is none."""
    try:
        known = json.loads(note.read_text("utf-8"))
        if kept.stat().st_size == known["size"] and known["address"] and known["fetched_at"]:
            return dict(known)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}
