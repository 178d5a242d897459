"""The archive's citation: title cited, date, programme, reference, credits, address.

Written by the Wilson Center Digital Archive as ``"<title>", <date>, <programme>, <reference>. <credits>.
<address>``. A title may hold quotation marks, commas and dates of its own, so the programme's name is what
the parts are told apart by.
"""

import re
from urllib.parse import urlsplit

from pipeline.values.dates import RECORD_DATE

PROGRAMME = r"(?:Wilson[ ]Center[ ]Digital[ ]Archive|History[ ]and[ ]Public[ ]Policy[ ]Program[ ]Digital[ ]Archive)"
# "Cable from …, 'Illegal Crossings …'", May 12, 1961, Wilson Center Digital Archive
CITED = (
    rf"^[\"“](?P<cited_title>[^\n]{{1,2000}}?),?[\"”],?[ ](?P<cited_date>{RECORD_DATE}),[ ](?P<programme>{PROGRAMME})"
)
# https://…/document/188161
RECORD_ADDRESS = r"<?(?P<source_url>https?://[^\s/<>]{1,200}/document/(?P<record_key>\d{1,12})\b[^\s<>]{0,300})>?"
# PRC FMA 118-01026-03, 71
REPOSITORY = r"(?P<repository_code>[A-Z]{2,12}(?:[ ][A-Z]{2,12}){0,2})"
LOCATOR = r"(?P<locator>(?P<file_code>\d{3}-\d{5}-\d{2})(?:,[ ]*(?P<pages>\d{1,5}(?:-\d{1,5})?))?)"

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


def address(text: str) -> str:
    """Keep an address of the web that names a host and uses http or https.

    Raises:
        ValueError: where it does not, so that no other scheme and no quotation mark ends in a link.
    """
    if not _ADDRESS.fullmatch(text) or not urlsplit(text).hostname:
        raise ValueError(f"“{text}” is not an address of the web")
    return text
