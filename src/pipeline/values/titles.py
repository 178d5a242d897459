"""Words before and behind the name of a person that are no part of it."""

from pipeline.values.text import letters

# each as `letters` folds it
_MALE = frozenset({
    "mr", "messrs", "sir", "lord", "viscount", "baron", "count", "earl", "marquess", "duke", "prince", "king",
    "emperor", "sultan", "esq", "monsieur", "herr", "signor", "senor", "senhor", "father", "bishop", "archbishop",
    "cardinal",
})  # fmt: skip
_FEMALE = frozenset({
    "mrs", "miss", "ms", "lady", "dame", "madame", "mme", "mlle", "baroness", "countess", "duchess", "princess",
    "queen", "empress", "frau", "senora",
})  # fmt: skip
_RANKS_AND_OFFICES = frozenset({
    "dr", "doctor", "prof", "professor", "rt", "right", "hon", "honourable", "honorable", "the", "he", "his",
    "her", "excellency", "rev", "reverend", "lt", "lieut", "lieutenant", "col", "colonel", "gen", "general",
    "maj", "major", "capt", "captain", "cdr", "cmdr", "commander", "commodore", "adm", "admiral", "brig",
    "brigadier", "sgt", "sergeant", "marshal", "field", "air", "vice", "rear", "wing", "squadron", "comrade",
    "comrades", "cde", "cdes", "tov", "ambassador", "minister", "foreign", "prime", "deputy", "acting",
    "president", "premier", "chairman", "secretary", "senator", "congressman", "representative", "governor",
    "chancellor", "consul", "counsellor", "counselor", "charge",
})  # fmt: skip
_BEFORE = _MALE | _FEMALE | _RANKS_AND_OFFICES
_BEHIND = frozenset({
    "jr", "sr", "ii", "iii", "iv", "junior", "senior", "esq", "kc", "qc", "cmg", "kcmg", "gcmg", "cbe", "kbe",
    "obe", "mbe", "dso", "mc", "mp", "ch", "pc", "usn", "usa", "usaf", "rn", "ran", "raaf", "raf", "usmc",
    "bt", "bart", "phd", "md",
})  # fmt: skip
_AGES = (frozenset({"jr", "junior"}), frozenset({"sr", "senior"}))


def before(words: list[str]) -> int:
    """Return how many of the words of a name are titles before it; a name is left.

    >>> before(["Lt", "Col", "W.", "R.", "Hodgson"]), before(["Major"])
    (2, 0)
    """
    count = 0
    while count < len(words) - 1 and letters(words[count]) in _BEFORE and not _is_letter(words[count]):
        count += 1
    # a letter before a bare surname is more often Monsieur than a given name
    if count == 0 and len(words) == len(("M.", "Bidault")) and words[0] == "M.":
        return 1
    return count


def behind(words: list[str]) -> int:
    """Return how many of the words of a name are titles or marks of age behind it; a name is left.

    >>> behind(["Adlai", "Stevenson", "Jr."]), behind(["R.", "G.", "Casey", "C.H.", "M.C."])
    (1, 2)
    """
    count = 0
    while count < len(words) - 1 and letters(words[-1 - count]) in _BEHIND:
        count += 1
    return count


def contradict(titles: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether titles are of two persons: of a man and of a woman, or of father and son.

    >>> contradict(("Mr",), ("Mrs",)), contradict(("Dr",), ("Mrs",))
    (True, False)
    """
    one, other = {letters(each) for each in titles}, {letters(each) for each in others}
    return any(
        (_is_of(one, first, second) and _is_of(other, second, first))
        or (_is_of(one, second, first) and _is_of(other, first, second))
        for first, second in ((_MALE, _FEMALE), _AGES)
    )


def _is_of(titles: set[str], these: frozenset[str], not_those: frozenset[str]) -> bool:
    """Whether titles are of one kind and of no other: Mr and Mrs Roe are told by neither."""
    return bool(titles & these) and not titles & not_those


def _is_letter(word: str) -> bool:
    return len(letters(word)) == 1
