"""Pages of an edition, made up: cables and letters between posts that refer to each other."""

from pathlib import Path

from tests.conftest import Frames, read_folder

KIRK, ROSS, DEPARTMENT = "Kirk", "Ross", "Department of External Affairs"


def page(key: int, title: str, dateline: str, *lines: str, notes: tuple[str, ...] = ()) -> str:
    """One document: its number in the volume is its key, the lines are its text."""
    body = "\n\n".join((dateline, "SECRET", *lines, "_ [AA : A1, 2/3]_", *notes))
    front = f'---\ntitle: "{key} {title}"\nvolume: "Volume 99: 1948"\ndoc_id: {key}\nvol_id: 99\n---\n'
    return f"{front}\n# {key} {title}\n\n{body}\n"


def write(raw: Path, *pages: str) -> Path:
    """Put pages into the folder of the source, each under the key it states."""
    folder = raw / "dfat"
    folder.mkdir(parents=True, exist_ok=True)
    for each in pages:
        key = each.partition("doc_id: ")[2].partition("\n")[0]
        (folder / f"{key}.md").write_text(each, "utf-8")
    return raw


def frames(raw: Path, *pages: str) -> Frames:
    """The validated tables that pages give."""
    return read_folder(write(raw, *pages))


def cited(of: Frames, key: int) -> list[tuple[str | None, str, str | None, str | None]]:
    """What the references of a document came to: number, status, target and basis."""
    references = of["document_references"]
    found = references[references["document_id"] == f"dfat:{key}"].astype(object)
    fields = ["identifier", "status", "target_document_id", "basis"]
    return [tuple(row) for row in found[fields].where(found[fields].notna(), None).itertuples(index=False)]


def from_kirk(key: int, number: str, day: str, *lines: str) -> str:
    """A cable of Kirk in Batavia to the Department."""
    words = lines or ("The ferry was late again and nobody said why it was so.",)
    return page(key, f"{KIRK} to {DEPARTMENT}", f"Cablegram {number} BATAVIA, {day}", *words)


def to_kirk(key: int, number: str, day: str, *lines: str) -> str:
    """A cable of the Department to Kirk in Batavia."""
    words = lines or ("Please say why the ferry was late again.",)
    return page(key, f"{DEPARTMENT} to {KIRK}", f"Cablegram {number} CANBERRA, {day}", *words)
