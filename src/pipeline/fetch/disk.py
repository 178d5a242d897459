"""The documents that a user has: files, folders, archives, a clone of a repository."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.corpus import SIDECAR
from pipeline.fetch import archive
from pipeline.origin import LARGEST_DOCUMENT, Origin
from pipeline.sources import sources

_GIT_SECONDS = 600


class DiskError(Exception):
    """What a user named on disk cannot be used."""


class Found(NamedTuple):
    """A file on disk, or in an archive there, that may be a document.

    Attributes:
        name: Its name, or its name in the repository.
        path: Its place in the folder of its source.
        volume: The volume it belongs to, where its source has volumes; else its name without the ending.
        data: Its bytes.
        revision: The commit that holds these very bytes, where that is known.
        refused: Why it was not taken, where it was not.
    """

    name: str
    path: PurePosixPath
    volume: str
    data: bytes
    revision: str | None = None
    refused: str | None = None


def found(origin: Origin, given: Path, unfinished: Path) -> Iterator[Found]:
    """Yield the documents of a file, a folder, an archive or a repository.

    Args:
        origin: What the source's documents are named like.
        given: What the user named.
        unfinished: Folder for what is needed on the way.

    Raises:
        DiskError: where there is no such file or folder, or it cannot be read.
        ArchiveError: where an archive is damaged.
    """
    if given.is_dir():
        yield from _of_bare_clone(origin, given, unfinished) if _is_bare(given) else _of_folder(origin, given)
    elif not given.is_file():
        raise DiskError(f"there is no file or folder {given}")
    elif origin.archive and archive.is_archive(given):
        yield from in_archive(origin, given)
    else:
        yield _of_file(origin, given, given.name, None)


def in_archive(origin: Origin, file: Path) -> Iterator[Found]:
    """Yield the documents of an archive.

    Raises:
        ArchiveError: where it is damaged.
    """
    if origin.archive is None:
        raise DiskError(f"the source {origin.source_id} has no archive")
    archive.check(file, origin.archive.member)
    revision = archive.revision(file)
    for member in archive.members(file, origin.archive.member):
        path = PurePosixPath(member.match["path"])
        yield Found(_utf8(member.name), path, member.match["volume"], member.data, revision, member.refused)


def suffixes(origin: Origin) -> frozenset[str]:
    """Return the endings that files of a source have."""
    source = sources().get(origin.source_id)
    return source.suffixes if source else origin.suffixes


def _of_folder(origin: Origin, folder: Path) -> Iterator[Found]:
    """The documents in a folder, as deep as they lie; those of a clone with the commit that holds them."""
    folder = folder.resolve()
    committed = _committed(folder)
    for where, inner, names in os.walk(folder):
        inner[:] = sorted(each for each in inner if not each.startswith("."))
        for name in sorted(names):
            file = Path(where, name)
            relative = file.relative_to(folder).as_posix()
            # the name of the folder itself may be part of what documents are named like
            match = origin.archive and origin.archive.member.search(f"{folder.name}/{relative}")
            if name.startswith(".") or name.endswith(SIDECAR) or (origin.archive and not match):
                continue
            if origin.archive or file.suffix.lower() in suffixes(origin):
                yield _of_file(origin, file, relative, match or None, committed.get(relative))


def _of_file(
    origin: Origin, file: Path, name: str, match: re.Match[str] | None, committed: tuple[str, str] | None = None
) -> Found:
    path = PurePosixPath(match["path"] if match else name)
    volume = match["volume"] if match else file.stem
    refused, data = None, b""
    if file.suffix.lower() not in suffixes(origin):
        refused = f"the source {origin.source_id} reads {', '.join(sorted(suffixes(origin)))}"
    elif file.is_symlink():
        refused = "it is a link, and links are not followed"
    elif not file.is_file() or file.stat().st_size > LARGEST_DOCUMENT:
        refused = f"it is no file of at most {LARGEST_DOCUMENT:,} bytes"
    else:
        data = file.read_bytes()
    revision = committed[0] if committed and committed[1] == _blob(data) else None
    return Found(_utf8(name), path, volume, data, revision, refused)


def _utf8(name: str) -> str:
    """A name as it can be told: bytes in it that are no UTF-8 are escaped."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _of_bare_clone(origin: Origin, folder: Path, unfinished: Path) -> Iterator[Found]:
    """The documents of a clone without files: git makes an archive of its last commit."""
    made = unfinished / "clone.tar.tmp"
    with made.open("wb") as file:
        done = _git(folder, "archive", "--format=tar", "--prefix=clone/", "HEAD", to=file.fileno())
    if done is None:
        raise DiskError(f"{folder} is a clone of a repository without files, and git could not read it")
    try:
        yield from in_archive(origin, made)
    finally:
        made.unlink(missing_ok=True)


def _committed(folder: Path) -> dict[str, tuple[str, str]]:
    """The last commit of a clone, and the hash of the bytes it holds, for each of its files; of no clone, none."""
    commit = _git(folder, "rev-parse", "HEAD")
    listed = _git(folder, "ls-tree", "-r", "-z", "HEAD") if commit else None
    if not commit or not listed:
        return {}
    # 100644 blob 9daeafb9864cf43055ae93beb0afd6c7d144bfa4<tab>volumes/volume-8-1945/1-evatt-to-mcintosh.md
    entries = (entry.partition(b"\t") for entry in listed.split(b"\0") if entry)
    return {os.fsdecode(name): (commit.decode().strip(), facts.split()[2].decode()) for facts, _, name in entries}


def _blob(data: bytes) -> str:
    """The hash by which git knows the bytes of a file."""
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def _git(folder: Path, *command: str, to: int = subprocess.PIPE) -> bytes | None:
    """What git says, or ``None`` where it is not there or does not want to. It asks nobody for what is missing."""
    program = shutil.which("git")
    if program is None:
        return None
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    done = subprocess.run(  # noqa: S603  a fixed command
        [program, "-C", str(folder), *command],
        stdout=to,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=environment,
        timeout=_GIT_SECONDS,
        check=False,
    )
    return (done.stdout or b"") if done.returncode == 0 else None
