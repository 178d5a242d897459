"""Offices, posts and positions whose names may be one's. Those of two states are two."""

from collections.abc import Iterable

from pipeline.identity.blocks import MOST, grouped, slips
from pipeline.identity.known import Known, Pairs, rank
from pipeline.identity.likeness import slip_ratio
from pipeline.values.countries import state_named
from pipeline.values.text import fold

SAME_WORDS = 0.9
ABBREVIATION = 0.6
SLIP = 0.5
_FILLING = frozenset({"the", "of", "and", "for", "in", "to", "on", "at"})
_WHOLE = {
    "dept": "department", "dep": "department", "min": "ministry", "govt": "government", "comm": "commission",
    "cttee": "committee", "div": "division", "sec": "section", "intl": "international", "natl": "national",
    "def": "defence", "defense": "defence", "labor": "labour", "gen": "general", "asst": "assistant",
    "uk": "united kingdom", "us": "united states", "usa": "united states", "un": "united nations",
}  # fmt: skip
# an abbreviation has so many letters
_SHORTEST, _LONGEST = 2, 8

# its kind, its state, the words of its name in the order of letters
_Key = tuple[str, str, tuple[str, ...]]


def propose(bodies: Iterable[Known], proposed: Pairs) -> None:
    """Propose pairs of one kind and one state: the same words otherwise written, an abbreviation, a slip."""
    ranked = sorted(bodies, key=rank)
    blocks = grouped((key, each) for each in ranked for key in sorted(_keys(each)))
    for block in blocks.values():
        # the same words: each with the one of most documents settles all
        for each in block[1:]:
            _pair(block[0], each, "same words", SAME_WORDS, proposed)
    _abbreviations(ranked, proposed)
    _slips({key: block[0] for key, block in blocks.items()}, proposed)


def _keys(known: Known) -> set[_Key]:
    return {key for name in known.names if (key := _key(known, name))[2]}


def _key(known: Known, name: str) -> _Key:
    """The kind, the state and the words of a name; those that name the state are taken off."""
    stated = state_named(name, known.earliest)
    rest = name[stated[2] :] if stated else name
    state = known.country_code or (stated[0] if stated else "")
    words = _words(rest)
    return known.actor_type, state, tuple(sorted(words if words else _words(name)))


def _words(name: str) -> list[str]:
    """The words of a name that tell it from others, abbreviations of words written out: "Dept.", "U.N."."""
    joined: list[str] = []
    is_letter = False
    for word in fold(name).split():
        if len(word) == 1 and is_letter:
            joined[-1] += word
        else:
            joined.append(word)
        is_letter = len(word) == 1
    return [each for word in joined for each in _WHOLE.get(word, word).split() if each not in _FILLING]


def _abbreviations(ranked: list[Known], proposed: Pairs) -> None:
    """An abbreviation with the names of those initials in its state."""
    long = grouped(((each.actor_type, initials), each) for each in ranked for initials in sorted(_initials(each)))
    for each in ranked:
        for short in sorted({_abbreviation(name) for name in each.names} - {""}):
            block = long.get((each.actor_type, short), [])
            proposed.left_out += max(len(block) - MOST, 0)
            for other in block[:MOST]:
                if other.country_code == each.country_code:
                    _pair(each, other, f"{short} may abbreviate it", ABBREVIATION, proposed)


def _abbreviation(name: str) -> str:
    letters = name.replace(".", "").replace(" ", "") if "." in name else name
    return letters if _SHORTEST <= len(letters) <= _LONGEST and letters.isalpha() and letters.isupper() else ""


def _initials(known: Known) -> set[str]:
    """The initials of each name, with those of its small words and without."""
    found = set()
    for name in known.names:
        words = fold(name).split()
        for chosen in (words, [word for word in words if word not in _FILLING]):
            found.add("".join(word[0] for word in chosen).upper())
    return {each for each in found if _SHORTEST <= len(each) <= _LONGEST}


def _slips(first: dict[_Key, Known], proposed: Pairs) -> None:
    """Names of which one word differs by a slip."""
    by_text = grouped((" ".join(words), (kind, state)) for kind, state, words in first)
    for one, other in slips(by_text):
        left, right = tuple(one.split()), tuple(other.split())
        if not _is_one_slip(left, right):
            continue
        for place in sorted(set(by_text[one]) & set(by_text[other])):
            _pair(first[*place, left], first[*place, right], "one word is spelt nearly alike", SLIP, proposed)


def _is_one_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one word differs, by a slip: "Eastern" and "Western" are two words."""
    left, right = sorted(set(words) - set(others)), sorted(set(others) - set(words))
    return len(words) == len(others) and len(left) == len(right) == 1 and slip_ratio(left[0], right[0]) > 0


def _pair(one: Known, other: Known, reason: str, score: float, proposed: Pairs) -> None:
    proposed.add(one, other, reason, score, min(one.documents, other.documents))
