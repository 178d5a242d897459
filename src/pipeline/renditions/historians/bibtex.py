"""A document as an entry of BibTeX, with the fields of biblatex (https://ctan.org/pkg/biblatex)."""

import hashlib
import re

from pipeline.renditions.historians.cited import Cited
from pipeline.renditions.historians.legible import legible

# What a key can hold in any program: an id has seldom anything else.
_PLAIN = re.compile(r"[A-Za-z0-9:_.+-]+")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9:_.+-]+")
# Braces are named, not escaped: BibTeX counts them, escaped or not.
_SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{letter: rf"\{letter}" for letter in "%$&#_"},
    }
)
# An address is taken as it stands, but for what would end the field, or begin a command or a comment.
_IN_ADDRESS = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "\\{}"})


def entry(of: Cited) -> str:
    """Return the entry of a document: `@misc`, as the types of biblatex have none for a record of an archive.

    The reference code is what `howpublished` prints; `library` keeps the repository's code, which is not printed.
    """
    fields = {
        "title": of.title and _text(of.title),
        "date": of.date_edtf,
        "howpublished": of.reference and _text(of.reference),
        "organization": _text(of.publisher),
        "library": of.repository and _text(of.repository),
        "translator": _names(of.translators),
        "editor": _names(of.editors),
        "url": of.url and legible(of.url).translate(_IN_ADDRESS),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key(of.document_id)},\n{lines}}}\n"


def key(document_id: str) -> str:
    """Return the key of a document's entry: its id.

    An id with characters that end a key has them replaced, and the beginning of its SHA-256 behind, so that no two are
    alike.

    >>> key("example:12")
    'example:12'
    >>> key("example:1{2")
    'example:1-2-b73e26a3'
    """
    if _PLAIN.fullmatch(document_id):
        return document_id
    return f"{_NOT_PLAIN.sub('-', document_id)}-{hashlib.sha256(document_id.encode()).hexdigest()[:8]}"


def _text(text: str) -> str:
    """A text on one line with nothing that TeX acts on, in braces, so that its capitals stay."""
    return f"{{{' '.join(legible(text).split()).translate(_SPECIAL)}}}"


def _names(names: tuple[str, ...]) -> str:
    """Names, each in braces: what is first name, what surname, nobody has said."""
    return " and ".join(_text(name) for name in names if name.strip())
