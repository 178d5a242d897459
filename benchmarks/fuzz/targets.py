"""What the guided fuzzer runs: each target takes any bytes, and may refuse them only as it says it does."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzz.seeds import FOLDERS, seeds
from pipeline import corpus
from pipeline.authorities import AuthoritiesError, read_decisions
from pipeline.collection import Frames, collect
from pipeline.evaluate import GoldError, evaluate, read_gold
from pipeline.forms import forms
from pipeline.grammar import Converter, Rule
from pipeline.model import RawDocument
from pipeline.parse import UnreadableDocumentError, documents, parse
from pipeline.readers import html
from pipeline.records import records
from pipeline.shard import read_shard
from pipeline.sources import sources
from pipeline.sources.wilson_center import api
from pipeline.tables import validated
from pipeline.working import working


class Target(NamedTuple):
    """Something that is run on any bytes, and samples to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def _document(source_id: str, text: str) -> None:
    """A text of a source to rows, whose evidence stands in it."""
    raw = RawDocument(f"raw/{source_id}/a.x", source_id, "", text)
    with suppress(UnreadableDocumentError):
        for each in documents(raw, sources()[source_id]):
            if not isinstance(each, RawDocument):
                continue
            document = parse(each, sources()[source_id])
            rows = records(document, sources()[source_id]) | working(document)
            for one in rows.get("evidence", ()):
                if not one["text"] or text[one["start"] : one["end"]] != one["text"]:
                    raise AssertionError(f"evidence {one} does not stand in the text")


def _text_target(source_id: str) -> Target:
    def run(data: bytes) -> None:
        _document(source_id, data.decode("utf-8", "replace"))

    return Target(run, lambda: (each.data for each in seeds() if each.source_id == source_id and _is_text(each.suffix)))


def _is_text(suffix: str) -> bool:
    return suffix in {".md", ".txt", ".xml", ".ris"}


@cache
def _converters() -> tuple[tuple[Converter, Rule], ...]:
    """Every converter of every rule, once, with a rule that has it."""
    grammars = [layout.grammar for source in sources().values() for layout in source.layouts]
    grammars += [form.grammar for form in forms().values()]
    found = {convert: each for grammar in grammars for each in grammar.rules for _, _, convert in each.converters}
    return tuple(found.items())


def _converted(data: bytes) -> None:
    """The first two bytes choose a converter, the others are the words it is given."""
    number = int.from_bytes(data[:2], "big") % len(_converters())
    with suppress(ValueError):
        hash(repr(_converters()[number][0](data[2:].decode("utf-8", "replace").strip())))


def _examples() -> Iterator[bytes]:
    for number, (_, each) in enumerate(_converters()):
        yield number.to_bytes(2, "big") + each.example.encode()
        for found in list(each.pattern.finditer(each.example))[:1]:
            for words in filter(None, found.groups()):
                yield number.to_bytes(2, "big") + words.encode()


def _of_file(name: str, read: Callable[[Path], object], refusal: type[Exception]) -> Callable[[bytes], None]:
    """What reads a file of a folder, given that folder."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def run(data: bytes) -> None:
        (folder / name).write_bytes(data)
        with suppress(refusal):
            read(folder)

    return run


@cache
def _frames() -> Frames:
    """The tables of the samples that gold is compared with."""
    return validated(collect([read_shard(corpus.scan(FOLDERS[-1]))]))


def _gold(folder: Path) -> None:
    evaluate(read_gold(folder), _frames())


def _sidecar(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"words")
    corpus.read(corpus.Found("raw/wilson_center/a.md", folder / "a.md", "wilson_center"))


def _reader(read: Callable[[bytes], str], suffix: str) -> Target:
    def run(data: bytes) -> None:
        with suppress(ValueError):
            _document("wilson_center", read(data))

    return Target(run, lambda: (each.data for each in seeds() if each.suffix == suffix))


TARGETS = {
    **{source_id: _text_target(source_id) for source_id in sorted(sources())},
    "values": Target(_converted, _examples),
    "html": _reader(html.text_of, ".html"),
    "json": _reader(api.text_of, ".json"),
    "decisions": Target(
        _of_file("decisions.csv", read_decisions, AuthoritiesError),
        lambda: iter(
            [
                b"decision_id,decision,actor_id,other_actor_id,documents,value,decided_by,decided_on,reason\n"
                b'd1,same,zhang-san,zhang-san-2,,,A. Person,2026-01-31,"one, by the number"\n'
            ]
        ),
    ),
    "gold": Target(
        _of_file("gold.json", _gold, GoldError),
        lambda: iter(
            [b'{"document_id": "wilson_center:188161", "title": "A", "translators": ["B"], "events": [{"to": "C"}]}']
        ),
    ),
    "sidecar": Target(_of_file("a.md.provenance.json", _sidecar, GoldError), lambda: iter([b'{"sha256": "00"}'])),
}
