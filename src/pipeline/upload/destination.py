"""The address of a destination: taken apart, refused where it is unsafe, and shown without secrets."""

import ipaddress
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.storage.secrets import masked

SCHEMES = ("file", "s3", "https", "http", "webdav+https", "webdav+http", "hf", "zenodo")


class DestinationError(Exception):
    """A destination cannot be used as it was given."""


class Destination(NamedTuple):
    """A destination, taken apart: ``s3://bucket/a/b`` has the scheme ``s3``, the host ``bucket``, the path ``a/b``."""

    scheme: str
    host: str
    path: str

    def __str__(self) -> str:
        if self.scheme == "zenodo" or (self.scheme == "file" and not self.path.startswith("/")):
            return f"{self.scheme}:{self.path}"
        if self.scheme == "file":
            return f"file://{self.host}{self.path}"
        return f"{self.scheme}://{self.host}/{self.path}"


def destination(address: str) -> Destination:
    """Take the address of a destination apart.

    Raises:
        DestinationError: where it is of no known kind, holds a name, a password or a query, leads upwards with ``..``,
            or would send words unprotected through a network. The message quotes no secret.
    """
    scheme, colon, _ = address.partition(":")
    if not address.isprintable():
        raise DestinationError("an address with control characters is no destination")
    if not colon or scheme not in SCHEMES:
        raise DestinationError(
            f"“{masked(address)}” is no destination; give file:///folder, s3://bucket/folder, https://host/folder"
            " (WebDAV), hf://datasets/owner/name or zenodo:"
        )
    try:
        parts = urlsplit(address)
        is_named = "@" in parts.netloc
        host, path = parts.netloc, unquote(parts.path, errors="strict")
    except (ValueError, UnicodeDecodeError) as why:
        raise DestinationError(f"“{masked(address)}” is no address") from why
    shown = masked(address.partition("?")[0].partition("#")[0])
    if is_named:
        raise DestinationError(f"{shown} holds a name or a password; put them into the environment (docs/publish.md)")
    if parts.query or parts.fragment:
        raise DestinationError(f"{shown} goes on with ? or #, which no destination has; leave that out")
    if any(part in {".", ".."} for part in path.split("/")) or not path.isprintable() or "\\" in path:
        raise DestinationError(f"{shown}: a path goes down only, without “..”, backslashes and control characters")
    _check_protected(scheme, host, shown)
    if scheme == "file" and not path.strip("/"):
        raise DestinationError(f"{shown} names no folder; give file:///folder")
    return Destination(scheme, host, path if scheme in {"file", "zenodo"} else path.strip("/"))


def _check_protected(scheme: str, host: str, shown: str) -> None:
    if scheme in {"http", "webdav+http"} and not is_this_machine(host):
        raise DestinationError(f"{shown} would send a password that anybody on the way can read; use https://")


def is_this_machine(host: str) -> bool:
    """Whether a host, with or without a port, is the machine itself."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
