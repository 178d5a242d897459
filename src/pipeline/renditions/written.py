"""The files of a release as they were written: their sizes, hashes and kinds."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.describe import FileFacts

# Of IANA's registry, but for BibTeX, GEXF and GraphML, which have none there and go by these names.
_MEDIA_TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
_OF_ANY_KIND = "application/octet-stream"

Files = Mapping[str, FileFacts]


# It names the code that made the release, and so is another wherever the code is: nothing that describes the data has
# its hash, but `SHA256SUMS`.
RUN = "run.json"


def written(folder: Path) -> dict[str, FileFacts]:
    """Return size and hash of each file that lies in a folder itself, by name, in order; `run.json` is left out."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name != RUN)
    return {file.name: FileFacts(file.stat().st_size, sha256_of(file)) for file in files}


def media_type(name: str) -> str:
    """Return the media type of a file by its ending.

    >>> media_type("actors.csv")
    'text/csv'
    """
    return _MEDIA_TYPES.get(Path(name).suffix, _OF_ANY_KIND)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
