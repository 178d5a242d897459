"""What must hold of the rows of any document, whatever it is."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pyarrow as pa

from pipeline import corpus
from pipeline.corpus import Found, Refusal
from pipeline.shard import FILE, Tables

_OUTCOMES = frozenset({"published", "quarantined", "excluded"})
_FAULT = "fault of chancery"


def wrong(shard: Sequence[Found], tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield what does not hold: the path of the file, and what is wrong with its rows."""
    texts = {each.path: _text(each) for each in shard}
    yield from _ledger(texts, tables)
    yield from _places(texts, tables)
    yield from _evidence(texts, tables)
    yield from _lists(tables)


def _text(found: Found) -> str | None:
    """The text in which places are counted, found anew."""
    raw, _ = corpus.read(found)
    return None if isinstance(raw, Refusal) else raw.text


def _ledger(texts: dict[str, str | None], tables: Tables) -> Iterator[tuple[str, str]]:
    lines = tables["ledger"].select([FILE, "outcome", "reason", "document_id"]).to_pylist()
    seen = Counter(_path(each[FILE]) for each in lines)
    documents = Counter(tables["documents"][FILE].to_pylist())
    for path in texts:
        if not seen[path]:
            yield path, "the ledger has no line for it"
    for line in lines:
        path, name = _path(line[FILE]), line[FILE]
        if _FAULT in (line["reason"] or ""):
            yield path, line["reason"]
        if line["outcome"] not in _OUTCOMES or (line["outcome"] == "published") == bool(line["reason"]):
            yield path, f"its line of the ledger does not say what became of it: {line}"
        if documents[name] != (line["outcome"] == "published"):
            yield path, f"{name} is {line['outcome']} and has {documents[name]} rows of documents"


def _places(texts: dict[str, str | None], tables: Tables) -> Iterator[tuple[str, str]]:
    for name, table in tables.items():
        if not {"start", "end"} <= set(table.column_names):
            continue
        for file, start, end in _columns(table, FILE, "start", "end"):
            text = texts[_path(file)]
            if start is not None and not 0 <= start <= end <= len(text or ""):
                yield _path(file), f"{name} has the place {start} to {end} of a text of {len(text or '')} characters"


def _evidence(texts: dict[str, str | None], tables: Tables) -> Iterator[tuple[str, str]]:
    for file, start, end, words in _columns(tables["evidence"], FILE, "start", "end", "text"):
        if not words or (texts[_path(file)] or "")[start:end] != words:
            yield _path(file), f"evidence “{words[:60]}” is not what stands from {start} to {end}"


def _lists(tables: Tables) -> Iterator[tuple[str, str]]:
    for name, table in tables.items():
        for column in (each.name for each in table.schema if pa.types.is_list(each.type)):
            for file, members in _columns(table, FILE, column):
                if members is not None and None in members:
                    yield _path(file), f"{name}.{column} has an empty member"


def _columns(table: pa.Table, *names: str) -> Iterator[tuple]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _path(name: str) -> str:
    """The file of a document's name; the names of files here hold no #."""
    return name.partition("#")[0]
