"""Lists of those who got a copy, in the ten forms that documents give them.

Every list reads its label as the type of event, its whole extent as ``distribution`` and, within it, one
``recipient`` an entry; where each entry bears the number of its copy, that is ``copy_number``.
"""

from pipeline.grammar import Rule, rule
from pipeline.values.counts import COUNT, count
from pipeline.values.names import offices
from pipeline.values.recipients import entry, listing
from pipeline.values.serials import copy_number, serial

_LABEL = (
    r"(?P<distribution_label>Distribution(?:[ ]list)?|DISTRIBUTION|[Aa]lready[ ][Ff]orwarded[ ]to|Forwarded[ ]to|Forward[ ]to"
    r"|Repeated[ ]to|Copies|Copied[ ]to|CC|Cc|Received[ ]by)"
)
# the list goes on in the next line where this one ends with a comma, or the next begins within an entry
_WRAPPED = r"[^\n]+(?:(?:(?<=,)|(?<=,[ ])|(?<=,[ ]{2})|(?<=,[ ]{3}))\n[ ]*[^\n]+){0,12}"

# Total of 19 copies
TOTAL = rule(
    "copies_total",
    rf"Total(?:[ ]of)?:?[ ](?P<copies_total>{COUNT})[ ]cop(?:y|ies)\b\.?",
    "Total of 19 copies",
    copies_total=count,
)
# Distribution: Premier's Office (2), … · Copies: Stalin (2), Molotov, … · Distribution list - 11 copies: Stalin - 2, …
LIST = rule(
    "distribution",
    rf"^[ ]*(?:\[\w{{1,3}}\][ ]?)?{_LABEL}(?:[ ]?[-–—][ ]?(?P<copies_total>{COUNT})[ ]copies)?[ ]?:[ ]*(?P<distribution>{_WRAPPED})$",
    "Distribution: Premier's Office (2), Ministry of Public Security",
    many=True,
    distribution_label=listing,
    copies_total=count,
)
# Already forwarded to Chairman, … with no colon
OPEN_LIST = rule(
    "open_distribution",
    r"^[ ]*(?P<distribution_label>[Aa]lready[ ][Ff]orwarded[ ]to|Forwarded[ ]to|Forward[ ]to)[ ]"
    rf"(?P<distribution>{_WRAPPED})$",
    "Already forwarded to Chairman, Premier Zhou",
    many=True,
    distribution_label=listing,
)
# Received by: / Comrade Rapacki / Politburo: one name a line
NAMES = rule(
    "names",
    r"^[ ]*(?:\[\w{1,3}\][ ]?)?(?P<distribution_label>Received[ ]by|Distribution|Copies|Forwarded[ ]to|CC)[ ]?:[ ]*"
    r"(?P<distribution>(?:\n\s{0,4}[A-Z][^\n.:;,]{1,40}(?=\n|\Z)){1,20})",
    "Received by:\nComrade Rapacki\nPolitburo",
    distribution_label=listing,
)
# Produced in 5 copies for: / - Comrade Péter / - Department
PRODUCED = rule(
    "produced",
    rf"^[ ]*(?P<distribution_label>Produced|Prepared|Made)[ ]in[ ](?P<copies_total>{COUNT})[ ]cop(?:y|ies)(?:[ ]for)?:?[ ]*"
    r"(?P<distribution>(?:\n\s*[-–—•][ ]?[^\n]{1,120}){1,40})",
    "Produced in 2 copies for:\n- Comrade Péter\n- Department",
    distribution_label=listing,
    copies_total=count,
)
# CC: / 2x Department / 1x Embassy
CC = rule(
    "cc",
    r"^[ ]*(?P<distribution_label>CC|Cc|cc|Copies)[ ]?:[ ]*(?P<distribution>(?:\s*\d{1,2}[ ]?[x×][ ][^\n]{1,120}){1,30})$",
    "CC:\n2x Department\n1x Embassy",
    distribution_label=listing,
)
# Five copies printed / 1 - Cde. Gromyko / 5 - to file
NUMBERED = rule(
    "numbered",
    rf"^[ ]*(?P<copies_total>{COUNT})[ ](?P<distribution_label>cop(?:y|ies)(?:[ ]printed)?)[^\n\w]*(?:v?\[\w{{1,3}}\])?[ ]*"
    r"(?P<distribution>(?:\n\s*\d{1,2}(?:st|nd|rd|th)?[ ]?[-–—.][ ]?[^\n]{1,120}){1,40})",
    "Five copies printed\n1 - Cde. Gromyko\n5 - to file",
    distribution_label=listing,
    copies_total=count,
)
# Two copies printed. Nº 2 to file.
PRINTED = rule(
    "printed",
    rf"^[ ]*(?P<copies_total>{COUNT})[ ](?P<distribution_label>cop(?:y|ies)[ ]printed)[^\n\w]*"
    r"(?P<distribution>(?:N[ºo°]\.?[ ]?\d{1,2}[ ](?:is[ ])?(?:for|to)[ ][^\n.;]{1,60}[.;]?[ ]?){1,10})?$",
    "Two copies printed. Nº 2 to file.",
    distribution_label=listing,
    copies_total=count,
)
# DAC/DAS/DOR/600.(24h)
DIVISIONS = rule(
    "divisions",
    r"^[ ]*(?P<distribution>[A-Z][A-Za-z]{1,4}(?:/[A-Z][A-Za-z]{1,4}){0,12})(?:/[ ]?(?P<file_class>\d{1,4}\.?(?:\([\w]{1,6}\))?))?[ ]*$",
    "DAC/DAS/DOR/600.(24h)",
    file_class=serial,
)

# [Translator's note: The distribution list of the original names Zhou, Zhou, Chen Yi and the Korea Desk.]
NOTED = rule(
    "noted_list",
    r"^[ ]*\[[Tt]ranslator[’']?s?[ ][Nn]ote:[ ][^\n\[\]]{0,60}?(?P<distribution_label>[Dd]istribution(?:[ ]list)?)[^\n\[\]]{0,80}?[ ](?:is[ ]as[ ]follows|names|reads|was)[: ]*"
    r"(?P<distribution>[^\n\[\]]{3,600}?)\.?\][ ]*$",
    "[Translator's note: The distribution list of the original names Zhou, Zhou, Chen Yi and the Korea Desk.]",
    distribution_label=listing,
)

# each entry of them
ENTRIES: tuple[Rule, ...] = (
    # 1 - Cde. Gromyko · 1st - to Cde. Gromyko · Nº 2 to file.
    rule(
        "numbered_recipient",
        r"^[ ]*(?:N[ºo°]\.?[ ]?)?(?P<copy_number>\d{1,2})(?:st|nd|rd|th)?(?:[ ]?[-–—.][ ]?|[ ])(?:(?:is[ ])?(?:for|to)[ ](?:the[ ])?)?"
        r"(?P<recipient>(?!x[ ])[^\s\d][^\n;]{0,118}?)[.;]?[ ]*$",
        "1 - Cde. Gromyko",
        many=True,
        inside="distribution",
        copy_number=copy_number,
        recipient=entry,
    ),
    rule(
        "file_recipient",
        r"N[ºo°]\.?[ ]?(?P<copy_number>\d{1,2})[ ](?:is[ ])?(?:for|to)[ ](?P<recipient>[^\n.;]{1,60})[.;]?",
        "Nº 2 to file.",
        many=True,
        inside="distribution",
        copy_number=copy_number,
        recipient=entry,
    ),
    # 2x Department · - 3 copies: Embassy
    rule(
        "counted_recipient",
        r"^[ ]*(?:[-–—•][ ]?)?(?P<copies>\d{1,2})[ ]?(?:x|×|copies:?(?:[ ](?:for|to))?)[ ](?:the[ ])?(?P<recipient>[^\n]{1,118}?)[.;,]?[ ]*$",
        "2x Department",
        many=True,
        inside="distribution",
        copies=count,
        recipient=entry,
    ),
    # - Comrade Péter · - Department (2)
    rule(
        "dashed_recipient",
        r"^[ ]*[-–—•][ ]?(?P<recipient>[^\n]{1,118}?)(?:[ ]?(?:[-–—][ ]?|\()(?P<copies>\d{1,2})(?:[ ]cop(?:y|ies))?\)?)?[.;,]?[ ]*$",
        "- Comrade Péter",
        many=True,
        inside="distribution",
        copies=count,
        recipient=entry,
    ),
    # a name on a line of its own, with a footnote's figure: Czesak3
    rule(
        "named_recipient",
        r"^[ ]*(?P<recipient>[A-Z][^\n.:;,()/]{1,40}?)\d?[ ]*$",
        "Politburo",
        many=True,
        inside="distribution",
        recipient=entry,
    ),
    # Luo and the Korea Desk, as the last two of a list
    rule(
        "last_but_one",
        r"(?<=,[ ])(?P<recipient>[A-Z][\w’-]{1,20})[ ]and[ ](?:the[ ])?(?=[A-Z][\w -]{1,30}\s*\Z)",
        ", Luo and the Korea Desk",
        inside="distribution",
        recipient=entry,
    ),
    # Premier's Office (2) · Stalin - 2 · Molotov-1 · Zhang · Second Asian Department and Consular Department (2) · XX (1)
    rule(
        "recipient",
        # not from within a word or a number: a run of letters as long as a page would be tried from each of them
        r"(?<![^\W\d_])(?!(?<=\d)\d)"
        r"(?P<recipient>(?!\[?(?:…|\.\.))[^\s,(;./\]](?:[^,;(\n/]{0,118}?[^\s,;(./])??(?:[ ]\((?!\d+\))[^,;()\n]*\))*)"
        r"(?:[ ]*\((?P<copies>\d{1,4})\)|[ ]?[-–][ ]?(?P<copies_dashed>\d{1,3})(?!\d))?(?=[ ]*(?:[,;/\n]|\.?\s*\Z|\.[ ]+Total))",
        "Premier's Office (2)",
        many=True,
        inside="distribution",
        recipient=offices,
        copies=count,
        copies_dashed=count,
    ),
)
RULES = (TOTAL, NOTED, PRODUCED, CC, NUMBERED, PRINTED, NAMES, LIST, OPEN_LIST)
