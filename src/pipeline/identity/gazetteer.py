"""Names that the collection itself proves, wherever they stand again in running text.

A whole name of a person, or the name of an office, a body or a position, that a head, a list, a signature or a title
gives in one document is looked for in the prose of all. A surname is never looked for, and neither is a name that two
actors bear.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from pipeline.actors import slug
from pipeline.arrow import rows_of, with_rows
from pipeline.captures import Frames
from pipeline.forms import forms
from pipeline.schema import table
from pipeline.shard import FILE
from pipeline.values.called import is_post
from pipeline.values.introduced import BEFORE_NAME, LEADING
from pipeline.values.text import fold

RULE = "gazetteer.known_name"
# Tables whose rows have numbers in their ids.
_NUMBERED = {"mentions": "mention_id", "actor_names": "name_id"}
_OFFICES = ("corporate_body", "position")
# An office that running text alone names is looked for in other documents where so many name it.
_ENOUGH = 2
_JOINING = frozenset({"of", "for", "and", "the"})
# what may stand before a known name within a run, and is no part of another name: The Adam Roe, Minister Adam Roe
_BEFORE = re.compile(rf"(?:{LEADING}|{BEFORE_NAME}|Mr|Mrs|Dr|Sir|Messrs|Senator|Professor)\.?")
_TOKEN = re.compile(r"(?:[A-Z]\.[ ]?)+|\S+")


class _Known(NamedTuple):
    """An actor that a name is of; an office is known in documents of its state only, where it has one."""

    actor_id: str
    is_person: bool
    state: str | None


class _Run(NamedTuple):
    """A run of words with capitals, in the order of the fields of its table."""

    file: str
    name: str
    zone: str
    start: int
    raw_path: str
    element: str | None


def find_known(frames: Frames, names: Iterable[pd.DataFrame]) -> None:
    """Add the mentions of known names that no rule has read, with their forms and their evidence.

    The rows of actors are joined, and the frames still have the column of the file.

    Args:
        frames: The tables.
        names: Runs of words with capitals in running text, some at a time.
    """
    known = _known(frames)
    longest = max((name.count(" ") + 1 for name in known), default=0)
    first_words = {name.partition(" ")[0] for name in known}
    states = _states(frames["documents"])
    added = _Added(frames)
    taken = _taken(frames["mentions"])
    documents = dict(zip(frames["documents"][FILE], frames["documents"]["document_id"], strict=True))
    for run in chain.from_iterable(map(_runs, names)):
        document_id = documents.get(run.file, "")
        for first, last, actor in _in_run(run.name, known, first_words, longest) if document_id else ():
            if actor.state in {None, states[document_id]} and _is_free(taken, document_id, run.start, first, last):
                added.mention(run, document_id, actor.actor_id, (first, last))
    added.write(frames)


def _runs(frame: pd.DataFrame) -> Iterator[_Run]:
    return map(_Run._make, rows_of(frame, FILE, "name", "zone", "start", "raw_path", "element"))


def _is_free(taken: dict[str, list[tuple[int, int]]], document_id: str, start: int, first: int, last: int) -> bool:
    """Whether no actor is named yet at a place of a run."""
    return not any(left < start + last and start + first < right for left, right in taken.get(document_id, ()))


def _in_run(
    name: str, known: dict[str, _Known], first_words: set[str], longest: int
) -> Iterator[tuple[int, int, _Known]]:
    """Yield the known names in a run of words, the longest first, each with its place in the run."""
    tokens = [(each.start(), each.start() + len(each[0].rstrip()), fold(each[0])) for each in _TOKEN.finditer(name)]
    place = 0
    while place < len(tokens):
        if tokens[place][2].partition(" ")[0] in first_words:
            for behind in range(min(len(tokens), place + longest), place, -1):
                words = " ".join(token[2] for token in tokens[place:behind])
                actor = known.get(words)
                if actor and _stands_alone(name, tokens, place, behind, is_person=actor.is_person):
                    yield tokens[place][0], tokens[behind - 1][1], actor
                    place = behind - 1
                    break
        place += 1


def _stands_alone(name: str, tokens: list[tuple[int, int, str]], first: int, behind: int, *, is_person: bool) -> bool:
    """Whether words are a name by themselves in a run, and not a part of a longer one."""
    before = name[slice(*tokens[first - 1][:2])] if first else ""
    after = tokens[behind][2] if behind < len(tokens) else ""
    is_open = not before or before in _JOINING or bool(_BEFORE.fullmatch(before))
    return is_open and (not is_person or not after or after in _JOINING)


def _known(frames: Frames) -> dict[str, _Known]:
    """Return the actors whose names the collection proves, by name as `fold` leaves it."""
    names = frames["actor_names"][["actor_id", "document_id", "name", "name_type"]]
    actors = frames["actors"][["actor_id", "actor_type", "document_count"]]
    of = names[names["name_type"] != "surname_only"].merge(actors, on="actor_id")
    of = of[of["actor_type"].isin(("person", *_OFFICES)) & of["name"].str.contains(" ", regex=False)]
    in_heads = set(frames["mentions"].loc[~frames["mentions"]["zone"].isin(("body", "summary", "note")), "actor_id"])
    state_codes = {form.state.lower() for form in forms().values() if form.state}
    bearers: dict[str, dict[str, _Known]] = {}
    columns = ("actor_id", "document_id", "name", "actor_type", "document_count")
    for actor_id, document_id, name, actor_type, document_count in rows_of(of, *columns):
        is_person = actor_type == "person"
        # "Prime Minister" alone is any state's
        is_full = actor_type != "position" or _JOINING & set(fold(name).split())
        is_proven = is_full and (is_person or actor_id in in_heads or document_count >= _ENOUGH)
        words = fold(name)
        if actor_id.startswith(f"{slug(document_id)}-") or " " not in words or is_post(words) or not is_proven:
            continue
        scope = actor_id.partition("-")[0]
        state = scope if not is_person and scope in state_codes else None
        bearers.setdefault(words, {})[actor_id] = _Known(actor_id, is_person, state)
    return {words: next(iter(of.values())) for words, of in bearers.items() if len(of) == 1}


def _states(documents: pd.DataFrame) -> dict[str, str | None]:
    """For each document the state whose offices write such documents, in lower case."""
    of_forms = {name: form.state.lower() if form.state else None for name, form in forms().items()}
    return {
        document_id: of_forms.get(form_id)
        for document_id, form_id in zip(documents["document_id"], documents["form_id"], strict=True)
    }


def _taken(mentions: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """The places of each document at which an actor is named already."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for document_id, start, end in rows_of(mentions, "document_id", "start", "end"):
        taken.setdefault(document_id, []).append((start, end))
    return taken


def _last_numbers(frame: pd.DataFrame, key: str) -> dict[str, int]:
    """The last number of a document's rows, as their ids have it (``dfat:5/m012``)."""
    numbers = frame[key].str.extract(r"/[a-z](\d+)\Z", expand=False).astype(int)
    return {str(document_id): int(last) for document_id, last in numbers.groupby(frame["document_id"]).max().items()}


class _Added:
    """The rows that are added, numbered on from those that a document has."""

    def __init__(self, frames: Frames) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {"mentions": [], "actor_names": [], "evidence": []}
        self._numbers = {name: _last_numbers(frames[name], key) for name, key in _NUMBERED.items()}
        self._forms = set(rows_of(frames["actor_names"], "document_id", "actor_id", "name"))

    def mention(self, of: _Run, document_id: str, actor_id: str, span: tuple[int, int]) -> None:
        """Add a name that stands in a run, and the form of it where the document has it for the first time."""
        start, end, name = of.start + span[0], of.start + span[1], of.name[slice(*span)]
        shared = {FILE: of.file, "document_id": document_id, "actor_id": actor_id, "name": name}
        row_id = f"{document_id}/m{self._number('mentions', document_id):03d}"
        placed = {"mention_id": row_id, "zone": of.zone, "start": start, "end": end}
        self._rows["mentions"].append({**table("mentions").blank, **shared, **placed})
        cells = [("mentions", row_id)]
        if (document_id, actor_id, name) not in self._forms:
            self._forms.add((document_id, actor_id, name))
            name_id = f"{document_id}/a{self._number('actor_names', document_id):02d}"
            self._rows["actor_names"].append(
                {**table("actor_names").blank, **shared, "name_id": name_id, "name_type": "as_written"}
            )
            cells.append(("actor_names", name_id))
        for of_table, key in cells:
            cell = {FILE: of.file, "document_id": document_id, "table": of_table, "row_id": key, "field": "name"}
            place = {"start": start, "end": end, "text": name, "raw_path": of.raw_path, "element": of.element}
            self._rows["evidence"].append(
                {**table("evidence").blank, **cell, **place, "rule_id": RULE, "basis": "read"}
            )

    def _number(self, of_table: str, document_id: str) -> int:
        numbers = self._numbers[of_table]
        numbers[document_id] = numbers.get(document_id, 0) + 1
        return int(numbers[document_id])

    def write(self, frames: Frames) -> None:
        """Add the rows to the tables."""
        for name, rows in self._rows.items():
            if rows:
                frames[name] = with_rows(frames[name], rows)
