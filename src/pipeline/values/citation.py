"""The archive's citation: title cited, date, programme, reference, credits, address.

Written by the Wilson Center Digital Archive as ``"<title>", <date>, <programme>, <reference>. <credits>.
<address>``. A title may hold quotation marks, commas and dates of its own, so the programme's name is what
the parts are told apart by; a reference may hold full stops, so it ends where the first credit begins.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.values.dates import RECORD_DATE

PROGRAMME = r"(?:(?:History[ ]and[ ]Public[ ]Policy[ ]Program|Wilson[ ]Center)[ ]Digital[ ]Archive)"
# "Cable from …, 'Illegal Crossings …'", May 12, 1961, Wilson Center Digital Archive
CITED = (
    r"[\"“”](?P<cited_title>[^\n]{1,2000}?)[.]?,?[\"”“],?[ ]"
    rf"(?:(?P<cited_date>{RECORD_DATE}),[ ])?(?P<programme>{PROGRAMME})"
)
# https://…/document/188161 · https://…/document/cable-chinese-embassy-north-korea
RECORD_ADDRESS = (
    r"<?(?P<source_url>https?://[^\s/<>]{1,200}/(?:node/\d{1,12}"
    r"|document/(?:(?P<record_key>\d{1,12})(?:\.pdf)?(?![\w-])|(?P<record_slug>[a-z0-9][a-z0-9-]{1,150}(?![\w-])))[^\s<>]{0,300}?))"
    r"(?=[>\s]|[.,;)\]]{1,3}(?:\s|\Z)|\Z)>?"
)
# PRC FMA · AVP RF · MNL OL · SAPMO-BA · BArch · TsAMO RF · SEOUL'88
REPOSITORY = r"(?:BArch|(?:[A-Z][a-z]?[A-Z]{1,8}|[A-Z]{2,10})(?:-BA|[ ](?:FMA|RF|AA|OL|BA))?(?:['’]\d\d)?)(?![\w-])"
# 118-01026-03
FILE_CODE = r"\d{3}-\d{5}-\d{2}"
# l. 78 · ll. 193-194 · Listy 146-147 · p.16-42 · pp. 112-127
_LEAVES = r"(?:[Pp]ages?|pp?\.|[Ll]l?\.|[Ll]ist(?:y|ov)?)[ ]?"
PAGES = rf"(?<=[ ,]){_LEAVES}(?P<pages>\d{{1,5}}(?:[ ]?[-–][ ]?\d{{1,5}})?)"

_VERB = r"(?i:translat(?:ed|ion)|obtained|contributed|transcri(?:bed|ption)|edited|provided|donated|revised|compiled|annotated)"
# Obtained and translated for NKIDP by A and B · Contributed, transcribed, and translated by C
_CREDITED = (
    rf"(?P<credit_verbs>{_VERB}(?:(?:,[ ](?:and[ ])?|[ ]and[ ]){_VERB}){{0,3}})"
    r"(?:[ ](?:for|into)[ ](?:the[ ])?[^\n.,;]{1,60}?)?(?:[ ]from[ ](?:the[ ])?(?P<original_language>[A-Z][a-z]{2,20}))?"
    r"(?:[ ](?:for|into)[ ](?:the[ ])?[^\n.,;]{1,60}?)?[ ]by[ ](?:the[ ])?"
)
_NAME_LETTER = rf"(?!(?:[,;]|[ ]and|,[ ]and)?[ ]{{1,3}}{_VERB})(?:\b[A-Z]\.|\b(?:Jr|Sr|Dr|St)\.|[^\n.;<])"
CREDIT = rf"(?:\bcopy[ ])?\b{_CREDITED}(?P<credited>(?:{_NAME_LETTER}){{2,300}})"
# A and B · A, B, and C: one name, whose affiliation in brackets is left out
CREDITED_NAME = r"(?<![^\s,;])(?!and\b|with\b)(?P<credited_name>[^\s,;()\[\]][^,;()\[\]\n]*?)(?=\s*(?:[,;(\[]|\band\b|\bwith\b|\Z|$))"

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
_ROLES = {
    "translated": ("translator",), "translation": ("translator",),
    "obtained": ("contributor",), "contributed": ("contributor",), "provided": ("contributor",),
    "donated": ("contributor",), "transcribed": ("transcriber",), "transcription": ("transcriber",),
    "edited": ("editor",), "revised": ("editor",), "compiled": ("editor",), "annotated": ("editor",),
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def address(text: str) -> str:
    """Keep an address of the web that names a host and uses http or https.

    Raises:
        ValueError: where it does not, so that no other scheme and no quotation mark ends in a link.
    """
    if not _ADDRESS.fullmatch(text) or not urlsplit(text).hostname:
        raise ValueError(f"“{text}” is not an address of the web")
    return text


class Citation(NamedTuple):
    """A citation in its parts, each in the words of the archive; a part that it does not state is ``None``."""

    title: str
    date: str | None
    programme: str
    reference: str | None
    credits: tuple[str, ...]
    address: str | None


def cite(citation: Citation) -> str:
    """Print a citation in the archive's own form.

    >>> cite(Citation("Cable", "May 12, 1961", "Wilson Center Digital Archive", "PRC FMA 118-01026-03, 71",
    ...               ("Translated by David Cowhig",), None))
    '"Cable", May 12, 1961, Wilson Center Digital Archive, PRC FMA 118-01026-03, 71. Translated by David Cowhig.'
    """
    head = ", ".join(filter(None, (f'"{citation.title}"', citation.date, citation.programme, citation.reference)))
    sentences = " ".join(f"{sentence.rstrip('.')}." for sentence in (head, *citation.credits))
    return f"{sentences} {citation.address}" if citation.address else sentences


def credit_roles(text: str) -> tuple[str, ...]:
    """Read the verbs of a credit as the roles they give to those named after them.

    >>> credit_roles("Contributed, transcribed, and translated")
    ('contributor', 'transcriber', 'translator')
    """
    roles = [role for word in _WORD.findall(text.lower()) for role in _ROLES.get(word, ())]
    return tuple(dict.fromkeys(roles))
