"""Which held document a reference means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from pipeline.captures import Frames
from pipeline.linkage.correspondents import NOBODY, Party
from pipeline.linkage.held import Held, Row, Shelf, day_of, rows_of
from pipeline.values.series import folded

# Numbers begin again each year, so one that is cited without its day was given within a year.
_YEAR = 366
_READ = (
    "reference_id", "document_id", "zone", "kind", "direction", "identifier", "series", "number", "volume",
    "date_edtf", "target_document_id",
)  # fmt: skip
# Documents that one reference could mean and that are listed: more of them tell nothing.
_MOST_CANDIDATES = 20


class Asked(NamedTuple):
    """A reference, in the document that makes it, and who wrote what it means to whom, as far as it says."""

    row: Row
    by: Held
    day: int | None
    series: str
    writer: Party
    reader: Party


class Answer(NamedTuple):
    """What a reference is found to mean: nothing held, one document with what that rests on, or several."""

    documents: tuple[Held, ...] = ()
    basis: str | None = None


NOT_HELD = Answer()
_Rule = tuple[str, Callable[[Asked, Held], bool]]


def resolve_references(frames: Frames, shelf: Shelf) -> None:
    """Find for each reference the held document that it means, where one certainly is."""
    references = frames["document_references"]
    _by_number_in_edition(references, frames["identifiers"])
    answers = [_answer(row, shelf) for row in rows_of(references, *_READ)]
    references["status"] = [_STATUS[min(len(answer.documents), 2)] for answer in answers]
    references["target_document_id"] = _texts(
        answer.documents[0].document_id if len(answer.documents) == 1 else None for answer in answers
    )
    references["basis"] = _texts(answer.basis if len(answer.documents) == 1 else None for answer in answers)
    references["candidates"] = pd.Series([_listed(answer) for answer in answers], index=references.index, dtype=object)
    references["ghost_id"] = _texts(None for _ in answers)


_STATUS = ("missing", "resolved", "ambiguous")


def _texts(values: Iterator[str | None]) -> "pd.Series[str]":
    return pd.Series(list(values), dtype=pd.StringDtype(na_value=float("nan")))


def _listed(answer: Answer) -> list[str] | None:
    if len(answer.documents) < 2:  # noqa: PLR2004
        return None
    return sorted(each.document_id for each in answer.documents)[:_MOST_CANDIDATES]


def _by_number_in_edition(references: pd.DataFrame, identifiers: pd.DataFrame) -> None:
    """An editor who cites a document by its number alone means that of the same source and volume."""
    printed = identifiers.loc[identifiers["role"] == "edition_number", ["document_id", "series", "number"]].dropna()
    if printed.empty:
        return
    printed["source"] = printed["document_id"].str.partition(":")[0]
    # a number that two documents of a volume bear tells neither
    printed = printed.drop_duplicates(["source", "series", "number"], keep=False)
    target = printed.set_index(["source", "series", "number"])["document_id"]
    volume = printed.set_index("document_id")["series"]
    cited = references[
        (references["kind"] == "document") & references["volume"].isna() & references["target_document_id"].isna()
    ]
    cited = cited[cited["document_id"].isin(volume.index)]
    keys = zip(
        cited["document_id"].str.partition(":")[0], cited["document_id"].map(volume), cited["identifier"], strict=True
    )
    references.loc[cited.index, "target_document_id"] = [target.get(key) for key in keys]


def _answer(row: Row, shelf: Shelf) -> Answer:
    by = shelf.documents[row["document_id"]]
    if named := row["target_document_id"]:
        target = shelf.documents.get(named)
        is_mark = not (row["identifier"] or "").isdigit()
        return Answer((target,), "mark" if is_mark else "edition_number") if target else NOT_HELD
    if row["kind"] == "document" or not (row["number"] or row["date_edtf"]):
        return NOT_HELD
    asked = _asked(row, by)
    pool = _by_number(asked, shelf) if row["number"] else _by_day(asked, shelf)
    return _decided(asked, pool, _NUMBER_RULES if row["number"] else _DAY_RULES)


def _asked(row: Row, by: Held) -> Asked:
    """Whose the document is, by "my" and "your"; in an editor's note these words are someone else's."""
    sides = {"outgoing": (by.writer, by.reader), "incoming": (by.reader, by.writer)}
    direction = None if row["zone"] == "note" else row["direction"]
    writer, reader = sides.get(direction, (NOBODY, NOBODY))
    return Asked(row, by, day_of(row["date_edtf"]), folded(row["series"]), writer, reader)


def _decided(asked: Asked, pool: Sequence[Held], rules: Sequence[_Rule]) -> Answer:
    """The first rule that any document fulfils decides: one document is the one meant, several are left open."""
    for basis, fulfils in rules:
        found = tuple(each for each in pool if fulfils(asked, each))
        if found:
            return Answer(found, basis)
    return NOT_HELD


def _by_number(asked: Asked, shelf: Shelf) -> list[Held]:
    """Documents that bear the number, of a kind that can be meant, and of a day at which they can be."""
    bearing = shelf.by_number.get((asked.by.source_id, asked.row["number"]), ())
    return [each for each in bearing if _can_be(asked, each) and _is_in_time(asked, each)]


def _by_day(asked: Asked, shelf: Shelf) -> list[Held]:
    """Documents of the day, of a kind that can be meant."""
    if asked.day is None or asked.row["kind"] is None:
        return []
    return [each for each in shelf.by_day.get((asked.by.source_id, asked.day), ()) if _can_be(asked, each)]


def _can_be(asked: Asked, held: Held) -> bool:
    """Whether a reference can mean a document at all: another one, of its kind, and no later than itself."""
    is_later = asked.by.last_day is not None and held.day is not None and held.day > asked.by.last_day
    may_be_later = asked.row["zone"] == "note"
    return held is not asked.by and held.is_of_kind(asked.row["kind"]) and (may_be_later or not is_later)


def _is_in_time(asked: Asked, held: Held) -> bool:
    """Whether a document is of the day stated, or a day beside it; of none stated, of the year before the reference."""
    if held.day is None:
        return False
    if asked.day is not None:
        return abs(asked.day - held.day) <= 1
    return asked.by.day is None or abs(asked.by.day - held.day) <= _YEAR


def _is_on_day(asked: Asked, held: Held) -> bool:
    return asked.day is None or asked.day == held.day


def _series(asked: Asked, held: Held) -> frozenset[str]:
    """The series in which a document bears the number asked for."""
    return frozenset(series for series, number in held.numbers if number == asked.row["number"])


def _is_of_series(asked: Asked, held: Held) -> bool:
    return asked.series in _series(asked, held)


def _is_between(asked: Asked, held: Held) -> bool:
    """Whether the document is from whom the reference says to whom it says."""
    return asked.writer.meets(held.writer) is True and asked.reader.meets(held.reader) is True


def _both_ways(asked: Asked, held: Held) -> bool:
    """Whether it is between the two who write to each other here, whoever wrote it."""
    here, other = (asked.by.writer, asked.by.reader), (held.writer, held.reader)
    return any(
        here[one].meets(other[0]) is True and here[1 - one].meets(other[1]) is True for one in (0, 1)
    )  # fmt: skip


def _is_owned(asked: Asked) -> bool:
    return asked.writer is not NOBODY or asked.reader is not NOBODY


def _fits(asked: Asked, held: Held) -> bool:
    """Whether one side is right and the other at least not known to be wrong."""
    sides = (asked.writer.meets(held.writer), asked.reader.meets(held.reader))
    return True in sides and False not in sides


def _half_fits(asked: Asked, held: Held) -> bool:
    return True in (asked.writer.meets(held.writer), asked.reader.meets(held.reader))


def _exact(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_on_day(asked, held) and _is_between(asked, held)


def _day_beside(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_between(asked, held)


def _exact_one_side(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_on_day(asked, held) and _fits(asked, held)


def _lettered(asked: Asked, held: Held) -> bool:
    is_so = bool(asked.series) and _is_of_series(asked, held) and _is_on_day(asked, held)
    return is_so and (_half_fits(asked, held) if _is_owned(asked) else _both_ways(asked, held))


def _lettered_alone(asked: Asked, held: Held) -> bool:
    is_so = bool(asked.series) and _is_of_series(asked, held) and _is_on_day(asked, held)
    return is_so and not _is_owned(asked)


def _in_other_form(asked: Asked, held: Held) -> bool:
    series = _series(asked, held)
    return (not asked.series or "" in series) and _is_on_day(asked, held) and _is_between(asked, held)


def _number_and_day(asked: Asked, held: Held) -> bool:
    return asked.day is not None and asked.day == held.day and _is_of_series(asked, held) and not _is_owned(asked)


def _plain_both_ways(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and not _is_owned(asked) and _both_ways(asked, held)


_NUMBER_RULES: tuple[_Rule, ...] = (
    ("series_number", _exact),
    ("day_beside", _day_beside),
    ("one_side", _exact_one_side),
    ("lettered", _lettered),
    ("lettered_alone", _lettered_alone),
    ("other_form", _in_other_form),
    ("number_and_date", _number_and_day),
    ("plain_both_ways", _plain_both_ways),
)


def _day_and_sides(asked: Asked, held: Held) -> bool:
    return _is_between(asked, held)


def _day_and_both_ways(asked: Asked, held: Held) -> bool:
    return not _is_owned(asked) and _both_ways(asked, held)


_DAY_RULES: tuple[_Rule, ...] = (
    ("correspondents_and_date", _day_and_sides),
    ("day_both_ways", _day_and_both_ways),
)
