"""Ways in which a document can be spoiled, by accident or on purpose.

Each takes what is to be spoiled, chance, and other documents of the kind to borrow from. Nothing here depends on the
clock or on the order of a set: the same chance gives the same bytes.
"""

import random
import re
from collections.abc import Callable, Sequence

Texts = Sequence[str]
OfText = Callable[[str, random.Random, Texts], str]
OfBytes = Callable[[bytes, random.Random], bytes]

# the longest of what is made giant, in characters: large samples are rare, as each costs a hundred small ones
_GIANT = 200_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# letters that are not what they seem: of other lengths in lower case, figures that are none, marks that turn or join
_ODD = (
    "\u0130\u0131\u017f\ufb01\u1e9e\u00b2\u00bd\u0661\u0967\uff11\u2460\u2160\u3007\U0001d7d9\u0301\u200d\u200b\ufeff\u00ad\u2028\u2029"
    "\u0085\x0b\x0c\x1c\x1f\x7f\x01\x1b\u202e\u202d\u2066\u2069\u200f\u061c\u05d0\u4e2d\U0001f600\ud7a3\ue000\ufffd\uffff"
    "\U0010ffff"
)
_NUMBERS = (
    "0", "00", "-1", "99", "0000", "9999", "1e308", "\u0661\u0662", "\uff11\uff19\uff16\uff11", "\u00b2", "\u00bd",
    "9" * 30, "9" * 5_000, "31", "2359", "2400", "2460", "NaN",
)  # fmt: skip
_BRACKETS = ("()", "[]", "{}", "<>", "**", "__", '""', "“”", "<p>|</p>", "<hi>|</hi>", "<div>|</div>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURES = re.compile(r"\d+")


def cut(text: str, chance: random.Random, _: Texts) -> str:
    """Only the beginning, the end, or both without the middle."""
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return chance.choice((text[:first], text[last:], text[first:last], text[:first] + text[last:]))


def shuffled(text: str, chance: random.Random, _: Texts) -> str:
    """The lines of a stretch in another order."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    last = min(len(lines), first + chance.choice((2, 5, 20, 1_000)))
    some = lines[first:last]
    chance.shuffle(some)
    return "\n".join((*lines[:first], *some, *lines[last:]))


def doubled(text: str, chance: random.Random, _: Texts) -> str:
    """A stretch of lines twice, or many times."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    last = min(len(lines), first + chance.choice((1, 1, 3, 10, 100)))
    times = chance.choice((2, 2, 3, 10, 60))
    return "\n".join((*lines[:first], *lines[first:last] * times, *lines[last:]))


def giant(text: str, chance: random.Random, _: Texts) -> str:
    """One word, figure or line as long as a book."""
    piece = chance.choice(
        (_word(text, chance), _line(text, chance), chance.choice(_LETTERS), "9", " ", "\n", ", ", "(", "A. ")
    )
    size = int(min(_GIANT, 100 * 10 ** (3.3 * chance.random() ** 4)))
    return _put(text, (piece or "x") * max(1, size // max(1, len(piece))), chance)


def nested(text: str, chance: random.Random, _: Texts) -> str:
    """Brackets in brackets, closed or left open, around a stretch."""
    pair = chance.choice(_BRACKETS)
    left, right = pair.split("|") if "|" in pair else (pair[0], pair[1])
    depth = chance.choice((1, 3, 20, 400))
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    last = min(last, first + 500)
    closing = right * chance.choice((depth, depth, depth - 1, 0))
    return text[:first] + left * depth + text[first:last] + closing + text[last:]


def joined(text: str, chance: random.Random, others: Texts) -> str:
    """With another document behind it, before it or in it."""
    other = chance.choice(others)
    return chance.choice((text + other, other + text, _put(text, other, chance), text + text))


def crossed(text: str, chance: random.Random, others: Texts) -> str:
    """Some lines of another document among its own."""
    lines, other = text.split("\n"), chance.choice(others).split("\n")
    for _ in range(chance.choice((1, 3, 8))):
        first = chance.randrange(len(other))
        place = chance.randrange(len(lines) + 1)
        lines[place : place + chance.choice((0, 1))] = other[first : first + chance.choice((1, 1, 4))]
    return "\n".join(lines)


def odd(text: str, chance: random.Random, _: Texts) -> str:
    """Letters that turn the line, join, have no width or are no letters, here and there."""
    for _ in range(chance.choice((1, 2, 8, 40))):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(_ODD) + text[place + chance.choice((0, 1)) :]
    return text


def figures(text: str, chance: random.Random, _: Texts) -> str:
    """Other figures: none that a calendar, a clock or a number has."""
    share = chance.choice((0.1, 0.5, 1.0))
    return _FIGURES.sub(
        lambda found: chance.choice(_NUMBERS[: None if share < 0.5 else -4]) if chance.random() < share else found[0],
        text,
    )


def words(text: str, chance: random.Random, _: Texts) -> str:
    """Words in capitals, in small letters, doubled, lost, or in another's place."""
    share, own = chance.choice((0.02, 0.2)), _WORD.findall(text) or ["x"]

    def other(found: re.Match[str]) -> str:
        if chance.random() >= share:
            return found[0]
        return chance.choice((found[0].upper(), found[0].lower(), found[0] * 2, "", chance.choice(own), found[0][::-1]))

    return _WORD.sub(other, text)


def ends(text: str, chance: random.Random, _: Texts) -> str:
    """Other ends of lines, or none."""
    return text.replace("\n", chance.choice(("\r\n", "\r", " ", "", "\n\n", "\n\u00a0\n", "\x0c", "\u2028", "\t\n")))


def punctuation(text: str, chance: random.Random, _: Texts) -> str:
    """Points, colons, dashes and brackets in each other's place."""
    share, marks = chance.choice((0.05, 0.5)), ".,:;-–()[]*_/&'\"<>#|\n"
    return "".join(chance.choice(marks) if each in marks and chance.random() < share else each for each in text)


def short(text: str, chance: random.Random, _: Texts) -> str:
    """A few characters, or a few lines."""
    size = chance.choice((0, 1, 2, 10, 80))
    first = chance.randrange(len(text) + 1)
    return text[first : first + size]


OF_TEXT: tuple[OfText, ...] = (
    cut, shuffled, doubled, giant, nested, joined, crossed, crossed, odd, odd, figures, figures, words, ends,
    punctuation, short,
)  # fmt: skip


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Single bytes other than they were."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 60)) if spoilt else 0):
        spoilt[chance.randrange(len(spoilt))] ^= chance.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))
    return bytes(spoilt)


def ragged(data: bytes, chance: random.Random) -> bytes:
    """A stretch of bytes lost, doubled, or noise."""
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    last = min(last, first + chance.choice((1, 10, 1_000, 100_000)))
    return (
        data[:first]
        + chance.choice((b"", data[first:last] * 2, chance.randbytes(min(200, last - first))))
        + data[last:]
    )


def mixed(data: bytes, chance: random.Random) -> bytes:
    """A stretch, or all, in another encoding."""
    text = data.decode("utf-8", "replace")
    first = chance.choice((0, chance.randrange(len(text) + 1)))
    other = chance.choice(("cp1252", "gb18030", "utf-16", "utf-16-be", "koi8-r", "utf-7", "shift_jis", "utf-8-sig"))
    return text[:first].encode() + text[first:].encode(other, "replace")


def surrogates(data: bytes, chance: random.Random) -> bytes:
    """Bytes that stand for half a letter, too long for their letter, or for nothing."""
    place = chance.randrange(len(data) + 1)
    bad = (
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\xf8\x88\x80\x80\x80",
        b"\xff\xfe",
        b"\0",
        b"\xef\xbb\xbf",
        b"\x1a",
        b"\xf4\x90\x80\x80",
    )
    return data[:place] + chance.choice(bad) + data[place:]


OF_BYTES: tuple[OfBytes, ...] = (flipped, ragged, mixed, surrogates)


def _put(text: str, piece: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + piece + text[place:]


def _word(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[place : place + chance.choice((1, 3, 12))]


def _line(text: str, chance: random.Random) -> str:
    return chance.choice(text.split("\n"))[:500] + chance.choice(("", "\n"))
