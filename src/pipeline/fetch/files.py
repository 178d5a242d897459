"""Names and writing of files that come from elsewhere."""

import fcntl
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.corpus import WORKPLACE

# A file system takes 255 bytes for a name; the sidecar adds 16, the mark of a second capture 20.
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 10
# Windows keeps these for devices, whatever the ending.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
_UNFINISHED = ".tmp"


class BusyError(Exception):
    """Another run is at work in the same folder."""


def safe_name(name: str) -> str:
    """Return a name for a file, made of the letters, figures, ``.``, ``-`` and ``_`` of the one it had.

    >>> safe_name("../../etc/passwd"), safe_name(".-hidden.md"), safe_name("a b; rm *.md")
    ('etc-passwd', 'hidden.md', 'a-b-rm-.md')
    """
    words = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).lstrip(".-_").rstrip(".-") or "unnamed"
    if device := _DEVICE.match(words):
        words = f"{device[0]}_{words[device.end() :]}"
    if len(words.encode()) <= _LONGEST_NAME:
        return words
    suffix = Path(words).suffix if len(Path(words).suffix) <= _LONGEST_SUFFIX else ""
    stem = words.removesuffix(suffix)
    mark = "-" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8] + suffix
    return stem.encode()[: _LONGEST_NAME - len(mark.encode())].decode("utf-8", "ignore") + mark


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Give the hidden folder, in the folder of a source, for what is not finished, to one run at a time.

    Raises:
        BusyError: where another run has it.
    """
    unfinished = folder / WORKPLACE
    unfinished.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            # let go when this process ends, however it ends
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another run is fetching into {folder}; wait until it has ended") from None
        for left_behind in unfinished.glob(f"*{_UNFINISHED}"):
            left_behind.unlink()
        yield unfinished
        os.fsync(descriptor)
        with suppress(OSError):
            unfinished.rmdir()
    finally:
        os.close(descriptor)


def write(file: Path, data: bytes, unfinished: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    temporary = unfinished / f"{hashlib.sha256(os.fsencode(file)).hexdigest()}{_UNFINISHED}"
    with temporary.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(file)
