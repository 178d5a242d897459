"""Russian names in Latin letters: the Library of Congress, the British Standard, the press.

The systems differ in few letters (ALA-LC Romanization Tables, "Russian"; BGN/PCGN 1947): what they write for й, е, я,
ю, х, кс and the endings -ский and -ый is made one. Only names with the ending of a Russian family name are read so.
"""

import re

from pipeline.values.text import letters

# the order is that of the letters: longer first
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:skii|skiy|skij|skyy|skyi|sky|ski)\Z", "ski"),
        (r"(?:yi|yy|ii|iy|ij|y|i)\Z", "i"),
        (r"shtch|schtsch|shch|stch", "shch"),
        (r"tsch|tch", "ch"),
        (r"off\Z", "ov"),
        (r"eff\Z", "ev"),
        (r"tz|cz", "ts"),
        (r"kh", "h"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"[ijy]?[ij]?[oe]v\Z", "ev"),
        (r"[ijy](?=[aeou])|(?<=[aeou])[ijy]", ""),
        (r"y", "i"),
        # doubled letters are not told apart
        (r"(.)\1", r"\1"),
    )
)
_ENDING = re.compile(r"(?:[oe]v|[oe]ff|in|yn|ski[iyj]?|sky[yi]?|[oe]va|ina|skaya|enko|shvili|yan|ian|ich|itch)\Z")


def readings(family: str, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the sound of a Russian name, ``family given``; none where its ending is no Russian one.

    >>> readings("Vyshinsky") == readings("Vyshinskii") == readings("Vyshinskyy")
    True
    >>> readings("Alekseev", ("Aleksandr",)) == readings("Alexeyev", ("Alexandr",))
    True
    >>> readings("Bruce")
    frozenset()
    """
    written = letters(family)
    if not _ENDING.search(written):
        return frozenset()
    return frozenset({" ".join(_sound(each) for each in (written, *map(letters, given)))})


def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
