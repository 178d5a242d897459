"""A document as the editors of Foreign Relations print it: dateline, text, signature, and a note on its source.

Its zones are told by marks. The notes are the editors', the text is the document's.
"""

import re

from pipeline.forms import Form
from pipeline.grammar import Grammar, Zone, rule
from pipeline.values.clock import US_TIME, us_time
from pipeline.values.dates import DAY_IN_TEXT, FULL_DATE, MONTH, WEEKDAY, date
from pipeline.values.drafters import addressed, agents
from pipeline.values.recipients import entry
from pipeline.values.serials import serial
from pipeline.values.steps import any_step
from pipeline.values.telegrams import SHORT_KIND, short_kind
from pipeline.vocabulary import prose

# Seoul · New York, N.Y. · Bad Godesberg, Germany
_PLACE = rf"[^\W\d_a-z][^\n\d\[\],—]{{1,60}}(?:,[ ](?:[A-Z]\.){{1,3}}[A-Z]?\.?|,[ ](?!(?:{MONTH}|{WEEKDAY})\b)[A-Z][A-Za-z ]{{2,30}})?"
_DAY = rf"(?:{FULL_DATE}|{MONTH},?[ ]\d{{4}}|(?<![\d–-])\d{{4}}(?![\dZ–-]))"
_DATELINE = (
    # Legation of the United States,
    rule(
        "letterhead",
        r"^(?P<letterhead>(?:Legation|Embassy|Consulate|Department|Office|Ministry)\b[^\n,\d]{0,100}),?[ ]*(?=\n)",
        "Legation of the United States,\n",
    ),
    # October 11–12, 1986, 8 p.m.–4 a.m.: the mark says which days
    rule(
        "days",
        rf"\b{MONTH}[ ]\d{{1,2}}[ ]?[–-][ ]?(?:{MONTH}[ ])?\d{{1,2}},[ ]\d{{4}}(?:(?:[ ]?[—–-][ ]?|,[ ])(?P<header_time>{US_TIME}))?",
        "October 11–12, 1986, 8 p.m.–4 a.m.",
        header_time=us_time,
    ),
    # Washington, February 21, 1955—7:12 p.m. · Moscow, May 3, 1972, 1532Z.
    rule(
        "dateline",
        rf"(?:(?<![\w.,])\[?(?P<header_place>{_PLACE}),?[ ]\[?)?(?:{WEEKDAY},?[ ])?(?P<header_date>{_DAY})\]?"
        rf"(?:(?:[ ]?[—–-][ ]?|,[ ]|[ ])(?P<sent_time>(?P<header_time>{US_TIME})))?[\].]{{0,2}}",
        "Washington, February 21, 1955—7:12 p.m.",
        header_date=date,
        sent_time=us_time,
        header_time=us_time,
    ),
    # [Received December 9—3:17 p.m.] · [Received 3:17 p.m.]
    rule(
        "received",
        rf"\[(?P<step>Received)[ ](?:at[ ])?(?P<moment>(?:(?P<moment_day>{DAY_IN_TEXT})(?:[ ]?[—–-][ ]?|,[ ])?)?"
        rf"(?P<moment_time>{US_TIME})?)\.?\]",
        "[Received December 9—3:17 p.m.]",
        step=any_step,
        moment_day=date,
        moment_time=us_time,
    ),
    # Washington, undated.
    rule("undated", r"\[?\b[Uu]ndated\b\]?\.?", "undated"),
    rule("place", rf"(?<![\w.,])\[?(?P<header_place>{_PLACE})(?=,?[ ]*\]?\.?[ ]*$)", "Washington,"),
)
# No. 2210 · No. 417.]
_OPENER = (
    rule(
        "numbered",
        r"^\(?(?:No|no|NO)\.?[ ](?P<sender_number>[\w–-]{0,20}\d[\w–-]{0,10})\.?[\])]?",
        "No. 417.]",
        sender_number=serial,
    ),
)
# 742. Foreign Minister called today · CA–4532. · Dulte 5. · A–45
_OPENING = (
    rule(
        "opening_number",
        r"(?:No\.[ ])?(?P<sender_number>(?:[A-Z][A-Za-z]{0,11}(?:[ ]|[–-]))?\d{1,6}(?:/[A-Z][a-z]{2,8}[ ]\d{1,5})?)"
        r"(?:\.(?=\s|\Z)|(?=[ ]*(?:\n|\Z)))",
        "742. Foreign Minister called today",
        at_start=True,
        sender_number=serial,
    ),
)
_IN_OPENING = (
    # Subject: Harbor Talks.
    rule(
        "subject_in_opening",
        r"(?<!\w)(?:Subj(?:ect)?|SUBJ(?:ECT)?):[ ]{1,3}(?P<subject>[A-Z“\"][^\n]{2,200}?)(?:\.(?=\s|\Z)|(?=\n)|\Z)",
        "Subject: Harbor Talks.",
    ),
)
_SUBJECT = (rule("subject", r"(?P<subject>\S[\s\S]{0,1000})", "Harbor Works at Port Elling", at_start=True),)
_SIGNED = (
    # John Smith / Ambassador
    rule(
        "signed",
        r"(?P<signature>[^\W\d_\[][^\n]{0,98}?)[.,]?(?:\n(?P<signer_role>[A-Z][^\n]{2,120}))?\Z|\[[^\[\]\n]{3,80}\]",
        "W. H. Fairbank",
        at_start=True,
    ),
)
_REFERENCES = (
    # telegram 633 from Seoul, March 4 · Embtel 31, dated 4 March 1955 · despatch No. 61
    rule(
        "telegram_reference",
        rf"(?<![\w-])(?P<referred>(?:(?P<referred_owner>[Yy]our|[Mm]y|[Oo]ur)[ ])?(?P<referred_kind>{SHORT_KIND})[ ]"
        r"(?:[Nn]o\.?[ ]|[Nn]umber[ ])?(?:[A-Z][a-z]{2,15}[ ])?(?P<referred_number>(?:[A-Z][A-Za-z]{0,11}[–-]?)?\d{1,6})(?![\d,]*\d)"
        r"(?:[ ](?:from|to)[ ][A-Z]\w{1,20}(?:[ ][A-Z]\w{1,20})?)?"
        rf"(?:,?[ ](?:of[ ]|dated[ ])?(?P<referred_date>{DAY_IN_TEXT}))?)",
        "telegram 633 from Seoul, March 4",
        many=True,
        referred_kind=short_kind,
        referred_date=date,
    ),
    # circular telegram of December 6, 9 p.m.
    rule(
        "dated_reference",
        rf"(?<![\w-])(?P<referred>(?:(?P<referred_owner>[Yy]our|[Mm]y|[Oo]ur)[ ])?(?P<referred_kind>{SHORT_KIND})"
        rf"[ ](?:of[ ]|dated[ ])?(?P<referred_date>{DAY_IN_TEXT}))",
        "circular telegram of December 6",
        many=True,
        referred_kind=short_kind,
        referred_date=date,
    ),
    # Re your 1140 · Your 633 arrived
    rule(
        "number_reference",
        r"(?<![\w-])(?P<referred>(?P<referred_owner>Your|My|(?<=[Rr]e[ ])your|(?<=[Rr]e[ ])my|(?<=[Rr]e[ ])our)[ ]"
        # and not “Your 16 allies”
        r"(?P<referred_number>\d{1,5}))(?=[,;:)]|\.(?!\d)|[ ](?:of|from|to|and|paras?|paragraphs?|arrived|received|repeated|not"
        r"|dated|is|was|has|had|re|regarding|concerning)\b|\s*\Z)",
        " Your 633 arrived",
        many=True,
    ),
)

_CLASS = r"(?:Top[ ]Secret|Secret|Confidential|Restricted|Unclassified|(?:Limited[ ])?Official[ ]Use(?:[ ]Only)?)"
_URGENCY = r"(?:Operational[ ]Immediate|Flash|Immediate|Priority|Routine|Niact|Emergency)"
_STEP = r"(?:[Dd]rafted|[Cc]leared|[Aa]pproved|Prepared)"
# a step is told by a sentence that opens with it: what a document was, and who did what with another, is prose
_FIRST_STEP = r"(?:Drafted|Cleared|Approved|Prepared)"
_WITH = r"[ ](?:in[ ](?:draft|substance|part)[ ])?(?:by|with)"
# a stop that ends a sentence: not that of an initial, of “Jr.” or of “Vol.”, unless a mark of secrecy follows
_STOP = (
    r"(?:(?<![ .(][A-Z])(?<!\bJr)(?<!\bVol)(?<!\bNo)(?<!\bU\.S)\.(?=\s|\Z)"
    rf"|\.(?=\s{{1,4}}(?:{_CLASS}[.;]|{_FIRST_STEP}[ ]|Repeated[ ]to)))"
)
_WORDS = rf"(?:(?!{_STOP})[^;\n])"
_FILE = (
    r"(?:\d{3}[A-Z]?\.\d[\w.]{0,12}(?:[–-][A-Z]{1,5})?(?:[ ][A-Z][\w ]{0,30})?/[ ]?\d{1,2}[–-][ ]?\d{1,6}[A-Z]?"
    r"|\d{3}[A-Z]?\.\d{1,6}[A-Z]?(?:[ ][A-Z][\w ]{0,30})?/\d{1,6}"
    r"|(?:POL|DEF|ECON|FT|AID|ORG|INCO|PER|SOC|CUL|STR|AV|SP|FN|INF|EDU|LAB|PET|SCI|UN)(?:[ ]\d{1,2}(?:[–-]\d{1,2})?)?[ –-][A-Z][\w /–-]{1,30}"
    r"|Lot[ ]\d{2}[ ][A-Z][ ]\d{1,4}|FRC[ ]\d{2}[ ][A-Z][ ]\d{1,6})"
)
_SOURCE_NOTE = (
    # [Extract.]
    rule("extract", r"(?P<omission>\[[^\[\]\n]{1,80}\])", "[Extract.]", at_start=True),
    # 740.0011 Harbor War/911: Telegram
    rule(
        "file_line",
        r"(?P<holding>\d{3}[A-Z]?\.\d[^:\n\[\];]{0,80}?/[^:\n\[\];]{1,20}?)(?::[ ](?:Circular[ ])?(?:Telegram|Airgram|Despatch))?[ ]*$",
        "740.0011 Harbor War/911: Telegram",
        at_start=True,
    ),
    # Source: Department of State, Central Files, 795.41/2–2155.
    rule(
        "source",
        rf"Source:[ ](?P<holding>{_WORDS}{{3,400}}?)(?:{_STOP}|;|(?=\n)|\Z)",
        "Source: Department of State, Central Files, 795.41/2–2155.",
        at_start=True,
    ),
    rule(
        "repository",
        r"(?P<repository_code>[A-Z][^,\n]{0,40}?(?:Department[ ]of[ ](?:State|Defense|the[ ]Treasury)|Library|Archives|Center|Agency|Congress)"
        r"|Department[ ]of[ ](?:State|Defense|the[ ]Treasury)|Library[ ]of[ ]Congress)(?:,[ ](?P<locator>[^\n]{1,400}))?(?![^,])",
        "Department of State, Central Files, 795.41/2–2155",
        at_start=True,
        inside="holding",
    ),
    rule("locator", r"(?P<locator>[^\n]{1,400})", "Ibid., 795.41/2–2155", at_start=True, inside="holding"),
    rule(
        "file_code",
        rf"(?<![\w.–-])(?P<file_code>{_FILE})(?![\w–-])",
        "Central Files, 795.41/2–2155",
        inside="locator",
    ),
    # Secret; Immediate; Exdis.
    rule(
        "marks",
        rf"(?<![^\s.])(?P<marks>{_CLASS}(?:;[ ](?!Drafted|Repeated)[A-Z][\w ’/–-]{{1,40}}){{0,6}})(?=[.;]|\Z)",
        "Secret; Immediate; Exdis.",
    ),
    rule("each_classification", rf"(?P<classification>{_CLASS})", "Top Secret", inside="marks"),
    rule("each_priority", rf"(?P<priority>(?:{_URGENCY}[ ])?{_URGENCY})(?!\w)", "Immediate", inside="marks"),
    rule("each_handling", r"(?P<handling>[A-Z][\w ’/–-]{1,40})", "Exdis", inside="marks", many=True),
    # Repeated to Bern, Rome, and Tokyo. · Also sent to Bonn · Copies were sent to Ash and Birch.
    rule(
        "repeated",
        rf"\b(?P<distribution_label>[Rr]epeated|[Aa]lso[ ]sent|Sent|Copies[ ](?:were[ ])?sent)[ ](?:(?:for[ ]information|{_URGENCY})[ ])?to[ ]"
        rf"(?P<distribution>{_WORDS}{{2,600}}?)(?={_STOP}|;|,?[ ]and[ ](?:repeated|also)|\n|\Z)",
        "Repeated to Bern, Rome, and Tokyo.",
        many=True,
        distribution_label=addressed,
    ),
    rule(
        "recipient",
        rf"(?<![^\s,])(?:and[ ])?(?:{_URGENCY}[ ]to[ ])?(?:the[ ])?(?!and\b|the\b|{_URGENCY}[ ]to\b)"
        r"(?P<recipient>(?:[A-Z]|all[ ])[\w.’'/–-]*(?:[ ](?!(?:for|and|as)\b)[\w.’'/–-]+){0,9}?)"
        r"(?:[ ](?:for|by|as)[ ][^,;]{2,60}?)?(?=,|;|[ ]and[ ]|\Z|[ ]*$)",
        "Hong Kong, the Embassy in France",
        inside="distribution",
        many=True,
        recipient=entry,
    ),
    # Drafted by Molloy on January 17, cleared by Tyson; and approved by Marlow.
    rule(
        "drafting",
        rf"(?<!\S)(?P<drafting>{_FIRST_STEP}\b(?:(?!{_STOP})[^\n]){{3,1000}}?)(?={_STOP}|\n|\Z)",
        "Drafted by Molloy on January 17, cleared by Tyson; and approved by Marlow.",
        many=True,
    ),
    rule(
        "drafting_step",
        rf"\b(?:(?P<joint_step>{_STEP})[ ]and[ ])?(?P<step>{_STEP}){_WITH}[ ](?:the[ ])?"
        r"(?P<step_agent>[A-Z\[][^;\n]{0,300}?)"
        rf"(?:[ ]on[ ](?P<moment>(?P<moment_day>{DAY_IN_TEXT})))?(?:[ ]in[ ](?P<step_place>[A-Z][a-z]{{2,20}}))?"
        r"(?=;|,?[ ](?:and[ ])?(?:also[ ])?[a-z]{3,15}ed[ ]|\Z)",
        "Drafted by Molloy on January 17, cleared by Tyson",
        inside="drafting",
        many=True,
        joint_step=any_step,
        step=any_step,
        step_agent=agents,
        moment_day=date,
    ),
    # A handwritten note on the source text reads: …: the editors' own words, but for those that open with a step
    rule(
        "editors_words",
        rf"(?<!\S)(?:(?!(?:{_FIRST_STEP}|Repeated)\b)\S{{1,80}}(?:\s{{1,4}}|\Z)){{1,200}}",
        "A handwritten note on the source text reads: “Seen.”",
        many=True,
    ),
)

FORM = Form(
    form_id="frus_document",
    title="Document as printed in Foreign Relations of the United States",
    grammar=Grammar(
        "frus_document",
        (
            Zone("dateline", _DATELINE),
            Zone("opener", _OPENER),
            Zone("subject_list", _SUBJECT),
            Zone("opening", (*_OPENING, *_IN_OPENING)),
            Zone("body", (*_REFERENCES, *prose.RULES)),
            Zone("signed", _SIGNED),
            Zone("source_note", _SOURCE_NOTE),
            Zone("editors_note", _REFERENCES),
        ),
        prose=frozenset({"opener", "opening", "body", "editors_note", "holding", "locator", "marks", "distribution"}),
    ),
    signs=(),
    # such documents are told by marks, and never by a title
    titled=re.compile(r"(?!)"),
    state="US",
    sender_titled=True,
    names_posts=True,
    names_positions=True,
)
