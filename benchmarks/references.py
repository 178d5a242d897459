"""How well references are resolved, by what the editors of a volume say of them in their footnotes.

Run as ``python -m benchmarks.references --raw FOLDER [--volumes "8 13 20"] [--json]``, where the folder has ``dfat/``.

Two golds. **In the text**: where a mark stands directly behind a reference ("my telegram 106 [3]") and note 3 is
"Document 125.", the reference means document 125 of the volume; where the note says that it is not printed or not
found, it means none. The words of all notes are hidden from what is measured: the texts are copied with "Hidden." in
their place. **In the notes**: what editors cite by number ("See Document 228, note 3") is resolved by number.
"""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import corpus
from pipeline.collection import Frames, collect
from pipeline.shard import read_shard
from pipeline.sources.dfat.title import spaced
from pipeline.vocabulary.footnotes import noted

SOURCE = "dfat"
# Document 92. · Documents 51 and 54. · i.e. Documents 141 and 149.
_NAMED = re.compile(r"_?(?:i\.e\. )?Documents? (\d{1,4}(?:(?:,| and|, and) \d{1,4}){0,12})(?: \([^()]{1,80}\))?[._ ]*")
# Not printed. · Not found. · Not published.
_NOT_HELD = re.compile(
    r"_?(?:It (?:has|is|was) )?[Nn]ot (?:been )?(?:printed|published|found|located|identified|traced)\b"
)
# Cablegram D2215, dispatched 11 December, on file AA : A1066, H45/779/3. · Dated 3 May, NAA: A1838: held by an archive only
_ON_FILE = re.compile(
    r"_?(?:(?:This|The)\s)?(?:[Cc]ablegrams?|[Tt]elegrams?|[Dd]ated|[Dd]ispatched|[Ss]ent|[Dd]espatched|On file|In file|Letter|Memorandum)\b"
    r"(?:(?!\bDocuments?\b)[^\n]){0,200}?(?:\b[Oo]n file|\b[Ii]n file|\bN?AA ?:)(?:(?!\bDocuments?\b)[^\n])*"
)
# what stands between a reference and its mark at most: to whom it went, stops, brackets, blanks
_BETWEEN = re.compile(r"[\s.,;:)\]\"'’”*_]{0,6}(?:(?:to|from|on|about) [A-Za-z ]{2,30})?[\s.,;:)\]\"'’”*_]{0,6}")
_BEFORE = 70
# a number or a day in the words just before a mark, in the same clause: what a reference states
_STATED = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Yy]our|(?i:telegrams?|cablegrams?|cables?|letters?|circulars?|memorand\w+|minutes?|dispatch\w*|ref\w*|nos?))\b"
    r"(?:(?![.;] )[^\n;]){0,45}?\d[\w()\[\]./ ]{0,24}[\s.,)\]\"'’]{0,4}\Z"
)
# characters between a reference and its mark, and those over which a list of references goes
_REACH, _LIST = 40, 90
_DIGITS = re.compile(r"\d+")


class Gold(NamedTuple):
    """A mark behind a reference: its place, the document it means (none: not held) and the words before it."""

    path: str
    document_id: str
    volume: str
    place: int
    targets: tuple[str, ...]
    words: str
    is_stated: bool


class Found(NamedTuple):
    """What the resolver made of a reference: where its words and its number end, and how far it came."""

    end: int
    number_end: int
    kind: str | None
    direction: str | None
    identifier: str | None
    date: str | None
    target: str | None
    status: str
    basis: str | None
    candidates: tuple[str, ...]

    def ends_before(self, page: str, place: int) -> bool:
        """Whether nothing but stops stands between it and a place."""
        return any(
            0 <= place - end <= _REACH and _BETWEEN.fullmatch(page, end, place) for end in (self.end, self.number_end)
        )


class Case(NamedTuple):
    """A reference of the gold whose target is held or that has none, and what was made of it."""

    gold: Gold
    target: str | None
    found: Found | None
    outcome: str


def hidden(page: str) -> str:
    """Return the page with the words of its notes hidden; the figures of notes stay, and every place before them."""
    notes = noted(spaced(page)).notes
    for start, end in sorted(notes.values(), reverse=True):
        page = f"{page[:start]}Hidden.\n{page[end:]}"
    return page


def gold(path: str, document_id: str, volume: str, page: str, printed: dict[tuple[str, str], str]) -> Iterator[Gold]:
    """Yield what the notes of a page say that references in it mean."""
    page = spaced(page)
    marks, notes = noted(page)
    for mark in marks:
        start, end = notes.get(mark.number, (0, 0))
        note = " ".join(page[start:end].split())
        before = page[max(0, mark.start - _BEFORE) : mark.start]
        named = _NAMED.fullmatch(note)
        if named or _NOT_HELD.match(note) or _ON_FILE.fullmatch(note):
            numbers = _DIGITS.findall(named[1]) if named else []
            targets = tuple(printed.get((volume, number), "") for number in numbers)
            # a document that is not in the folder, or the document itself
            targets = tuple(each for each in targets if each and each != document_id)
            if targets or not named:
                is_stated = bool(_STATED.search(before))
                yield Gold(path, document_id, volume, mark.start, targets, " ".join(before.split()), is_stated)


def read(raw: Path) -> Frames:
    """Read a folder as a release reads it."""
    return collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw)))


def hide(raw: Path, copy: Path) -> None:
    """Copy the pages of a folder with the words of their notes hidden."""
    for file in sorted((raw / SOURCE).rglob("*.md")):
        there = copy / file.relative_to(raw)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(hidden(file.read_bytes().decode()).encode())


def found_by_file(frames: Frames) -> dict[str, list[Found]]:
    """Return the references of the text, by file, in the order of the text."""
    evidence = frames["evidence"]
    evidence = evidence[evidence["table"] == "document_references"]
    ends, number_ends = (
        evidence[evidence["field"] == name].groupby("row_id")["end"].max().to_dict() for name in ("text", "identifier")
    )
    paths = evidence.groupby("row_id")["raw_path"].first().to_dict()
    references = frames["document_references"]
    references = references[references["zone"] != "note"].astype(object)
    by_file: dict[str, list[Found]] = defaultdict(list)
    for row in references.where(references.notna(), None).itertuples():
        end = ends[row.reference_id]
        by_file[paths[row.reference_id]].append(
            Found(
                end, number_ends.get(row.reference_id, end), row.kind, row.direction, row.identifier, row.date_edtf,
                row.target_document_id, row.status, row.basis, tuple(row.candidates if row.candidates is not None else ()),
            )
        )  # fmt: skip
    return {path: sorted(found, key=lambda each: (each.number_end, each.end)) for path, found in by_file.items()}


def cases(of: Gold, page: str, found: list[Found]) -> Iterator[Case]:
    """Yield a case for each document that a mark means: its references end at the mark, in the order of the note."""
    here = [each for each in found if each.ends_before(page, of.place)][-1:]
    if here and len(of.targets) > 1:
        before = [each for each in found if of.place - _LIST <= each.number_end <= here[0].number_end]
        here = before[-len(of.targets) :]
    targets: tuple[str | None, ...] = of.targets or (None,)
    in_order: list[Found | None] = [*here] if len(here) == len(targets) else [None] * len(targets)
    if {each.target for each in here} == set(targets):
        # the note can give them in another order
        in_order = [next(each for each in here if each.target == target) for target in targets]
    for target, each in zip(targets, in_order, strict=True):
        yield Case(of, target, each, _outcome(target, each))


def _outcome(target: str | None, found: Found | None) -> str:
    if target is None:
        return "resolved, and said not to be printed" if found and found.target else "left open, rightly"
    if found is None:
        return "not read"
    if found.target:
        return "right" if found.target == target else "resolved to another"
    if found.status == "ambiguous":
        return "several candidates" if target in found.candidates else "several candidates, and not it"
    return "no number or day" if found.identifier is None and found.date is None else "read, and not found"


def measure(raw: Path) -> tuple[list[Case], dict[str, Counter[str]]]:
    """Return the cases of the text, with the notes hidden, and of the notes by volume how many citations resolve."""
    whole = read(raw)
    printed, volume = _printed(whole)
    with tempfile.TemporaryDirectory() as folder:
        hide(raw, Path(folder))
        found = found_by_file(read(Path(folder)))
    all_cases: list[Case] = []
    for row in whole["documents"].itertuples():
        page = (
            (raw.parent / row.raw_path if raw.name == "raw" else raw / row.raw_path.removeprefix("raw/"))
            .read_bytes()
            .decode()
        )
        for each in gold(row.raw_path, row.document_id, volume.get(row.document_id, ""), page, printed):
            all_cases += cases(each, page, found.get(row.raw_path, []))
    return all_cases, cited(whole, printed, volume)


def cited(frames: Frames, printed: dict[tuple[str, str], str], volume: dict[str, str]) -> dict[str, Counter[str]]:
    """Of documents that editors cite by their number in the volume: how many are held, resolved, and resolved rightly."""
    references = frames["document_references"]
    of = references[(references["kind"] == "document") & references["volume"].isna()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in of.itertuples():
        count = counts[volume.get(row.document_id, "")]
        target = printed.get((volume.get(row.document_id, ""), row.identifier))
        count["cited"] += 1
        count["held"] += target is not None
        is_resolved = row.status == "resolved"
        count["resolved"] += is_resolved
        count["right"] += is_resolved and row.target_document_id == target
    return dict(sorted(counts.items()))


def _printed(frames: Frames) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """The document of each number of each volume, and the volume of each document; a number that two bear is none's."""
    numbers = frames["identifiers"][frames["identifiers"]["role"] == "edition_number"]
    alone = numbers.drop_duplicates(["series", "number"], keep=False)
    return (
        dict(zip(zip(alone["series"], alone["number"], strict=True), alone["document_id"], strict=True)),
        dict(zip(numbers["document_id"], numbers["series"], strict=True)),
    )
