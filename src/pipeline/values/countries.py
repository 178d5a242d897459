"""States as adjectives of office and nationality name them."""

import re
from functools import lru_cache

# Adjectives that name one state whatever the date; ISO 3166-1, and 3166-3 for a state that is no more.
# "Korean", "German" and "Vietnamese" alone name none.
_ADJECTIVES = {
    "Albanian": "AL", "Australian": "AU", "Brazilian": "BR", "British": "GB", "Bulgarian": "BG",
    "Chinese": "CN", "Cuban": "CU", "Czechoslovak": "CSHH", "French": "FR", "Hungarian": "HU",
    "Indian": "IN", "Indonesian": "ID", "Japanese": "JP", "Mongolian": "MN", "North Korean": "KP",
    "Pakistani": "PK", "Polish": "PL", "Romanian": "RO", "South Korean": "KR", "Soviet": "SUHH",
}  # fmt: skip
_NAMES = {
    "People's Republic of China": "CN",
    "Democratic People's Republic of Korea": "KP",
}
# Chinese · [North] Korean
NATIONALITY = r"(?:\[?(?:North|South)\]?[ ]Korean|[A-Z][a-z]{3,12}(?:ese|an|sh|iet|ch|ni|vak))"

# Adjectives that no name of a person opens with, those among them that name no one state
ADJECTIVE = (
    r"(?:Alban|Austral|Brazil|Bulgar|Hungar|Ind|Indones|Mongol|Roman|Ital|Canad|Malays|Austr|Norweg|Iran|Belg|Russ|As|Austrones)ians?"
    r"|(?:Afric|Americ|Cub|Kore|Germ|Malay|Europe|Mexic|Papu)ans?|(?:Chin|Japan|Portugu|Vietnam|Burm|Siam|Timor|Sudan)ese"
    r"|British|French|Dutch|Polish|Spanish|Swedish|Danish|Turkish|Irish|English|Soviet|Czechoslovak|Pakistani|Iraqi|Thai|Philippine"
    r"|Commonwealth|Imperial|Federal|Royal|Allied|Communist"
)

_FIRST = re.compile(rf"(?:{'|'.join(sorted({**_ADJECTIVES, **_NAMES}, key=len, reverse=True))})\b")


@lru_cache(maxsize=8_192)
def state_named(name: str) -> tuple[str, int, int] | None:
    """Return the code of the state that the name of an office opens with, and the place of its words.

    Brackets are the translator's and are read through.

    >>> state_named("Chinese Embassy in [North] Korea")
    ('CN', 0, 7)
    >>> state_named("[North] Korean Foreign Minister")
    ('KP', 0, 14)
    """
    letters = [(place, letter) for place, letter in enumerate(name) if letter not in "[]"]
    words = "".join(letter for _, letter in letters).replace("’", "'")
    found = _FIRST.match(words)
    if not found:
        return None
    end = letters[found.end() - 1][0] + 1
    return {**_ADJECTIVES, **_NAMES}[found[0]], 0, end
