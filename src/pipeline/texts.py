"""The texts that evidence points into, as the raw files have them now."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet

from pipeline import corpus
from pipeline.corpus import Refusal
from pipeline.model import file_of
from pipeline.storage import Address
from pipeline.verify import found_file, raw_file


def raw_texts(release: Path, raw: Path | Address, paths: Iterable[str]) -> dict[str, str | None]:
    """Return for each file its text; none where the raw file is not there any more, or is another.

    Args:
        release: Folder of the release.
        raw: Folder of the raw files.
        paths: The files, as the tables name them.
    """
    captures = pyarrow.parquet.read_table(release / "captures.parquet", columns=["raw_path", "part", "raw_sha256"])
    hashes = {file_of(each["raw_path"], each["part"]): each["raw_sha256"] for each in captures.to_pylist()}
    texts: dict[str, str | None] = {}
    for path in paths:
        file = raw_file(raw, path)
        document, fingerprint = corpus.read(found_file(path, file)) if file else (Refusal(""), None)
        is_same = fingerprint is not None and fingerprint.sha256 == hashes.get(path)
        texts[path] = document.text if is_same and not isinstance(document, Refusal) else None
    return texts
