"""What changed since the release before, in sentences for those who use the data."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from pipeline.arrow import arrow_schema, to_pandas
from pipeline.schema import table
from pipeline.schema.codes import REDIRECT_BASES
from pipeline.summary import by_table, in_short
from pipeline.versions import Since

FILE_NAME = "CHANGES.md"
# Lines of one kind that are written out; the others are counted, with the table that has them all.
_MOST = 50
_TOLD = ("documents", "actors", "redirects", "ghosts", "decisions", "actor_names", "document_references")

Frames = dict[str, pd.DataFrame]
Row = Mapping[Hashable, Any]


class _Kind(NamedTuple):
    """Changes of one kind: a heading, a sentence each, the table that has them all, and how they are counted."""

    heading: str
    sentences: list[str]
    table: str
    one: str
    many: str


def changes(version: str, since: Since | None, accepted: Iterable[str] = ()) -> str:
    """Return what changed since the release before, as Markdown.

    Args:
        version: Version of the release.
        since: What it is compared with; ``None`` for the first release. One of an older schema has fewer tables and
            fields: what it did not have is not told as a change of values.
        accepted: Scores that fell, which somebody accepted, a sentence each.
    """
    return "\n".join(_lines(version, since, list(accepted))) + "\n"


def sentences(since: Since) -> tuple[str, ...]:
    """Return what changed, counted: a sentence for each kind of change, the most telling first."""
    return tuple(_in_short(_found(since), since))


def _lines(version: str, since: Since | None, accepted: list[str]) -> Iterator[str]:
    if since is None:
        yield f"# Changes in {version}\n\nThis is the first release."
        return
    yield f"# Changes in {version} since {since.previous}\n"
    kinds = _found(since)
    yield from _section("In short", [_capital(each) for each in _in_short(kinds, since)])
    yield from _section("Scores that fell, and were accepted", accepted)
    yield from _section(
        "What no longer holds for programs that read the release", [_capital(each) for each in since.breaks]
    )
    yield from _section("What is new in the tables", [_capital(each) for each in since.additions])
    for kind in kinds:
        more = len(kind.sentences) - _MOST
        left = [f"… and {more:,} more: see `{kind.table}.csv`."] if more > 0 else []
        yield from _section(kind.heading, kind.sentences[:_MOST] + left)
    yield from _section("By table", by_table(since))
    yield "Every row and cell that changed is in `changes.csv`, but for those of `evidence`, which are only counted."


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines; nothing where there are none."""
    listed = [f"- {line}" for line in lines]
    if listed:
        yield f"## {heading}\n"
        yield from listed
        yield ""


def _in_short(kinds: Iterable[_Kind], since: Since) -> Iterator[str]:
    told = [
        *(f"{len(kind.sentences):,} {kind.one if len(kind.sentences) == 1 else kind.many}" for kind in kinds),
        *in_short(since),
    ]
    yield from told
    if not told:
        yield "documents, actors and documents that are not held are the same, and have as much of everything"


def _capital(sentence: str) -> str:
    ended = sentence if sentence.endswith(".") else f"{sentence}."
    return ended[:1].upper() + ended[1:]


def _found(since: Since) -> list[_Kind]:
    now, then = ({name: _frame(tables, name) for name in _TOLD} for tables in (since.now, since.then))
    return [kind for kind in _kinds(now, then) if kind.sentences]


def _frame(tables: Mapping[str, pa.Table], name: str) -> pd.DataFrame:
    """A table as pandas; without rows where the release has none of the name."""
    return to_pandas(tables[name] if name in tables else arrow_schema(table(name)).empty_table())


def _kinds(now: Frames, then: Frames) -> Iterator[_Kind]:
    titles, old_titles = (_by_id(each["documents"], "document_id", "title") for each in (now, then))
    new = [_cited(each, titles) for each in sorted(titles.keys() - old_titles.keys())]
    gone = [_cited(each, old_titles) for each in sorted(old_titles.keys() - titles.keys())]
    one, many = "document is new", "documents are new"
    yield _Kind("Documents that have come in", new, "documents", one, many)
    yield _Kind("Documents that are gone", gone, "ledger", "document is gone", "documents are gone")
    yield from _kinds_of_ghosts(now, then, titles)
    yield from _kinds_of_actors(now, then)


def _kinds_of_ghosts(now: Frames, then: Frames, titles: dict[str, str]) -> Iterator[_Kind]:
    yield _Kind(
        "Documents that were missing and have come in",
        list(_come_in(now, then, titles)),
        "ghosts",
        "document that was missing has come in",
        "documents that were missing have come in",
    )
    yield _Kind(
        "Documents that were missing and were held already",
        list(_found_held(now, then, titles)),
        "ghosts",
        "document that was taken for missing was held already",
        "documents that were taken for missing were held already",
    )
    yield _Kind(
        "Missing documents that are now one",
        list(_ghosts_joined(now, then)),
        "redirects",
        "missing document is now one with another",
        "missing documents are now one with others",
    )
    yield _Kind(
        "Missing documents that nothing refers to any more",
        list(_ghosts_gone(now, then)),
        "ghosts",
        "missing document is referred to no more",
        "missing documents are referred to no more",
    )


def _kinds_of_actors(now: Frames, then: Frames) -> Iterator[_Kind]:
    joined, apart = list(_joined(now, then)), list(_apart(now, then))
    one, many = "actor is now one with another", "actors are now one with others"
    yield _Kind("Actors that are now one", joined, "redirects", one, many)
    yield _Kind("Actors that are now apart", apart, "actors", "actor was split", "actors were split")
    gone, renamed = list(_gone(now, then)), list(_renamed(now, then))
    yield _Kind("Actors that are gone", gone, "actors", "actor is gone", "actors are gone")
    one, many = "actor has another name", "actors have another name"
    yield _Kind("Actors that have another name", renamed, "actors", one, many)


def _by_id(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    """The values of a field by the id of the row; the id where it has none."""
    if frame.empty:
        return {}
    return {
        row_id: text if isinstance(text, str) else row_id for row_id, text in zip(frame[key], frame[value], strict=True)
    }


def _cited(row_id: str, names: dict[str, str]) -> str:
    """A document by its title, or an actor by its name, with the id."""
    name = names.get(row_id, row_id)
    return _code(row_id) if name == row_id else f"“{_inline(name)}” ({_code(row_id)})"


def _inline(words: str) -> str:
    """Words of a document on one line of Markdown, where none of them can be a mark or a link."""
    plain = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|!" else letter for letter in plain)


def _code(name: str) -> str:
    """An id or a name of a table as code; a mark of code in it would end it."""
    plain = name.replace("`", "'")
    return f"`{plain}`"


def _come_in(now: Frames, then: Frames, titles: dict[str, str]) -> Iterator[str]:
    """Documents that were referred to and not held, and that now are held, under the ids they had."""
    for row in _newly_resolved(now, then):
        if row["document_id"] not in _by_id(then["documents"], "document_id", "title"):
            yield (
                f"{_described(row)}, which no release held, has come in: it is {_cited(row['document_id'], titles)}."
                f" Its id as a missing document was {_code(row['ghost_id'])}."
            )


def _found_held(now: Frames, then: Frames, titles: dict[str, str]) -> Iterator[str]:
    """Documents that were taken for missing, and that a reference read better shows to have been held."""
    for row in _newly_resolved(now, then):
        if row["document_id"] in _by_id(then["documents"], "document_id", "title"):
            yield (
                f"{_described(row)}, which was taken for missing, is {_cited(row['document_id'], titles)}."
                f" Its id as a missing document was {_code(row['ghost_id'])}."
            )


def _newly_resolved(now: Frames, then: Frames) -> Iterator[Row]:
    ghosts = now["ghosts"]
    old_status = _by_id(then["ghosts"], "ghost_id", "status")
    for row in ghosts[ghosts["status"] == "resolved"].to_dict("records"):
        if old_status.get(row["ghost_id"]) == "missing":
            yield row


def _ghosts_joined(now: Frames, then: Frames) -> Iterator[str]:
    """Missing documents of the release before that are found to be one."""
    old_ghosts = _rows_by_id(then["ghosts"], "ghost_id")
    ghosts = _rows_by_id(now["ghosts"], "ghost_id")
    for row in now["redirects"].to_dict("records"):
        old, new = row["old_id"], row["new_id"]
        if row["entity"] == "ghost" and old in old_ghosts and old not in ghosts:
            yield (
                f"{_described(old_ghosts[old])} ({_code(old)}) is now one with {_code(new)}: {_because(row, None)}."
                f" The id {_code(old)} leads to it."
            )


def _ghosts_gone(now: Frames, then: Frames) -> Iterator[str]:
    """Missing documents of the release before that no text means any more: it is read otherwise, or gone."""
    old_ghosts = _rows_by_id(then["ghosts"], "ghost_id")
    there = set(now["ghosts"]["ghost_id"]) | set(now["redirects"]["old_id"])
    for ghost_id in sorted(old_ghosts.keys() - there):
        yield f"{_described(old_ghosts[ghost_id])} ({_code(ghost_id)}): what referred to it is read otherwise, or gone."


def _rows_by_id(frame: pd.DataFrame, key: str) -> dict[str, Row]:
    return {} if frame.empty else {row[key]: row for row in frame.to_dict("records")}


def _described(ghost: Row) -> str:
    """A document that is not held, by what is known of it."""
    words = [f"The {ghost['kind']}" if isinstance(ghost["kind"], str) else "The document"]
    if isinstance(ghost["identifier"], str):
        words.append(f"“{_inline(ghost['identifier'])}”")
    if isinstance(ghost["date_edtf"], str):
        words.append(f"of {ghost['date_edtf']}")
    if ghost["basis"] == "gap":
        words.append("(missing from its series)")
    elif ghost["reference_count"]:
        count = int(ghost["reference_count"])
        words.append(f"(referred to {count} times)" if count > 1 else "(referred to once)")
    return " ".join(words)


def _joined(now: Frames, then: Frames) -> Iterator[str]:
    """Actors of the release before whose ids now lead to others."""
    names, old_names = (_by_id(each["actors"], "actor_id", "preferred_name") for each in (now, then))
    reasons = {each["decision_id"]: each for each in now["decisions"].to_dict("records")}
    for row in now["redirects"].to_dict("records"):
        old, new = row["old_id"], row["new_id"]
        if row["entity"] != "actor" or old not in old_names or old in names:
            continue
        decided = reasons.get(row["decision_id"])
        yield (
            f"{_cited(old, old_names)} is now one with {_cited(new, names)}:"
            f" {_because(row, decided)}. The id {_code(old)} leads to it."
        )


def _because(redirect: Row, decided: Row | None) -> str:
    if decided:
        reason = _inline(decided["reason"]).rstrip(".")
        return f"decided by {_inline(decided['decided_by'])} on {decided['decided_on']} ({reason})"
    rests_on = f" ({_inline(redirect['rests_on'])})" if isinstance(redirect["rests_on"], str) else ""
    return REDIRECT_BASES[redirect["basis"]] + rests_on


def _apart(now: Frames, then: Frames) -> Iterator[str]:
    """Actors that a decision has split since, and ids that led to another and are actors of their own again."""
    names = _by_id(now["actors"], "actor_id", "preferred_name")
    known = _by_id(then["decisions"], "decision_id", "decision")
    for row in now["decisions"].to_dict("records"):
        if row["decision"] == "split" and row["decision_id"] not in known:
            one, other = row["actor_id"], row["other_actor_id"]
            documents = ", ".join(_code(each) for each in row["documents"])
            yield (f"{_cited(one, names)} is split: in {documents} it is {_cited(other, names)}, {_because(row, row)}.")
    led_to = _by_id(then["redirects"], "old_id", "new_id")
    for old in sorted(led_to.keys() & names.keys()):
        yield (
            f"{_cited(old, names)}, which was taken for one with {_cited(led_to[old], names)}, is an actor of its own"
            " again."
        )


def _gone(now: Frames, then: Frames) -> Iterator[str]:
    """Actors of the release before that no document names any more, as what names them is read otherwise."""
    old_names = _by_id(then["actors"], "actor_id", "preferred_name")
    there = set(now["actors"]["actor_id"]) | set(now["redirects"]["old_id"])
    for actor_id in sorted(old_names.keys() - there):
        yield f"{_cited(actor_id, old_names)}: no document of this release names it."


def _renamed(now: Frames, then: Frames) -> Iterator[str]:
    names, old_names = (_by_id(each["actors"], "actor_id", "preferred_name") for each in (now, then))
    for actor_id in sorted(names.keys() & old_names.keys()):
        if names[actor_id] != old_names[actor_id]:
            yield f"“{_inline(old_names[actor_id])}” is now “{_inline(names[actor_id])}” ({_code(actor_id)})."
