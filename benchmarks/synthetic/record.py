"""The page of a record of the Wilson Center Digital Archive, around a made-up content."""

import datetime as dt
from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from benchmarks.synthetic.words import SUPPORTERS, WARNING, happens, written

SOURCE_ID = "wilson_center"
_HOST = "digitalarchive.example.org"


class Record(NamedTuple):
    """What the page says of a document."""

    key: int
    title: str
    day: dt.date
    reference: str
    language: str
    summary: str


def page(chance: Random, record: Record, content: Iterable[str]) -> str:
    """Return the page of a record as Markdown, with the paragraphs of its content."""
    support = "This document was made possible with support from"
    thanks = ("**Credits:**", f"{support} {chance.choice(SUPPORTERS)} Foundation") if happens(chance, 0.8) else ()
    paragraphs = (
        "**Wilson  \nCenter**",
        "**Digital Archive**  \nInternational History Declassified",
        f"[{_HOST}](https://{_HOST})",
        f"**{written(record.day)}**",
        f"**{record.title}**",
        "**Citation:**",
        f'"{record.title}", {written(record.day)}, Wilson Center Digital Archive, {record.reference}.'
        f"  \n<https://{_HOST}/document/{record.key}>",
        "**Summary:**",
        f"{record.summary} {WARNING}",
        *thanks,
        "**Original Language:**",
        record.language,
        "**Contents:**",
        "Translation - English",
        *content,
    )
    return "\n\n\n\n" + "\n\n".join(paragraphs)
