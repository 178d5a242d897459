"""The page of a source in the documentation, made from its declaration and its samples."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.coverage import coverage
from pipeline.forms import forms
from pipeline.issues import CODES
from pipeline.kit.samples import Samples
from pipeline.schema import DOCUMENTS, TABLES

# Tables that say something of a document's content, each counted as one field: whether it has a row.
_COUNTED = tuple(each for each in TABLES if "document_id" in each.fields and each.name not in {
    "documents", "evidence", "issues", "quarantine", "ledger", "captures", "variants",
})  # fmt: skip


def write(samples: Samples) -> bool:
    """Write the page of a source; return whether it was missing or said something else."""
    file, new = samples.slot.page, text(samples)
    if file.is_file() and file.read_text("utf-8") == new:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(new, "utf-8")
    return True


def text(samples: Samples) -> str:
    """Return the page of a source."""
    source = samples.slot.source
    sections = (
        _declared(samples),
        _layouts(samples),
        _fields(samples),
        _coverage(samples),
        ["## Known gaps", "", *(f"- {gap}" for gap in source.known_gaps or ("None is known.",))],
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _declared(samples: Samples) -> list[str]:
    source = samples.slot.source
    endings = ", ".join(f"`{suffix}`" for suffix in sorted(source.suffixes))
    licence = f"<{source.licence}>" if "://" in source.licence else f"`{source.licence}`"
    passed_on = "yes" if source.text_redistribution else "no: only facts, references and short evidence"
    address = f"`{source.canonical_url}`" if source.canonical_url else "none follows from its key"
    return [
        f"# {source.title}",
        "",
        f"<!-- Made by `chancery describe-source {source.source_id}`: change the declaration or the samples, not this"
        " page. -->",
        "",
        source.description,
        "",
        "| | |",
        "|---|---|",
        f"| id | `{source.source_id}` |",
        f"| home | <{source.home}> |",
        f"| rights | {_cell(source.rights)} |",
        f"| licence, or where it stands | {licence} |",
        f"| its texts may be passed on | {passed_on} |",
        f"| address of a record | {address} |",
        f"| raw files | {endings} in `raw/{source.source_id}/` |",
    ]


def _layouts(samples: Samples) -> list[str]:
    captures = samples.frames["captures"]
    found = list(zip(captures["layout_id"], captures["raw_path"], strict=True))
    lines = ["## Layouts", "", "| layout | kinds of file among the samples | samples |", "|---|---|---:|"]
    for layout in samples.slot.source.layouts:
        paths = [path for layout_id, path in found if layout_id == layout.layout_id]
        kinds = ", ".join(f"`{suffix}`" for suffix in sorted({PurePosixPath(path).suffix for path in paths}))
        lines.append(f"| `{layout.layout_id}` | {kinds} | {len(paths)} |")
    return lines


def _fields(samples: Samples) -> list[str]:
    """How many documents have each field of ``documents`` filled, and how many have a row in each other table."""
    documents = samples.frames["documents"]
    of_text = [name for name in DOCUMENTS.fields if DOCUMENTS.origin(name) == "text" or name == "form_id"]
    filled = {f"`{name}`": int(documents[name].notna().sum()) for name in of_text}
    with_rows = {f"`{each.name}`": samples.frames[each.name]["document_id"].nunique() for each in _COUNTED}
    total = len(documents)
    lines = [
        "## Fields it fills",
        "",
        f"Documents made up for the tests: {total}. So many of them fill each field of `documents`, and so many",
        "have a row in each other table.",
        "",
        "| field | documents | share |",
        "|---|---:|---:|",
        *_shares(filled, total),
        "",
        "| table | documents | share |",
        "|---|---:|---:|",
        *_shares(with_rows, total),
    ]
    never = [name for name, number in {**filled, **with_rows}.items() if not number]
    return [*lines, "", f"Never filled: {', '.join(never)}."] if never else lines


def _shares(counted: dict[str, int], total: int) -> Iterator[str]:
    for name, number in counted.items():
        if number:
            yield f"| {name} | {number} | {100 * number / total:.0f} % |"


def _coverage(samples: Samples) -> list[str]:
    with samples.slot.alone() as raw:
        found = coverage(raw)
    titles = {form.form_id: form.title for form in forms().values()} | {"-": "no form recognised the content"}
    lines = [
        "## Coverage of its samples",
        "",
        "Samples are made up in the shape of real documents: what they score is a test, and no result.",
        "",
        "| form | samples | characters that no rule reads |",
        "|---|---:|---:|",
    ]
    for form_id, share in (*sorted(found.forms.items()), ("all", found.all)):
        name = f"{titles[form_id]} (`{form_id}`)" if form_id in titles else form_id
        lines.append(f"| {name} | {share.documents} | {100 * share.residue:.2f} % |")
    codes = Counter(samples.frames["issues"]["code"])
    lines += ["", "| issue | times | what it means |", "|---|---:|---|"]
    return [*lines, *(f"| `{code}` | {codes[code]} | {CODES[code].meaning} |" for code in CODES if codes[code])]


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
