"""Which code makes a release: its version and hash, and the libraries that shape the bytes it writes."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import __version__

_PACKAGE = Path(__file__).parent
# Libraries whose version can show in a file: they write it, or sort and format what is in it.
_LIBRARIES = ("lxml", "numpy", "pandas", "pyarrow", "pypdfium2", "rapidfuzz")
_LEFT_OUT = "__pycache__"


def code() -> dict[str, Any]:
    """Return what made a release: name, version, hash of the source files, Python and libraries."""
    return {
        "name": "chancery",
        "version": __version__,
        "sha256": sha256_of_source(_PACKAGE),
        **libraries(),
    }


def libraries() -> dict[str, Any]:
    """Return the versions of Python and of the libraries that shape the bytes of a release."""
    return {
        "python": ".".join(platform.python_version_tuple()[:2]),
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


@cache
def sha256_of_source(package: Path) -> str:
    """Return one hash of all files of a package, with their names: what is compiled or hidden is left out."""
    whole = hashlib.sha256()
    for name, file in sorted((file.relative_to(package).as_posix(), file) for file in package.rglob("*")):
        if file.is_file() and _LEFT_OUT not in file.parts and not file.name.startswith("."):
            whole.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
