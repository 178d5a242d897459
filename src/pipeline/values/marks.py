"""Marks of secrecy, of urgency and of handling, as headers carry them."""

import re

# What each mark of urgency states as a precedence. "Rush", "Top priority" and their like are marks whose rank
# no document tells; they are kept as words.
_PRIORITIES = {
    "routine": "routine",
    "average": "routine",
    "priority": "priority",
    "urgent": "urgent",
    "very urgent": "urgent",
    "immediate": "immediate",
    "extremely urgent": "most_immediate",
    "most urgent": "most_immediate",
    "most immediate": "most_immediate",
    "flash": "flash",
}
_UNRANKED = (
    "urgent substitution",
    "newsflash",
    "ultra urgent",
    "additional rush",
    "extra urgent",
    "rush",
    "special",
    "top priority",
    "high priority",
)
_CLASSES = {
    "unclassified": "unclassified",
    "restricted": "restricted",
    "confidential": "confidential",
    "strictly confidential": "confidential",
    "secret": "secret",
    "top secret": "top_secret",
    # the British word for it until 1944
    "most secret": "top_secret",
}
# short for one of them, in telegrams only
_SHORT_CLASSES = {"unclas": "unclassified"}
# marks whose rank among the codes no document tells
_UNRANKED_CLASSES = ("strictly secret", "absolutely secret", "very secret", "top confidential")
_HANDLING = (
    "making copies prohibited", "making copies is prohibited", "making copies is forbidden", "making copies forbidden",
    "reproduction prohibited", "reproduction is prohibited", "copying prohibited", "copying is prohibited",
    "for internal use only", "for official use only", "internal use only", "indefinite duration", "eyes only",
    "of special significance", "security restricted to staff on duty", "personal", "to be returned", "subject to return", "subject to return in 48 hours", "special folder",
    "to be burned after reading", "no dissemination abroad",
)  # fmt: skip


def _either(words: object) -> str:
    """The pattern of any of the words, longest first, in any case; a blank may be a few."""
    alternatives = sorted(words, key=lambda each: (-len(each), each))  # type: ignore[call-overload]
    return "|".join(each.replace(" ", "[ ]{1,3}") for each in alternatives)


def _spaced(words: object) -> str:
    """The pattern of words written with a blank between their letters: C O N F I D E N T I A L."""
    letters = ("[ ]+".join("[ ]".join(word) for word in each.upper().split()) for each in words)  # type: ignore[attr-defined]
    return "|".join(letters)


_CLASS_WORDS = (*_CLASSES, *_UNRANKED_CLASSES)
CLASSIFICATION = rf"(?:(?i:{_either(_CLASS_WORDS)})(?!\w)|(?:{_spaced(_CLASS_WORDS)})(?!\w))"
PRIORITY = rf"(?:(?i:{_either((*_PRIORITIES, *_UNRANKED))})(?!\w)|(?:{_spaced(('urgent', 'extremely urgent'))})(?!\w))"
HANDLING = rf"(?i:{_either(_HANDLING)})(?!\w)"

# Marks of the Commonwealth's cables. The rank of "Important" no document tells; of two precedences in one mark the
# first is of those who are to act.
_COMMONWEALTH_PRIORITIES = (
    "most immediate", "immediate", "most important", "important", "most urgent", "very urgent", "urgent", "emergency", "flash",
    "priority", "routine", "ordinary", "deferred", "clear the line", "operational immediate",
)  # fmt: skip
_COMMONWEALTH_CLASSES = (
    "most secret", "top secret", "very secret", "secret", "highly confidential", "most confidential", "very confidential",
    "strictly confidential", "confidential", "restricted", "unrestricted", "unclassified", "unclassifed",
)  # fmt: skip
_COMMONWEALTH_HANDLING = (
    "personal himself", "personal, himself", "personal for himself", "personal", "private", "austeo", "eyes only", "by bag", "dedip", "deyou", "exclusive", "guard", "in clear", "en clair",
    "limited distribution", "no distribution", "staff in confidence", "staff-in-confidence", "in confidence", "not for distribution",
    "cabinet-in-confidence", "cabinet in confidence", "commercial-in-confidence", "commercial in confidence",
)  # fmt: skip
_COMMONWEALTH_PRIORITY = rf"(?i:{_either(_COMMONWEALTH_PRIORITIES)})(?!\w)"
COMMONWEALTH_PRIORITY = rf"(?:{_COMMONWEALTH_PRIORITY}(?:[/ ]{_COMMONWEALTH_PRIORITY})?)"
COMMONWEALTH_CLASSIFICATION = rf"(?:(?i:{_either(_COMMONWEALTH_CLASSES)})(?!\w))"
# AUS/UK EYES ONLY · FOR AUSTRALIAN EYES ONLY
_EYES_ONLY = r"(?:(?:FOR[ ])?[A-Z][A-Z/.]{1,14}[ ]EYES[ ]ONLY(?!\w))"
COMMONWEALTH_HANDLING = rf"(?:{_EYES_ONLY}|(?i:{_either(_COMMONWEALTH_HANDLING)})(?!\w))"

_NOT_WORDS = re.compile(r"[^\w\s]+")
_SPACED_OUT = re.compile(r"(?<!\S)(\S)[ ](?=\S(?:\s|$))")


def priority(text: str) -> str | None:
    """Return the code of a mark of urgency; ``None`` for a mark whose rank is not known.

    >>> priority("Urgent"), priority("TOP PRIORITY"), priority("IMMEDIATE/PRIORITY"), priority("Priority Immediate")
    ('urgent', None, 'immediate', 'priority')
    """
    words = _words(text.partition("/")[0])
    first, _, second = words.partition(" ")
    # the rank of two that stand together is that of the first
    return _PRIORITIES.get(words) or (_PRIORITIES.get(first) if second in _PRIORITIES else None)


def classification(text: str) -> str | None:
    """Return the code of a mark of secrecy; ``None`` for a mark whose rank is not known.

    >>> classification("Top secret!"), classification("C O N F I D E N T I A L"), classification("Strictly secret")
    ('top_secret', 'confidential', None)
    """
    words = _words(text)
    return _CLASSES.get(words) or _SHORT_CLASSES.get(words)


def _words(text: str) -> str:
    words = " ".join(_NOT_WORDS.sub(" ", text.lower()).split())
    if _SPACED_OUT.sub("", f"{words} ").strip() == words:
        return words
    # letters with blanks between them: compare without any blank
    run = words.replace(" ", "")
    return next((each for each in (*_CLASSES, *_PRIORITIES) if each.replace(" ", "") == run), words)
