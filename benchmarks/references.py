"""How well references are resolved, by what the editors of a volume say of them in their footnotes.

Run as ``python -m benchmarks.references --raw FOLDER [--volumes "8 13 20"] [--json]``, where the folder has ``dfat/``.

Two golds. **In the text**: where a mark stands directly behind a reference ("my telegram 106 [3]") and note 3 is
"Document 125.", the reference means document 125 of the volume; where the note says that it is not printed or not
found, it means none. The words of all notes are hidden from what is measured: the texts are copied with "Hidden." in
their place. **In the notes**: what editors cite by number ("See Document 228, note 3") is resolved by number.
"""

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from pipeline import corpus
from pipeline.collection import Frames, collect
from pipeline.evaluate import interval
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
# Cablegram D2215, dispatched 11 December, on file AA : A1066, H45/779/3: an archive has it, the volume has not
_ON_FILE = re.compile(
    r"_?(?:(?:This|The)\s)?(?:[Cc]ablegrams?|[Tt]elegrams?|[Dd]ated|[Dd][ei]spatched|[Ss]ent|On file|In file|Letter"
    r"|Memorandum)\b"
    r"(?:(?!\bDocuments?\b)[^\n]){0,200}?(?:\b[Oo]n file|\b[Ii]n file|\bN?AA ?:)(?:(?!\bDocuments?\b)[^\n])*"
)
# what stands between a reference and its mark at most: to whom it went, stops, brackets, blanks
_BETWEEN = re.compile(
    r"[\s.,;:)\]\"'’”*_]{0,6}(?:last|instant|(?:to|from|on|about) [A-Za-z ]{2,30})?[\s.,;:)\]\"'’”*_]{0,6}"
)
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
                row.target_document_id, row.status, row.basis, tuple(() if row.candidates is None else row.candidates),
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
    for path, document_id in zip(whole["documents"]["raw_path"], whole["documents"]["document_id"], strict=True):
        page = (raw / path.removeprefix("raw/")).read_bytes().decode()
        for each in gold(path, document_id, volume.get(document_id, ""), page, printed):
            all_cases += cases(each, page, found.get(path, []))
    return all_cases, cited(whole, printed, volume)


def cited(frames: Frames, printed: dict[tuple[str, str], str], volume: dict[str, str]) -> dict[str, Counter[str]]:
    """Of documents that editors cite by number: how many are held, are resolved, and are resolved rightly."""
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


_WRONG = ("resolved to another", "resolved, and said not to be printed")
_OPEN = "left open, rightly"


def states_something(case: Case) -> bool:
    """Whether the reference states a number or a day, by the words before the mark or by what was read of it."""
    return case.gold.is_stated or (case.found is not None and case.outcome != "no number or day")


def score(of: list[Case]) -> dict[str, Any]:
    """Return precision and recall of some cases with their intervals, and how many came out how."""
    outcomes = Counter(case.outcome for case in of)
    right, wrong = outcomes["right"], sum(outcomes[each] for each in _WRONG)
    held = sum(case.target is not None for case in of)
    return {
        "held": held,
        "right": right,
        "wrong": wrong,
        "precision": right / (right + wrong) if right + wrong else None,
        "precision_interval": interval(right, right + wrong),
        "recall": right / held if held else None,
        "recall_interval": interval(right, held),
        "outcomes": dict(sorted(outcomes.items())),
    }


def report(all_cases: list[Case], notes: dict[str, Counter[str]]) -> dict[str, Any]:
    """Return all figures: of references that state a number or a day, and of the others that a note explains."""
    stated = [case for case in all_cases if states_something(case)]
    groups: dict[str, dict[str, list[Case]]] = {"volume": defaultdict(list), "kind": defaultdict(list)}
    for case in stated:
        groups["volume"][case.gold.volume].append(case)
        groups["kind"][_kind(case)].append(case)
    misses: dict[str, list[str]] = defaultdict(list)
    for case in stated:
        if case.outcome not in {"right", _OPEN}:
            cited_as = case.found.identifier if case.found else None
            misses[case.outcome].append(f"{case.gold.document_id}: … {case.gold.words[-50:]} ({cited_as})")
    return {
        "all": score(stated),
        **{f"by_{name}": {key: score(of[key]) for key in sorted(of)} for name, of in groups.items()},
        "neither_number_nor_day": score([case for case in all_cases if not states_something(case)]),
        "notes": {volume: dict(count) for volume, count in notes.items()},
        "misses": dict(sorted(misses.items())),
    }


def _kind(case: Case) -> str:
    if case.found is None:
        return "(not read)"
    if case.found.identifier is None:
        return f"{case.found.kind}, by day"
    return f"{case.found.kind or 'number alone'}, by number"


def main(
    raw: Annotated[Path, typer.Option(help="Folder of raw files, with dfat/ in it.")],
    volumes: Annotated[str, typer.Option(help="Numbers of volumes that are reported; all where none is given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure how well references are resolved, with the editors' footnotes hidden."""
    all_cases, notes = measure(raw)
    wanted = {f"Volume {number}" for number in volumes.replace(",", " ").split()}
    if wanted:
        all_cases = [case for case in all_cases if case.gold.volume.partition(":")[0] in wanted]
        notes = {volume: count for volume, count in notes.items() if volume.partition(":")[0] in wanted}
    figures = report(all_cases, notes)
    if as_json:
        json.dump(figures, sys.stdout, ensure_ascii=False, indent=1)
        return
    for title, rows in (
        ("", {"all": figures["all"]}),
        ("volume", figures["by_volume"]),
        ("kind", figures["by_kind"]),
        ("", {"neither number nor day": figures["neither_number_nor_day"]}),
    ):
        print(f"{title:<34}{'held':>6}{'right':>6}{'wrong':>6}  precision (95 %)      recall (95 %)")
        for name, row in rows.items():
            counts = "".join(f"{row[each]:>6}" for each in ("held", "right", "wrong"))
            print(f"{name[:33]:<34}{counts}  {_share(row, 'precision')}  {_share(row, 'recall')}")
        print()
    print(f"{'cited in notes by number':<34}{'cited':>6}{'held':>6}{'resolved':>9}{'right':>6}")
    for volume, count in figures["notes"].items():
        print(f"{volume[:33]:<34}{count['cited']:>6}{count['held']:>6}{count['resolved']:>9}{count['right']:>6}")
    for outcome, words in figures["misses"].items():
        print(f"\n{outcome} ({len(words)})")
        print("\n".join(f"  {each}" for each in words))


def _share(row: dict[str, Any], name: str) -> str:
    if row[name] is None:
        return f"{'-':<20}"
    low, high = row[f"{name}_interval"]
    return f"{row[name]:.3f} ({low:.3f}–{high:.3f})"


if __name__ == "__main__":
    typer.run(main)
