"""What is read in running text, whatever the form: persons, bodies, quantities, other documents.

Prose is not read to the last word. What these rules cover: a person introduced by an office ("Ambassador
Qiao [Xiaoguang]"), a government or embassy introduced by its nationality, a number of people or goods, and
a document referred to by kind and date or number.

Each pattern starts at a blank or an opening mark: the places where a word can begin are few, so a page of
prose is passed over quickly.
"""

from pipeline.grammar import Rule, rule
from pipeline.values.countries import NATIONALITY
from pipeline.values.counts import BOUND, QUANTITY, bound, quantity
from pipeline.values.dates import DAY_IN_TEXT, date
from pipeline.values.names import PERSON, TITLE
from pipeline.values.periods import PERIOD, period

_BEFORE_WORD = r"[\s(\"“]"
# what is counted in reports of this kind
_UNIT = (
    r"(?:people|persons|households|families|refugees|residents|soldiers|troops|prisoners|workers|students"
    r"|tons|kilometers|yuan|rubles|dollars|of[ ]them)"
)
_KIND = r"(?:cable|telegram|letter|note|report|memorandum|despatch)"


# (59) First Consular Affairs No. 6/48: the year, the office and its number
_YEARED = r"\(\d{2}(?:\d{2})?\)[ ][A-Z\[][^\n.,:;()]{1,60}?[ ][Nn]o\.[ ][\w/-]{0,12}\d"
# the cable of April 24 · your telegram No. 85 of June 3 · the letter (59) First Consular Affairs No. 6/48
_DOCUMENT_REFERENCE = rule(
    "document_reference",
    rf"{_BEFORE_WORD}(?P<referred>(?:the|The|(?P<referred_owner>your|Your|my|My|our|Our))[ ]"
    rf"(?P<referred_kind>{_KIND})(?:[ ](?:[Nn]o\.?[ ])?(?P<referred_number>(?:(?<=[Nn]o\.[ ])|(?<=[Nn]o[ ]))[\w/.-]{{0,40}}\d|{_YEARED}))?"
    rf"(?:[ ](?:of|dated)[ ](?P<referred_date>{DAY_IN_TEXT}))?)"
    # by kind alone no document is identified
    r"(?(referred_number)|(?(referred_date)|(?!)))",
    " the cable of April 24",
    many=True,
    referred_date=date,
)
NAMED: tuple[Rule, ...] = (
    # Between January and the first third of May, 3,500 of them crossed the border.
    rule(
        "period",
        rf"{_BEFORE_WORD}(?P<period>{PERIOD})",
        " Between January and the first third of May",
        many=True,
        period=period,
    ),
    # over 120 people · 3,500 of them crossed the border
    rule(
        "quantity",
        rf"{_BEFORE_WORD}(?:(?P<bound>{BOUND})[ ](?=\d)|(?=\d))(?P<quantity>{QUANTITY})[ ](?P<unit>{_UNIT})\b"
        r"(?:[ ](?P<counted>[^.,;:\n]{1,120}))?",
        " 3,500 of them crossed the border",
        many=True,
        bound=bound,
        quantity=quantity,
    ),
    # [North] Korean Foreign Minister Pak Seong-cheol [Pak Song Chol] · Ambassador Qiao [Xiaoguang]
    # the [North] Korean government
    rule(
        "named",
        rf"{_BEFORE_WORD}(?=[A-Z\[])(?:(?P<person_role>(?:{NATIONALITY}[ ])?{TITLE})[ ](?P<person>{PERSON})"
        r"(?:[ ]\[(?P<person_bracket>[A-Z][^\[\]\n]{1,60})\])?"
        rf"|(?P<corporate_body>{NATIONALITY}[ ](?:[Gg]overnment|Embassy|Consulate|Foreign[ ]Ministry))\b)",
        " Ambassador Qiao [Xiaoguang]",
        many=True,
    ),
)
RULES: tuple[Rule, ...] = (_DOCUMENT_REFERENCE, *NAMED)
