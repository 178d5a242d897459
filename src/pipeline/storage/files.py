"""The file systems of fsspec, one for each kind of store and process, and what their faults mean."""

import errno
import importlib
import logging
import os
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pipeline.storage.address import AddressError
from pipeline.storage.secrets import masked

Value = TypeVar("Value")

_SECONDS = 60
# At their lowest level these log whole requests, with the token of a session.
_TALKATIVE = ("botocore", "aiobotocore", "s3fs")
# What a file system is opened with besides what the environment and the settings of fsspec say.
_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {"config_kwargs": {"connect_timeout": _SECONDS, "read_timeout": _SECONDS}},
}


class StoreError(Exception):
    """A store does not give what it was asked for: what, where, and what to do. No secret is quoted."""


def files_of(scheme: str) -> Any:
    """Return the file system of a kind of store, opened once in a process.

    Raises:
        AddressError: where fsspec knows no such kind, or its client is not installed.
    """
    return _opened(scheme, os.getpid())


@cache
def _opened(scheme: str, process: int) -> Any:
    """A connection does not outlive a fork: each process, ``process``, has its own."""
    fsspec = importlib.import_module("fsspec")
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logging.INFO, logger.level))
    try:
        return fsspec.filesystem(scheme, use_listings_cache=False, **_OPTIONS.get(scheme, {}))
    except ImportError as why:
        extra = "; for s3: pip install 'chancery[s3]'" if scheme in {"s3", "s3a"} else ""
        raise AddressError(f"{scheme}:// needs a client that is not installed ({why}){extra}") from why
    except ValueError as why:
        raise AddressError(f"{scheme}:// is no kind of store that can be read ({masked(str(why))})") from why


def asked(attempt: Callable[[], Value], where: str) -> Value:
    """Return what a store gives.

    Args:
        attempt: Asks it.
        where: What it is asked for, for people.

    Raises:
        FileNotFoundError: where that is not there.
        StoreError: where it does not answer, or does not let us in.
    """
    try:
        return attempt()
    except FileNotFoundError as why:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), where) from why
    except AddressError:
        raise
    except PermissionError as why:
        raise StoreError(f"{where}: we are not let in ({masked(str(why))}); see keys and rights") from why
    except Exception as why:
        # each client has exceptions of its own, and none of them may end a run without a word on what was asked
        words = masked(str(why)) or type(why).__name__
        raise StoreError(f"{where} cannot be had ({words}); see address, keys and network, and run again") from why
