"""What is read in running text, whatever the form: persons, bodies, quantities, other documents.

Prose is not read to the last word. What these rules cover: a person introduced by an office, a rank or a form of
address ("Ambassador Qiao [Xiaoguang]", "Sir George Roe, Adviser on Harbours"), a body named by its noun ("State
Department", "Ministry of Foreign Affairs"), a government or mission by its nationality, a number of people or goods,
and a document referred to by kind and date or number. A body is not read where a sentence opens, for the word there
may be none of its name.

Each pattern starts at a blank or an opening mark: the places where a word can begin are few, so a page of
prose is passed over quickly.
"""

from pipeline.grammar import Rule, rule
from pipeline.values.countries import NATIONALITY
from pipeline.values.counts import BOUND, QUANTITY, bound, quantity
from pipeline.values.dates import DAY_IN_TEXT, date
from pipeline.values.introduced import ADDRESSED, BEFORE_NAME, DIGNIFIED, OFFICE_NAMED, PERSON_NAMED, ROLE
from pipeline.values.periods import PERIOD, period

_BEFORE_WORD = r"[\s(\"“_*]"
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
    # Foreign Minister of Bali, Dr Anak Roe: the office, then a comma, then a form of address
    rule(
        "office_and_name",
        rf"{_BEFORE_WORD}(?=[A-Z])(?P<person_role>{ROLE}),[ ](?P<person_style>{ADDRESSED})(?P<person>{PERSON_NAMED})"
        # who follows in a list has no office before the comma
        rf"(?!,?[ ](?:and[ ])?(?:{ADDRESSED})|,?[ ]and[ ][A-Z])",
        " Foreign Minister, Dr Roe",
        many=True,
    ),
    # [North] Korean Foreign Minister Pak Seong-cheol [Pak Song Chol] · Ambassador Qiao [Xiaoguang] · General Sir Alan Roe
    # Sir George Roe, Adviser on Harbours · Lord Roe · the [North] Korean government
    rule(
        "named",
        rf"{_BEFORE_WORD}(?=[A-Z\[])(?:(?:(?P<person_role>(?:{NATIONALITY}[ ])?{BEFORE_NAME})[ ])?(?P<person_style>{ADDRESSED})?"
        # a name by itself is not told from other words
        rf"(?(person_role)|(?(person_style)|(?={DIGNIFIED})))"
        rf"(?P<person>{PERSON_NAMED})(?:[ ]\[(?P<person_bracket>[A-Z][^\[\]\n]{{1,60}})\])?"
        rf"(?:,[ ](?:the[ ])?(?P<person_office>{ROLE})(?=[,.;:)]|[ ][a-z]))?"
        rf"|(?P<corporate_body>{NATIONALITY}[ ](?:[Gg]overnment|Embassy|Consulate|Foreign[ ]Ministry))\b)",
        " Ambassador Qiao [Xiaoguang]",
        many=True,
    ),
    # the State Department · in Security Council · Ministry of Foreign Affairs
    rule(
        "body_named",
        rf"(?<=[a-z,;)])\s(?=[A-Z])(?P<corporate_body>{OFFICE_NAMED})",
        "the State Department",
        many=True,
    ),
)
RULES: tuple[Rule, ...] = (_DOCUMENT_REFERENCE, *NAMED)
