"""Names of languages, and what kind of text is offered, as BCP 47 tags and codes."""

from functools import cache

from babel import Locale
from babel.core import get_global

_TEXT_TYPES = {
    "translation": "translation",
    "transcript": "transcript",
    "transcription": "transcript",
    "original": "original",
}


@cache
def _tags() -> dict[str, str]:
    """English names of languages (Unicode CLDR) to their tags; regional variants are left out."""
    return {name.lower(): tag for tag, name in Locale("en").languages.items() if "_" not in tag}


@cache
def _codes() -> dict[str, str]:
    """Codes of three letters to tags (Unicode CLDR)."""
    return {code: tag for code, tag in get_global("language_aliases").items() if len(code) == len("pol")}


def language(text: str) -> str:
    """Read the English name of a language as its BCP 47 tag.

    >>> language("Chinese"), language("English"), language("pol")
    ('zh', 'en', 'pl')

    Raises:
        ValueError: where CLDR knows no language of that name.
    """
    name = " ".join(text.lower().split())
    # a code of three letters (ISO 639-2), as programs are given it
    if tag := _codes().get(name):
        return tag
    if name not in _tags():
        raise ValueError(f"“{text}” is not the English name of a language")
    return _tags()[name]


def text_type(text: str) -> str:
    """Read what kind of text is offered: ``translation``, ``transcript`` or ``original``.

    Raises:
        ValueError: where the word is another.
    """
    word = text.strip().lower()
    if word not in _TEXT_TYPES:
        raise ValueError(f"“{text}” is neither translation, transcript nor original")
    return _TEXT_TYPES[word]
