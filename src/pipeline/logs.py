"""Lines that a run leaves for programs and for those who look later: JSON or text, in a file of bounded size.

Modules log with `logging.getLogger(__name__)` and give what belongs to a line as `extra`, by the names of `FIELDS`.
Nothing is attached until a command or a flow asks for it with `logged_to`.
"""

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Literal

LOGGER = "pipeline"
Form = Literal["text", "json"]
# The name of standard error, in place of a file's.
STANDARD_ERROR = "-"
# A file grows to this size; then it is put aside, and as many of these are kept.
LARGEST_BYTES = 10 * 1024 * 1024
KEPT_FILES = 5
# Characters of a message: a fault of a reader may quote what it read.
LONGEST_MESSAGE = 2_000

# What a line can have besides time, level and message, in this order.
FIELDS = (
    "event", "run", "stage", "seconds", "code", "document_id", "raw_path", "where", "start", "end", "version",
    "outcome",
)  # fmt: skip

# user and password, or a key with its secret, in an address
_SECRET = re.compile(r"(?<=://)[^/\s@]{1,500}@")


def without_secrets(words: str) -> str:
    """Return words without the names and passwords that addresses in them have.

    >>> without_secrets("cannot write to s3://AKIA:hush@bucket/outputs")
    'cannot write to s3://…@bucket/outputs'
    """
    return _SECRET.sub("…@", words)


class LogError(Exception):
    """The log cannot be written where it is wanted."""


@contextmanager
def logged_to(target: str | Path | None, form: Form = "json") -> Iterator[None]:
    """Write what the pipeline logs in this block to a file, or to standard error.

    Args:
        target: The file, which is appended to; `-` for standard error; `None` for nowhere.
        form: JSON, one object a line, or text.

    Raises:
        LogError: where the file cannot be opened.
    """
    if target is None:
        yield
        return
    handler = _handler(target)
    handler.setFormatter(_Json() if form == "json" else _Text())
    logger = logging.getLogger(LOGGER)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    # whoever asks for a log has it there, and not a second time where the root logger writes
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]
        handler.close()


def is_wanted() -> bool:
    """Whether anybody has asked for the lines of the pipeline: a log, or a flow's server."""
    return bool(logging.getLogger(LOGGER).handlers)


def _handler(target: str | Path) -> logging.Handler:
    if str(target) == STANDARD_ERROR:
        return logging.StreamHandler(sys.stderr)
    try:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(target, maxBytes=LARGEST_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
    except OSError as why:
        raise LogError(f"{target} cannot be written ({why})") from why


def _line(record: logging.LogRecord) -> dict[str, Any]:
    time = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
    message = without_secrets(record.getMessage())
    given = {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
    return {
        "time": time.replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "message": message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…",
        **given,
    }


class _Json(logging.Formatter):
    """One JSON object a line. Other than ASCII is escaped, so that no terminal acts on what a document says."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_line(record), default=str)


class _Text(logging.Formatter):
    """One line: time, level, event, message, and what else there is as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        line = _line(record)
        head = (line.pop("time"), f"{line.pop('level'):<7}", line.pop("event", record.name), line.pop("message"))
        words = " ".join((*head, *(f"{name}={value}" for name, value in line.items())))
        return "".join(letter if letter.isprintable() else "·" for letter in words)
