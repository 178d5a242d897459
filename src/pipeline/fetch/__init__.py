"""Bring the documents of a source into ``raw/``: from the web, politely, or from files that the user has."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from pipeline.fetch import disk
from pipeline.fetch.archive import ArchiveError
from pipeline.fetch.disk import DiskError, Found
from pipeline.fetch.files import BusyError, workplace
from pipeline.fetch.keep import UNCHANGED, Document, NoPlaceError, keep
from pipeline.fetch.pages import fetch_pages
from pipeline.fetch.repository import fetch_archive
from pipeline.fetch.request import (
    FAILED,
    LEFT,
    REFUSED,
    WANTED,
    Job,
    Outcome,
    Report,
    Request,
    WrongRequestError,
    based,
    delay_at,
    hosts,
    settled,
)
from pipeline.fetch.web import Answer, FailedError, Manners, RefusedError, Web, now
from pipeline.origin import Origin

__all__ = [
    "FAILED",
    "LEFT",
    "REFUSED",
    "UNCHANGED",
    "WANTED",
    "Begin",
    "BusyError",
    "Manners",
    "Outcome",
    "Report",
    "Request",
    "WrongRequestError",
    "delay_at",
    "fetch",
    "settled",
]

# Is told how many documents are to come, where that is known, and returns what is called after each.
Begin = Callable[[int | None], Callable[[], None]]

_MOST_NAMED = 50


def fetch(
    origin: Origin,
    request: Request,
    raw: Path,
    begin: Begin = lambda _: lambda: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Report:
    """Bring documents of a source into its folder in ``raw``. A file that is there is never overwritten.

    Args:
        origin: Where the documents are.
        request: Which are wanted, and how.
        raw: Folder of raw files, with one folder per source.
        begin: Is told of the progress.
        sleep: Waits so many seconds.

    Raises:
        WrongRequestError: where the source cannot be asked so.
        BusyError: where another run is fetching for the same source.
    """
    request = settled(origin, request)
    folder = raw / origin.source_id
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise WrongRequestError(f"{folder} is a link or no folder; documents are kept in the folder itself")
    from_pages = bool(request.keys and origin.pages and not request.given)
    advance = begin(len(request.keys) if from_pages else None)
    manners = request.manners
    if manners.delay is None:
        manners = replace(manners, delay=origin.delay)
    if request.dry_run:
        with TemporaryDirectory() as aside:
            return _report(origin, _wanted(Job(origin, request, folder, Path(aside))), request.limit, advance)
    with workplace(folder) as unfinished, closing(Web(hosts(origin, request.base_url), manners, sleep)) as web:
        job = Job(origin, request, folder, unfinished)
        if from_pages and origin.pages:
            # it keeps the limit itself: what a run before got does not count
            return _report(origin, fetch_pages(web, job, origin.pages), None, advance)
        outcomes = _from_disk(job) if request.given else _from_archive(web, job)
        return _report(origin, outcomes, request.limit, advance)


def _report(origin: Origin, outcomes: Iterable[Outcome], limit: int | None, advance: Callable[[], None]) -> Report:
    made = []
    for outcome in islice(outcomes, limit):
        made.append(outcome)
        advance()
    return Report(origin.source_id, tuple(made))


def _wanted(job: Job) -> Iterator[Outcome]:
    """What would be fetched, told without asking anybody."""
    origin, keys, base_url = job.origin, job.request.keys, job.request.base_url
    if job.request.given:
        yield from _each(job, _on_disk(job), lambda what, each: Outcome(WANTED, what, str(job.folder / each.path)))
    elif keys and origin.pages:
        for key in keys:
            address = based(origin.pages.address.format(key=key), base_url)
            yield Outcome(WANTED, address, str(job.folder / f"{key}{origin.pages.suffix}"))
    elif origin.archive:
        what = f"{origin.unit} {', '.join(keys)}" if keys else "all there is"
        yield Outcome(WANTED, based(origin.archive.address, base_url), str(job.folder), f"{what}, out of the archive")


def _from_archive(web: Web, job: Job) -> Iterator[Outcome]:
    origin = job.origin
    if origin.archive is None:
        return
    address = based(origin.archive.address, job.request.base_url)
    try:
        kept, answer = fetch_archive(web, origin.archive, job.unfinished, job.request.base_url)
        documents = ((f"{address}: {each.name}", each) for each in disk.in_archive(origin, kept))
        yield from _each(job, documents, lambda what, each: _put(job, what, each, answer))
    except RefusedError as why:
        yield Outcome(REFUSED, address, None, f"{why}; {origin.advice}")
    except (FailedError, ArchiveError) as why:
        yield Outcome(FAILED, address, None, str(why))


def _from_disk(job: Job) -> Iterator[Outcome]:
    return _each(job, _on_disk(job), lambda what, each: _put(job, what, each, None))


def _on_disk(job: Job) -> Iterator[tuple[str, Found] | Outcome]:
    for given in job.request.given:
        try:
            for each in disk.found(job.origin, given, job.unfinished):
                yield (str(given) if each.name == given.name else f"{given}: {each.name}"), each
        except (DiskError, ArchiveError) as why:
            yield Outcome(FAILED, str(given), None, str(why))


def _each(
    job: Job, documents: Iterable[tuple[str, Found] | Outcome], put: Callable[[str, Found], Outcome]
) -> Iterator[Outcome]:
    """Put each document that is wanted into its place, and say what is not there."""
    origin, keys = job.origin, job.request.keys
    volumes: set[str] = set()
    failed = False
    for document in documents:
        if isinstance(document, Outcome):
            failed = True
            yield document
            continue
        what, each = document
        volumes.add(each.volume)
        if not keys or each.volume in keys:
            yield Outcome(REFUSED, what, None, each.refused) if each.refused else put(what, each)
    for key in keys:
        if key not in volumes and not failed:
            yield Outcome(FAILED, key, None, f"there is no {origin.unit} {key}; there are: {_listed(volumes)}")
    if not keys and not volumes and not failed:
        yield Outcome(FAILED, origin.source_id, None, f"no file there is named as a document of {origin.source_id}")


def _put(job: Job, what: str, each: Found, answer: Answer | None) -> Outcome:
    document = Document(each.path, each.data, _stated(job.origin, each, answer))
    try:
        state, file = keep(job.folder, document, job.unfinished)
    except NoPlaceError as why:
        return Outcome(REFUSED, what, None, str(why))
    return Outcome(state, what, str(file))


def _stated(origin: Origin, each: Found, answer: Answer | None) -> dict[str, Any]:
    """What a sidecar says of a file out of an archive, or of one that the user had."""
    of, source_url = origin.archive, None
    if of and (each.revision or answer):
        source_url = of.page.format(revision=each.revision or of.branch, member=quote(each.name))
    elif of:
        source_url = of.repository
    return {
        "publisher": origin.publisher,
        "source_url": source_url,
        "address": answer.address if answer else None,
        "capture": "a file of the repository, from its archive" if answer else "a copy of a file that the user had",
        "original_name": each.name,
        "revision": each.revision,
        "fetched_at": answer.fetched_at if answer else now(),
        "rights": origin.rights,
        "licence": origin.licence,
    }


def _listed(volumes: set[str]) -> str:
    names = sorted(volumes, key=lambda name: (not name.isdecimal(), name.zfill(9) if name.isdecimal() else name))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (", ".join(names[:_MOST_NAMED]) or "none") + more
