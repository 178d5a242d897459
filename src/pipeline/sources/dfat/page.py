"""The Markdown page of a document: front matter, then the title as a heading, then the document."""

from pipeline.grammar import Grammar, Zone, rule
from pipeline.sources.dfat.title import TITLE_RULES
from pipeline.values.dates import any_date
from pipeline.values.edited import EDITED_DATE
from pipeline.vocabulary.notice import NOTICE

_FRONT = Zone(
    "envelope",
    rules=(
        NOTICE,
        # title: "155 Evatt to King and Smuts"
        rule("listed_title", r"^title:[ ]*\"?(?P<listed_title>[^\n]{1,600}?)\"?[ ]*$", 'title: "155 Evatt to King"'),
        # volume: "Volume 8: 1945"
        rule("volume", r"^volume:[ ]*\"?(?P<edition_volume>[^\n]{1,200}?)\"?[ ]*$", 'volume: "Volume 8: 1945"'),
        rule("record", r"^doc_id:[ ]*\"?(?P<record_key>\d{1,6})\"?[ ]*$", "doc_id: 3186", required=True),
        rule("volume_number", r"^vol_id:[ ]*\"?\d{1,4}\"?[ ]*$", "vol_id: 8"),
        # doc_date: 1945-08-04
        rule(
            "date",
            r"^doc_date:[ ]*\"?(?P<listed_date>\d{4}-\d\d-\d\d)\"?[ ]*$",
            "doc_date: 1945-08-04",
            listed_date=any_date,
        ),
        rule("barcode", r"^barcode:[ ]*\"?[\w;, ]{1,100}\"?[ ]*$", "barcode: 188247", many=True),
        rule("other_field", r"^(?:doc_date|barcode|[a-z_]{2,20}):[^\n]{0,400}$", "layout: document", many=True),
        rule("rule", r"^-{3,}[ ]*$", "---", many=True),
    ),
)
# a line of the header that ran into the heading: … to Kirby Cablegram 114 CANBERRA, 3 January 1948
_SWALLOWED = (
    r"(?:(?:(?:Draft|Circular|Departmental|Ministerial)[ ])?(?:Cablegrams?|Telegrams?|Letter|Memorandum|Minute|Dispatch|Message)[ ]"
    rf"(?=[^\n]{{0,60}}?{EDITED_DATE})|[A-Z]{{3,}}(?:[ ][A-Z]{{3,}}){{0,2}},[ ](?={EDITED_DATE}))"
)
_CONTENT = Zone(
    "content",
    openers=(
        # # 155 Evatt to King and Smuts
        rule(
            "title",
            rf"^\#[ ]+(?P<title>\S[^\n]{{0,600}}?)[ ]*(?:$|(?<=[ ])(?={_SWALLOWED}))",
            "# 155 Evatt to King and Smuts",
            required=True,
        ),
    ),
    rules=TITLE_RULES,
)
GRAMMAR = Grammar("dfat.page", (_FRONT, _CONTENT), prose=frozenset({"content", "title", "title_parties"}))
