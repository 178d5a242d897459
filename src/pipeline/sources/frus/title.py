"""What the head of a document says: the editors' title, and the kind of document that it opens with."""

from pipeline.grammar import Grammar, Zone, rule
from pipeline.values.serials import serial
from pipeline.values.us_kinds import US_KIND, us_kind

_HEAD = (
    # 23. Telegram From the Department of State to the Embassy in Korea
    rule(
        "title",
        r"(?:\[?\d{1,5}[A-Za-z]?\]?\.[ ]{0,3})?(?P<title>\S[\s\S]{0,2000})",
        "23. Telegram From the Department of State to the Embassy in Korea",
        at_start=True,
        required=True,
    ),
    rule(
        "title_kind",
        rf"(?P<title_kind>{US_KIND})(?:\s(?:No\.\s)?(?P<title_number>(?:[A-Z]{{1,8}}[–-]?)?\d{{1,6}})(?=\s(?:[Ff]rom|[Tt]o)\b))?",
        "Circular Airgram From the Department of State",
        at_start=True,
        inside="title",
        title_kind=us_kind,
        title_number=serial,
    ),
)

# the words of the title after its kind say who writes to whom, and that is read with the marks
GRAMMAR = Grammar("frus", (Zone("head", _HEAD), Zone("content", ())), prose=frozenset({"title", "content"}))
