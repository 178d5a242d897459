"""Questions that the tables answer: one file of SQL each, with the question and what to know of the answer on top.

A file is called after its place among the others and its name. What is to be filled in stands as ``:year``; left empty,
it does not narrow the question. An actor is named by its id or by any of its names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_TABLE = re.compile(r"\b(?:FROM|JOIN) (\w+)")


@dataclass(frozen=True)
class Question:
    """A question, what to know before using the answer, and the statement that answers it."""

    name: str
    title: str
    description: str
    sql: str

    @property
    def needs(self) -> frozenset[str]:
        """The tables that it asks."""
        return frozenset(_TABLE.findall(self.sql))


def questions() -> tuple[Question, ...]:
    """Return all questions, in order."""
    found = (each for each in files(__name__).iterdir() if each.name.endswith(".sql"))
    return tuple(_question(each.name, each.read_text("utf-8")) for each in sorted(found, key=lambda each: each.name))


def answerable(columns: Mapping[str, object]) -> tuple[Question, ...]:
    """Return the questions that a release with these tables can answer."""
    return tuple(each for each in questions() if each.needs <= set(columns))


def _question(file: str, text: str) -> Question:
    # “-- Who wrote to whom?”, a line “--”, then lines of explanation
    lines = text.splitlines()
    above = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    sql = "\n".join(line for line in lines if not line.startswith("--"))
    name = file.removesuffix(".sql").partition("_")[2]
    return Question(name, above[0], " ".join(above[2:]), sql)
