"""Where files are: a folder of this machine, or a folder in a store that fsspec reads."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.storage.secrets import masked

# A scheme of RFC 3986, section 3.1.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.ASCII)
# What fsspec calls the files of this machine.
_LOCAL = frozenset({"file", "local"})


class AddressError(ValueError):
    """An address cannot be used as it was given; the message quotes no secret."""


@dataclass(frozen=True)
class Address:
    """A folder in a store: of ``s3://bucket/raw`` the scheme is ``s3`` and the path ``bucket/raw``."""

    scheme: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.path}"

    def __truediv__(self, name: str) -> "Address":
        return Address(self.scheme, self.at(name))

    def at(self, name: str) -> str:
        """Return the path of what lies below it, with folders parted by ``/``."""
        return f"{self.path}/{name}" if self.path else name


def place(given: str | Path | Address) -> Path | Address:
    """Return what a person named: a folder of this machine, as a path or as ``file:///…``, or an address.

    Raises:
        AddressError: where an address is of no known form, holds a password or a query, or leads upwards with ``..``.
    """
    if not isinstance(given, str):
        return given
    scheme, is_address, rest = given.partition("://")
    if not is_address:
        return Path(given)
    shown = masked(given.partition("?")[0].partition("#")[0])
    if not given.isprintable() or not _SCHEME.fullmatch(scheme) or "::" in given:
        raise AddressError(f"“{shown}” is no address; give a folder, or an address such as s3://bucket/folder")
    _check(given, rest, shown)
    if scheme in _LOCAL:
        return _local(given, shown)
    return Address(scheme, rest.strip("/"))


def _check(given: str, rest: str, shown: str) -> None:
    # of abfs://container@account/folder the first part is no secret
    if ":" in rest.partition("/")[0].rpartition("@")[0]:
        raise AddressError(f"{shown} holds a password; put it into the environment (docs/storage.md)")
    if "?" in given or "#" in given:
        raise AddressError(f"{shown} goes on with ? or #, which no folder has; leave that out")
    if any(part in {"", ".", ".."} for part in rest.strip("/").split("/")) or "\\" in rest:
        raise AddressError(f"{shown}: a path goes down only, without empty parts, “..” and backslashes")


def _local(given: str, shown: str) -> Path:
    parts = urlsplit(given)
    if parts.netloc not in {"", "localhost"}:
        raise AddressError(f"{shown} names another machine; mount it, and give its folder as file:///folder")
    return Path(unquote(parts.path))
