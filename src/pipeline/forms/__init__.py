"""One documentary form a file: how the content of such a document is laid out.

A module here that defines ``FORM`` is a form; nothing else needs to name it. So is what an installed package names
as an entry point ``chancery.forms``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from pipeline.discovery import Placed, by_key, of_installed, of_package
from pipeline.grammar import Grammar

# Installed packages name their forms in this group of entry points.
ENTRY_POINTS = "chancery.forms"
# A form is recognised by two signs in the text, or by a title and reference that only its documents have.
ENOUGH = 2
# Signs stand in the header and in the closing lines: so many characters at either end are looked through.
_HEAD, _TAIL = 2_000, 1_000


@dataclass(frozen=True)
class Form:
    """A documentary form.

    Attributes:
        form_id: Its name in the tables.
        title: Its name for people.
        grammar: What its documents look like.
        signs: Patterns of the lines that hardly stand in any other form; each is looked for where a line begins.
        titled: What its records' title, with the archive's reference on the next line, holds.
        state: ISO 3166 code of the state whose offices write such documents: it keeps offices of the same
            name in different states apart. ``None`` where offices of any state do.
        own_paper: Whether the letterhead is the sender's; a cable is written down on the receiver's.
        sender_titled: Whether the title names the sender, and the signature who signed for it.
        names_posts: Whether its lists name posts by their place.
        names_positions: Whether it names positions in full, always alike.
        sent_by_post: Whether the header names the sender, and who signs only answers for it.
        edited: Whether three dots at the end of a line are an editor's sign of omission; else they are the writer's.
        years: First and last year in which such documents were written, where a year in two figures rests on that.
    """

    form_id: str
    title: str
    grammar: Grammar
    signs: tuple[str, ...]
    titled: re.Pattern[str]
    state: str | None = None
    own_paper: bool = False
    sender_titled: bool = False
    names_posts: bool = False
    names_positions: bool = False
    sent_by_post: bool = False
    edited: bool = True
    years: tuple[int, int] | None = None


@cache
def forms() -> Mapping[str, Form]:
    """Return every form by its id.

    Raises:
        DeclarationError: where a form cannot be loaded, or two have one id.
    """
    return {name: each.value for name, each in _known().items()}


def declared_form(form_id: str) -> Placed[Form]:
    """Return a form with where it is declared."""
    return _known()[form_id]


@cache
def _known() -> Mapping[str, Placed[Form]]:
    found = chain(of_package(__name__, "FORM"), of_installed(ENTRY_POINTS, "FORM"))
    return by_key(found, Form, lambda each: each.form_id)


def recognise(title: str, page: str, start: int, end: int) -> Form | None:
    """Return the form of the content ``page[start:end]``; ``None`` where too little speaks for any.

    ``title`` is the record's title, with the archive's reference on the line after it. Where it is that of one
    state's form, that is taken; else that for which most speaks, and of two such the one of a single state.
    """
    titled = [form for form in forms().values() if form.titled.search(title)]
    of_a_state = [form for form in titled if form.state is not None]
    if len(of_a_state) == 1:
        return of_a_state[0]
    seen: set[tuple[str, int]] = set()
    pattern, owners = _signs()
    for left, right in _ends(start, end):
        for match in pattern.finditer(page, left, right):
            seen.add(owners[match.lastindex or 1])
    score = dict.fromkeys(forms(), 0)
    for form_id, _ in seen:
        score[form_id] += 1
    for form in titled:
        score[form.form_id] += ENOUGH
    best = max(forms().values(), key=lambda form: (score[form.form_id], form.state is not None))
    return best if score[best.form_id] >= ENOUGH else None


def _ends(start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= _HEAD + _TAIL:
        return [(start, end)]
    return [(start, start + _HEAD), (end - _TAIL, end)]


@cache
def _signs() -> tuple[re.Pattern[str], list[tuple[str, int]]]:
    """All signs of all forms as one pattern, and for each of its groups the form and the sign."""
    owners: list[tuple[str, int]] = [("", 0)]
    parts = []
    for form in forms().values():
        for number, sign in enumerate(form.signs):
            owners.append((form.form_id, number))
            parts.append(f"({sign})")
    return re.compile(rf"^[ ]*(?:{'|'.join(parts)})", re.VERBOSE | re.MULTILINE), owners
