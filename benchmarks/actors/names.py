"""Names of persons as the titles and signatures of the Australian edition write them, read for gold only."""

import re
import unicodedata
from dataclasses import dataclass

HONORIFIC = (
    r"(?:(?:Rt[ ]Hon\.?|Hon\.?|Acting|Mr|Mrs|Miss|Ms|Dr|Sir|Dame|Lord|Lady|Viscount|Earl|Baron|Count|Senator|Professor"
    r"|Prof\.?|Lt\.?|Lieutenant|Major|Maj\.?|Captain|Capt\.?|Col\.?|Colonel|Gen\.?|General|Brigadier|Admiral"
    r"|Field[ ]Marshal|Marshal|Air[ ](?:Vice[ -])?Marshal|Commander|Commodore|Judge|Justice|Bishop|Jonkheer|Baroness)"
    r"[ -]?(?=[ A-Z-]))"
)
# S. M. · R.J. · J. D. L.
INITIALS = r"(?:[A-Z]\.[ ]?){1,4}"
_PARTICLE = r"(?:van|von|de|der|den|da|du|la|le|el|al|ter|ten)"
# Noel-Baker · MacDonald · O'Neill · BRUCE
_WORD = r"(?:[^\W\d_a-z]['’])?[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
FAMILY = rf"(?:{_PARTICLE}[ ]){{0,2}}{_WORD}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_WORD})?"
_FULL = re.compile(
    rf"(?P<honorific>(?:{HONORIFIC}[ ]?){{0,3}})(?P<initials>{INITIALS})?"
    rf"(?P<words>{_WORD}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,3}}|(?:{_PARTICLE}[ ]){{1,2}}{_WORD})"
)


@dataclass(frozen=True)
class Person:
    """A name as read: the family name in small letters, and the initials of what stands before it."""

    family: str
    initials: str = ""


def folded(name: str) -> str:
    """The letters of a name, small and without accents, with single blanks.

    >>> folded("Noel-Baker"), folded("McINTYRE")
    ('noel baker', 'mcintyre')
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"['’]", "", plain).lower()))


def person(name: str, family: str | None = None) -> Person | None:
    """Read a name; ``family`` is the family name where another place of the document gives it alone.

    >>> person("Mr S. M. Bruce")
    Person(family='bruce', initials='SM')
    >>> person("W. MACMAHON BALL", "ball"), person("Warwick Smith")
    (Person(family='ball', initials='WM'), Person(family='warwick smith', initials=''))
    """
    found = _FULL.fullmatch(" ".join(name.split()))
    if not found:
        return None
    initials = "".join(re.findall(r"[A-Z]", found["initials"] or ""))
    words = found["words"]
    whole = folded(words)
    if family is not None:
        if whole == family:
            return Person(family, initials)
        if not whole.endswith(f" {family}"):
            return None
        return Person(family, initials + _first_letters(whole.removesuffix(f" {family}")))
    if found["honorific"] and not initials and " " in words:
        *given, last = words.split()
        return Person(folded(last), "".join(each[0].upper() for each in given))
    return Person(whole, initials)


def _first_letters(words: str) -> str:
    return "".join(each[0].upper() for each in words.split())
