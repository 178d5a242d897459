"""Documents that each have an address: one after the other, from where an interrupted run stopped."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.fetch.keep import UNCHANGED, Document, NoPlaceError, captures, keep, place, provenance
from pipeline.fetch.request import FAILED, LEFT, REFUSED, Job, Outcome, based
from pipeline.fetch.web import Answer, FailedError, NotThereError, Order, RefusedError, Validators, Web
from pipeline.origin import LARGEST_DOCUMENT, Origin, Pages

# After so many that cannot be got, one after the other, a site is left alone.
_MOST_IN_A_ROW = 3
# An interrupted run is gone on with for so long; later, every document is asked for anew.
_DAY = 24 * 3600.0


def fetch_pages(web: Web, job: Job, pages: Pages) -> Iterator[Outcome]:
    """Yield what becomes of each document. A list that is broken off goes on where it stopped, for a day."""
    done = _Done(job.unfinished, job.request.keys)
    for key in job.request.keys:
        if key in done.before:
            message = "fetched by the run before, which did not come to its end"
            yield Outcome(UNCHANGED, pages.address.format(key=key), str(_file(job, pages, key)), message)
    to_do = [key for key in job.request.keys if key not in done.before]
    in_a_row = 0
    for number, key in enumerate(to_do):
        if number == job.request.limit:
            return
        try:
            outcome = _fetch(web, job, pages, key)
            done.add(key)
            in_a_row = 0
        except NotThereError as why:
            outcome = _lost(job, pages, key, why)
            in_a_row = 0
        except (FailedError, NoPlaceError) as why:
            outcome = _lost(job, pages, key, why)
            in_a_row += isinstance(why, FailedError)
            if (isinstance(why, FailedError) and why.stop) or in_a_row == _MOST_IN_A_ROW:
                yield outcome
                for each in to_do[number + 1 :]:
                    message = "not asked for, after what the site answered before"
                    yield Outcome(LEFT, pages.address.format(key=each), None, message)
                return
        yield outcome
    done.forget()


def _fetch(web: Web, job: Job, pages: Pages, key: str) -> Outcome:
    source_url = pages.address.format(key=key)
    address = based(source_url, job.request.base_url)
    path = PurePosixPath(key + pages.suffix)
    there = [*captures(place(job.folder, path))]
    known = (provenance(there[-1]) or {}) if there else {}
    is_same = known.get("address", known.get("source_url")) == address
    validators = Validators(known.get("etag"), known.get("last_modified")) if is_same else Validators()
    part = job.unfinished / f"{hashlib.sha256(address.encode()).hexdigest()}.part"
    answer = web.fetch(Order(address, part, pages.kinds, LARGEST_DOCUMENT, validators, whole=pages.whole))
    if not answer.is_new:
        return Outcome(UNCHANGED, source_url, str(there[-1]))
    document = Document(path, part.read_bytes(), _stated(job.origin, source_url, address, answer))
    state, file = keep(job.folder, document, job.unfinished)
    part.unlink()
    return Outcome(state, source_url, str(file))


def _file(job: Job, pages: Pages, key: str) -> Path:
    return job.folder / f"{key}{pages.suffix}"


def _stated(origin: Origin, source_url: str, address: str, answer: Answer) -> dict[str, Any]:
    """Return what a sidecar says of a file that the web gave."""
    return {
        "publisher": origin.publisher,
        "source_url": source_url,
        "address": address if address != source_url else None,
        "redirected_to": answer.address if answer.address != address else None,
        "capture": "the file as the host gave it",
        "fetched_at": answer.fetched_at,
        "content_type": answer.content_type,
        "etag": answer.validators.etag,
        "last_modified": answer.validators.last_modified,
        "rights": origin.rights,
        "licence": origin.licence,
    }


def _lost(job: Job, pages: Pages, key: str, why: Exception) -> Outcome:
    address, message = pages.address.format(key=key), str(why)
    if isinstance(why, RefusedError):
        message += f"; {job.origin.advice.format(address=address, file=_file(job, pages, key))}"
    return Outcome(REFUSED if isinstance(why, RefusedError | NoPlaceError) else FAILED, address, None, message)


class _Done:
    """The documents of a list that were got, for a run that goes on after this one was broken off."""

    def __init__(self, unfinished: Path, keys: Sequence[str]) -> None:
        of_list = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        self._file = unfinished / f"{of_list}.done" if len(keys) > 1 else None
        self.before: frozenset[str] = frozenset()
        # a clock that was set back makes no list new: one from far ahead is as old as one from long ago
        if self._file and self._file.is_file() and abs(time.time() - self._file.stat().st_mtime) < _DAY:
            self.before = frozenset(self._file.read_text("utf-8").splitlines())
        else:
            self.forget()

    def add(self, key: str) -> None:
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{key}\n")

    def forget(self) -> None:
        if self._file:
            self._file.unlink(missing_ok=True)
