"""A short mark of a text by which texts that are alike are found without being compared word by word.

MinHash (Broder, "On the resemblance and containment of documents", 1997): of all runs of words, the least under each
of many hash functions. The share of places in which two marks agree is an estimate of the share of runs that both texts
have.
"""

import hashlib
import re

import numpy as np
import numpy.typing as npt
import pandas as pd

Hashes = npt.NDArray[np.uint64]

# Words in a run, and places of a mark. With 64 places the estimate of a share of 0.8 is off by 0.05 (standard error).
RUN, PLACES = 5, 64
# Texts of fewer words, such as a form of two lines, are alike by chance.
_FEWEST_WORDS = 40
_WORD = re.compile(r"[^\W_]+")
_KEY = "chancery-shingle"


def _constants(name: str) -> Hashes:
    """Numbers that are the same on every machine and with every version of every library."""
    digests = [hashlib.blake2b(f"{name} {place}".encode(), digest_size=8).digest() for place in range(PLACES)]
    return np.array([[int.from_bytes(each, "big")] for each in digests], dtype=np.uint64)


# one function a place: multiply by an odd number, add, and take the result modulo 2^64
_FACTORS: Hashes = _constants("factor") | np.uint64(1)
_SUMMANDS: Hashes = _constants("summand")
_SHIFT = np.uint64(29)
# steps through a text, each of which a processor holds close by
_STEP = 1024


def words(text: str) -> list[str]:
    """Return the words of a text in the form in which texts are compared.

    >>> words("The Embassy’s cable, No. 85")
    ['the', 'embassy', 's', 'cable', 'no', '85']
    """
    return _WORD.findall(text.casefold())


def fingerprint(of: list[str]) -> list[int] | None:
    """Return the mark of a text, given as its words; ``None`` where it is too short to tell anything."""
    if len(of) < _FEWEST_WORDS:
        return None
    least = np.full(PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    runs = _runs(of)
    for start in range(0, len(runs), _STEP):
        mixed = runs[None, start : start + _STEP] * _FACTORS
        mixed += _SUMMANDS
        mixed ^= mixed >> _SHIFT
        least = np.minimum(least, mixed.min(axis=1))
    found: list[int] = least.tolist()
    return found


def _runs(of: list[str]) -> Hashes:
    """One number for each run of words: SipHash of each word, joined as digits of a number in a large base."""
    each = pd.util.hash_array(np.array(of, dtype=object), hash_key=_KEY, categorize=False).astype(np.uint64)
    base = np.uint64(0x9E3779B97F4A7C15)
    joined = np.zeros(len(of) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        joined = joined * base + each[place : len(of) - RUN + 1 + place]
    return joined ^ (joined >> _SHIFT)
