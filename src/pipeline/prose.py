"""What is read in running text, whatever the form: persons, bodies, quantities, other documents.

Prose is not read to the last word. What these rules cover: a person introduced by an office ("Ambassador
Qiao [Xiaoguang]"), a government or embassy introduced by its nationality, a number of people or goods, and
a document referred to by kind and date or number.
"""

from pipeline.grammar import Rule, rule
from pipeline.values.counts import BOUND, QUANTITY, bound, quantity
from pipeline.values.countries import NATIONALITY
from pipeline.values.dates import DAY_IN_TEXT, date
from pipeline.values.names import PERSON, TITLE
from pipeline.values.periods import PERIOD, period

# what is counted in reports of this kind
_UNIT = (
    r"(?:people|persons|households|families|refugees|residents|soldiers|troops|prisoners|workers|students"
    r"|tons|kilometers|yuan|rubles|dollars|of[ ]them)"
)
_KIND = r"(?:cable|telegram|letter|note|report|memorandum|despatch)"


def rules(inside: str) -> tuple[Rule, ...]:
    """Return the rules for running text within the zone or element ``inside``."""
    return (
        # according to the cable of April 24 · your telegram of 3 June 1961
        rule(
            "document_reference",
            rf"\b(?:[Tt]he|(?P<referred_owner>[Yy]our|[Mm]y|[Oo]ur))[ ](?P<referred_kind>{_KIND})[ ]"
            rf"(?:[Nn]o\.?[ ](?P<referred_number>[\w/.-]{{1,40}}\d)(?:[ ](?:of|dated)[ ](?P<referred_date>{DAY_IN_TEXT}))?)",
            "your telegram No. 85 of June 3",
            many=True,
            inside=inside,
            referred_date=date,
        ),
        rule(
            "dated_reference",
            rf"\b(?:[Tt]he|(?P<referred_owner>[Yy]our|[Mm]y|[Oo]ur))[ ](?P<referred_kind>{_KIND})[ ]"
            rf"(?:of|dated)[ ](?P<referred_date>{DAY_IN_TEXT})",
            "the cable of April 24",
            many=True,
            inside=inside,
            referred_date=date,
        ),
        # Between January and the first third of May, 3,500 of them crossed the border.
        rule(
            "quantity",
            rf"(?:(?P<period>{PERIOD}),[ ])?(?:\b(?P<bound>{BOUND})[ ])?(?<![\w.,/-])(?P<quantity>{QUANTITY})[ ]"
            rf"(?P<unit>{_UNIT})\b(?:[ ](?P<counted>[^.,;:\n]{{1,120}}))?",
            "3,500 of them crossed the border",
            many=True,
            inside=inside,
            period=period,
            bound=bound,
            quantity=quantity,
        ),
        # [North] Korean Foreign Minister Pak Seong-cheol [Pak Song Chol] · Ambassador Qiao [Xiaoguang]
        rule(
            "person",
            rf"(?P<person_role>(?:{NATIONALITY}[ ])?{TITLE})[ ](?P<person>{PERSON})"
            r"(?:[ ]\[(?P<person_bracket>[A-Z][^\[\]\n]{1,60})\])?",
            "Ambassador Qiao [Xiaoguang]",
            many=True,
            inside=inside,
        ),
        # the [North] Korean government
        rule(
            "corporate_body",
            rf"(?P<corporate_body>{NATIONALITY}[ ](?:[Gg]overnment|Embassy|Consulate|Foreign[ ]Ministry))\b",
            "the Chinese government",
            many=True,
            inside=inside,
        ),
    )
