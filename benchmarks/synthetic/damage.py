"""Damage as copies have it: some synthetic documents are cut short, noisy, in one line, or no text at all."""

from random import Random

# Of a thousand documents so many are damaged, by kind.
_SHARES = {"noise": 10, "one line": 8, "cut short": 8, "no UTF-8": 1, "empty": 1}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NOISE = 0.005


def damaged(text: str, place: int, seed: int) -> bytes:
    """Return the bytes of a document, which a few times in a hundred are damaged; always alike for place and seed."""
    chance = Random(f"{seed}/damage/{place}")
    drawn = chance.random() * 1000
    for kind, share in _SHARES.items():
        drawn -= share
        if drawn < 0:
            return _damage(chance, kind, text)
    return text.encode()


def _damage(chance: Random, kind: str, text: str) -> bytes:
    if kind == "empty":
        return b""
    if kind == "no UTF-8":
        return text.encode("utf-16")
    if kind == "one line":
        return " ".join(text.split()).encode()
    if kind == "cut short":
        return text[: chance.randint(len(text) // 4, len(text))].encode()
    letters = list(text)
    for _ in range(int(len(letters) * _NOISE)):
        letters[chance.randrange(len(letters))] = chance.choice(_LETTERS)
    return "".join(letters).encode()
