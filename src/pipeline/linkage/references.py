"""Which held document a reference means."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from pipeline.captures import Frames
from pipeline.linkage.correspondents import NOBODY, Party
from pipeline.linkage.held import WIRED, Held, Row, Shelf, day_of, rows_of
from pipeline.values.series import folded

# Numbers begin again each year, so one that is cited without its day was given within a year.
_YEAR = 366
_FORTNIGHT, _QUARTER = 14, 90
_READ = (
    "reference_id", "document_id", "zone", "kind", "direction", "identifier", "series", "number", "volume",
    "date_edtf", "target_document_id", "from_text",
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
    is_owned: bool


class Answer(NamedTuple):
    """What a reference is found to mean: nothing held, one document and what that rests on, or some that could be."""

    documents: tuple[Held, ...] = ()
    basis: str | None = None


NOT_HELD = Answer()
# A rule by which a document can be the one meant, and what a reference so resolved rests on; with nothing to rest on,
# the documents are candidates, and the reference is left open.
Rule = tuple[str | None, Callable[[Asked, Held], bool]]


def resolve_references(frames: Frames, shelf: Shelf) -> None:
    """Find for each reference the held document that it means, where one certainly is."""
    references = frames["document_references"] = frames["document_references"].reset_index(drop=True)
    _by_number_in_edition(references, frames["identifiers"])
    answers = [_answer(row, shelf) for row in rows_of(references, *_READ)]
    certain = [answer.documents[0].document_id if answer.basis else None for answer in answers]
    references["status"] = _texts(_status(answer) for answer in answers)
    references["target_document_id"] = _texts(certain)
    references["basis"] = _texts(answer.basis for answer in answers)
    references["candidates"] = pd.Series([_candidates(answer) for answer in answers], dtype=object)


def _status(answer: Answer) -> str:
    if not answer.documents:
        return "missing"
    return "resolved" if answer.basis else "ambiguous"


def _texts(values: Iterable[str | None]) -> "pd.Series[str]":
    return pd.Series(list(values), dtype=pd.StringDtype(na_value=float("nan")))


def _candidates(answer: Answer) -> list[str] | None:
    if answer.basis or not answer.documents:
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
    if cited.empty:
        return
    keys = zip(
        cited["document_id"].str.partition(":")[0], cited["document_id"].map(volume), cited["identifier"], strict=True
    )
    references.loc[cited.index, "target_document_id"] = [target.get(key) for key in keys]


def _answer(row: Row, shelf: Shelf) -> Answer:
    by = shelf.documents[row["document_id"]]
    if named := row["target_document_id"]:
        target = shelf.documents.get(named)
        basis = "edition_number" if (row["identifier"] or "").isdigit() else "mark"
        return Answer((target,), basis) if target else NOT_HELD
    if row["kind"] == "document" or not (row["number"] or row["date_edtf"]):
        return NOT_HELD
    asked = _asked(row, by, shelf)
    if row["number"]:
        answer = _decided(asked, _by_number(asked, shelf), NUMBER_RULES)
        return answer if answer.documents else _decided(asked, _by_day(asked, shelf), UNNUMBERED_RULES)
    return _decided(asked, _by_day(asked, shelf), DAY_RULES)


def _asked(row: Row, by: Held, shelf: Shelf) -> Asked:
    """Whose the document is: by "my" and "your", which in an editor's note are someone else's, or by a name."""
    sides = {"outgoing": (by.writer, by.reader), "incoming": (by.reader, by.writer)}
    owned = sides.get(row["direction"]) if row["zone"] != "note" else None
    writer, reader = owned or (NOBODY, NOBODY)
    if row["from_text"]:
        writer = shelf.party(row["from_text"], by.day)
    return Asked(row, by, day_of(row["date_edtf"]), folded(row["series"]), writer, reader, is_owned=owned is not None)


def _decided(asked: Asked, pool: Sequence[Held], rules: Sequence[Rule]) -> Answer:
    """The first rule that any document fulfils decides: one document is the one meant, several are left open."""
    for basis, fulfils in rules:
        found = [each for each in pool if fulfils(asked, each)]
        if found:
            alone = found if len(found) == 1 else _latest(asked, found)
            return Answer(tuple(alone), basis) if basis and alone else Answer(tuple(found))
    return NOT_HELD


def _latest(asked: Asked, found: Sequence[Held]) -> list[Held]:
    """Of documents of one number, the one of the last fortnight, where all others are a quarter older.

    Missions number afresh: "your E.47" of a day ago is not the E47 of the conference half a year before.
    """
    if asked.day is not None or asked.by.day is None:
        return []
    ages = sorted((abs(asked.by.day - (each.day or 0)), each.document_id, each) for each in found)
    (age, _, nearest), (next_age, _, _) = ages[:2]
    return [nearest] if age <= _FORTNIGHT and next_age >= _QUARTER else []


def _by_number(asked: Asked, shelf: Shelf) -> list[Held]:
    """Documents that bear the number, of a kind that can be meant, and of a day at which they can be."""
    bearing = shelf.bearing(asked.by.source_id, asked.row["number"], _keys(asked), asked.day or asked.by.day)
    return [each for each in bearing if _can_be(asked, each) and _is_in_time(asked, each)]


def _by_day(asked: Asked, shelf: Shelf) -> list[Held]:
    """Documents of the day, of a kind that can be meant."""
    if asked.day is None or asked.row["kind"] is None:
        return []
    of_day = shelf.of_day(asked.by.source_id, asked.day, _keys(asked))
    return [each for each in of_day if _can_be(asked, each)]


def _keys(asked: Asked) -> frozenset[str]:
    """The keys of all whom the document meant can be from or to, by whom it is found among very many."""
    sides = (asked.writer, asked.reader) if asked.is_owned else (asked.writer, asked.by.writer, asked.by.reader)
    return frozenset().union(*(side.keys for side in sides))


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


def _is_of_series(asked: Asked, held: Held) -> bool:
    return (asked.series, asked.row["number"]) in held.numbers


def _is_between(asked: Asked, held: Held) -> bool:
    """Whether the document is from whom the reference says to whom it says."""
    return asked.writer.meets(held.writer) is True and asked.reader.meets(held.reader) is True


def _goes_both_ways(asked: Asked, held: Held) -> bool:
    """Whether it is from one of the two who write here to the other, where the reference does not say whose it is."""
    if asked.is_owned or asked.row["from_text"] or asked.row["zone"] == "note":
        return False
    writer, reader = asked.by.writer, asked.by.reader
    there = (writer.meets(held.writer), reader.meets(held.reader))
    back = (reader.meets(held.writer), writer.meets(held.reader))
    return there == (True, True) or back == (True, True)


def _fits(asked: Asked, held: Held) -> bool:
    """Whether one side is right, and the other is named in one of the two only, or as a government in one of them."""
    if asked.row["from_text"] and not asked.is_owned:
        here = asked.by.writer.meets(held.reader) or asked.by.reader.meets(held.reader)
        return bool(asked.writer.meets(held.writer) and here)
    pairs = ((asked.writer, held.writer), (asked.reader, held.reader))
    is_open = any(_may_be_one(one, other) for one, other in pairs)
    return is_open and any(one.meets(other) is True for one, other in pairs)


def _may_be_one(one: Party, other: Party) -> bool:
    """Whether one side names nobody, or a government, in whose name its ministers write; their posts do not differ."""
    if not (one.names and other.names):
        return True
    return one.meets(other) is None and one.is_government != other.is_government


def _half_fits(asked: Asked, held: Held) -> bool:
    return True in (asked.writer.meets(held.writer), asked.reader.meets(held.reader))


# Your telegram 85: its number in its series, its day where one is stated, who wrote it to whom
def _exact(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_on_day(asked, held) and _is_between(asked, held)


# my telegram No. 133 of 28th January, which went out on the 27th: the day of handing in or of receipt
def _on_a_day_beside(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_between(asked, held)


def _exact_on_one_side(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_on_day(asked, held) and _fits(asked, held)


# our O.CH273153, which went to another post: the letters tell the series of the post that it is from
def _lettered(asked: Asked, held: Held) -> bool:
    is_of_letters = bool(asked.series) and _is_of_series(asked, held) and _is_on_day(asked, held)
    return is_of_letters and (_half_fits(asked, held) if asked.is_owned else _goes_both_ways(asked, held))


# Ref O.JA3359
def _lettered_alone(asked: Asked, held: Held) -> bool:
    return bool(asked.series) and not asked.is_owned and _is_of_series(asked, held) and _is_on_day(asked, held)


# my 106, which itself is K106; your UN109, which itself is 109
def _in_other_form(asked: Asked, held: Held) -> bool:
    return _leaves_letters_out(asked, held) and _is_on_day(asked, held) and _is_between(asked, held)


def _leaves_letters_out(asked: Asked, held: Held) -> bool:
    """Whether the number is the document's, and has the letters of its series in one of the two only."""
    series = {series for series, number in held.numbers if number == asked.row["number"]}
    return bool(series) and (not asked.series or "" in series)


# circular telegram 73 of 22nd March, which itself can be B73
def _number_and_day(asked: Asked, held: Held) -> bool:
    is_of_day = asked.day is not None and asked.day == held.day and not asked.is_owned
    return is_of_day and (_is_of_series(asked, held) or _leaves_letters_out(asked, held))


# telegram 12, without a word whose it is
def _between_the_two(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _goes_both_ways(asked, held)


# your memorandum 289 dated 26 May, whose copy in print bears no number; a cable so cited can be another of that day
def _unnumbered_of_the_day(asked: Asked, held: Held) -> bool:
    is_other = asked.row["kind"] not in WIRED and asked.row["kind"] is not None
    return is_other and asked.day is not None and not held.numbers and _is_between(asked, held)


def _is_not_contradicted(asked: Asked, held: Held) -> bool:
    sides = (asked.writer.meets(held.writer), asked.reader.meets(held.reader))
    return False not in sides and _is_on_day(asked, held)


def _number_not_contradicted(asked: Asked, held: Held) -> bool:
    return _is_of_series(asked, held) and _is_not_contradicted(asked, held)


NUMBER_RULES: tuple[Rule, ...] = (
    ("series_number", _exact),
    ("series_number", _on_a_day_beside),
    ("series_number", _exact_on_one_side),
    ("series_number", _lettered),
    ("letters_and_number", _lettered_alone),
    ("number_in_other_form", _in_other_form),
    ("number_and_date", _number_and_day),
    ("series_number", _between_the_two),
    (None, _number_not_contradicted),
)
UNNUMBERED_RULES: tuple[Rule, ...] = (("correspondents_and_date", _unnumbered_of_the_day),)
DAY_RULES: tuple[Rule, ...] = (
    # your letter of 18 May
    ("correspondents_and_date", _is_between),
    ("correspondents_and_date", _fits),
    ("correspondents_and_date", _goes_both_ways),
    (None, _is_not_contradicted),
)
