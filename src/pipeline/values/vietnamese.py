"""Vietnamese names: which words can be one."""

import re
import unicodedata

from pipeline.values.family_names import family_names

# an initial, vowels, a final: the syllables of quốc ngữ without their accents
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uoi|uou|uya|uye|uyu|ieu|yeu|oai|oay|oao|oeo|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|uay|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_MOST = 3


def is_name(family: str, given: tuple[str, ...]) -> bool:
    """Whether words are a Vietnamese name, the family name first.

    >>> is_name("Ho", ("Chi", "Minh")), is_name("Le", ("Duan",)), is_name("Le", ("Roy",))
    (True, True, False)
    """
    syllables = [_plain(each) for each in given]
    return (
        _plain(family) in family_names("vi")
        and 0 < len(given) <= _MOST
        and all(_SYLLABLE.fullmatch(each) for each in syllables)
    )


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
