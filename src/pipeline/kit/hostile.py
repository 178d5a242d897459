"""Samples, damaged in the ways that files are damaged, and in ways that only malice would."""

import random
from collections.abc import Callable, Iterator

# The same damage in every run.
_SEED = 1961
_CUTS, _CHANGES = 12, 16
_MEGABYTE = 1_000_000
_CONTROL = "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), 0x7F, 0x85, 0x202E, 0x2028, 0xFEFF, 0xE000)))
_PUT = (
    "",
    "\x1b[31m",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.invalid")',
    "&x;",
    "{key}",
    "\\",
    "\u202e",
)


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file's content in many kinds of damage, each with a name that tells it."""
    yield "empty", b""
    yield "blank", b" \n\n "
    yield "nul", data[: len(data) // 2] + b"\0" + data[len(data) // 2 :]
    yield "utf-16", data.decode("utf-8", "replace").encode("utf-16")
    yield "not-utf-8", data[: len(data) // 2] + b"\xe9\xff" + data[len(data) // 2 :]
    yield "carriage-returns", data.replace(b"\n", b"\r\n")
    yield "byte-order-mark", b"\xef\xbb\xbf" + data
    yield "one-line", data.replace(b"\n", b" ")
    yield "twice", data + data
    chance = random.Random(_SEED)  # noqa: S311  damage, no secret
    for number in range(_CUTS):
        yield f"cut-{number}", data[: len(data) * number // _CUTS + chance.randrange(40)]
    text = _text(data)
    for number in range(_CHANGES):
        changed = text
        for _ in range(chance.randint(1, 4)):
            changed = _change(changed, chance)
        yield f"changed-{number}", _bytes(changed, data)


def huge(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file's content with a line of a megabyte in its head, or a million short ones."""
    head = data.find(b"\n", len(data) // 8) + 1
    for name, filler in (("long-line", b"x"), ("long-list", b"A (2), "), ("many-lines", b"a\n")):
        yield name, data[:head] + filler * (_MEGABYTE // len(filler)) + b"\n" + data[head:]


def _change(text: str, chance: random.Random) -> str:
    """A text with one stretch of it lost, doubled, moved, or with something put in its place."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(200))
    put: Callable[[], str] = chance.choice(
        (
            lambda: text[start:end] * 2,
            lambda: chance.choice(_PUT),
            lambda: chance.choice(_CONTROL) * chance.randint(1, 5),
            lambda: "".join(chance.choices(text, k=20)),
        )
    )
    return text[:start] + put() + text[end:]


def _text(data: bytes) -> str:
    """A file as letters to play with: its text, or a letter a byte where it is no text."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _bytes(text: str, like: bytes) -> bytes:
    try:
        like.decode()
    except UnicodeDecodeError:
        return text.encode("latin-1", "replace")
    return text.encode("utf-8", "replace")
