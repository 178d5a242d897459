"""Who writes to whom: lines of the header, salutations and signatures."""

from pipeline.grammar import rule
from pipeline.values.dates import ANY_DATE, any_date
from pipeline.values.names import OFFICE_NOUN, TITLE, addressees
from pipeline.vocabulary.marks import MARKS

# where a line about the sender goes on with something else
_ON = r"(?=[.,]?[ ]*$|,?[ ](?:No\.?|N[ºo°]|Sent|sent|[Dd]ispatched|Received|To|TO)[ ]|\.Sent|,[ ]+\[?\d)"
# a footnote's figure glued to the name: MILNIKIEL1
_NOTE = r"(?:[ ]?\d{1,2}(?!\d)|\[\d{1,2}\])?"

# From Pyongyang. · FROM: PYONGYANG · From: [Ambassador Edward] DROŻNIAK 2 · Sender: Pyongyang
FROM = rule(
    "from",
    r"^[ ]*[\"“]?(?:From|FROM|Sender|Sending|SENDER)[ ]{0,3}:?[ ]{1,3}(?:the[ ]|THE[ ])?"
    rf"(?P<header_sender>[^\W\d_\[]?\[?[^\W\d_][^\n:,]{{1,110}}?){_NOTE}{_ON}\.?",
    "FROM THE EMBASSY IN HAVANA",
)
# To: [Foreign Minister Adam] RAPACKI · To Vyshinsky. · To: KRAJEWSKI, Urgent, EYES ONLY
TO = rule(
    "to",
    r"^[ ]*[\"“]?(?:(?:To|TO|Addressee)[ ]{0,3}:?|Sent[ ]to:)[ ]{1,3}(?:the[ ]|THE[ ])?(?!No\b|N[º°]|my\b|your\b|[A-Z]{1,4}/\d)"
    rf"(?P<header_addressee>(?:\[|[^\W\d_a-z]|comrade|cde)[^\n:]{{1,160}}?){_NOTE}(?:[ ]Reference(?:[ ]\(Copy\))?)?(?:,{_NOTE}[ ](?P<marks>{MARKS}))?[.,:]?[ ]*$",
    "To: KRAJEWSKI, Urgent, EYES ONLY",
    many=True,
    header_addressee=addressees,
)
# Comrade Ion Ciubotaru, Head of the First Direction: one more who is addressed, on the next line
COMRADE_LINE = rule(
    "comrade_line",
    r"^[ ]*(?P<header_addressee>(?:Comrade|Cde\.)[ ][A-Z][^\n:!.]{3,120})[ ]*$",
    "Comrade Ion Ciubotaru, Head of the First Direction",
    many=True,
    header_addressee=addressees,
)
# From Pyongyang To Vyshinsky
TO_IN_LINE = rule(
    "to_in_line",
    r"(?<=[ ])(?:To|TO)[ ](?:the[ ])?(?P<header_addressee>\[?[A-Z][^\n:,.]{1,110}?)\.?[ ]*$",
    " To Vyshinsky",
    header_addressee=addressees,
)
_OFFICE_OR_TITLE = rf"(?:{OFFICE_NOUN}|{TITLE}|Cdes?\.|Comrades?|Mission|Chairman|Minister|Ambassador)"
_OPENING = r"(?:\[?[Tt]o\]?[ ](?:\[?the\]?[ ])?|\[[Tt]o[ ]the\][ ])"
SALUTATION = rule(
    "salutation",
    rf"^[ ]*(?!To:)(?:{_OPENING}(?P<salutation>[^\n:]{{1,300}}?)[ ]?(?:\([A-Z][a-z ]{{3,30}}\))?:"
    r"(?:[ ]?\((?P<classification>[A-Z][A-Za-z ]{3,30})\))?[ ]*$)",
    "To the Ministry of Foreign Affairs:",
    salutation=addressees,
)
# Ministry of Foreign Affairs: · Embassy in the Soviet Union: · [North] Korean Embassy:
OFFICE_SALUTATION = rule(
    "office_salutation",
    rf"^[ ]*(?=[^\n:]{{0,200}}\b{_OFFICE_OR_TITLE})(?P<salutation>\[?[A-Z][^\n:.]{{3,240}}?)"
    r"(?<!side)(?<!Participants)[:]"
    r"(?:[ ]?\((?P<classification>[A-Z][A-Za-z ]{3,30})\))?[ ]*$",
    "Ministry of Foreign Affairs:",
    salutation=addressees,
)
# Dear Comrade Kim Il Sung, · Esteemed Comrade Chairman! · Comrade FILIPPOV!
DEAR = rule(
    "dear",
    r"^[ ]*[\"“]?(?:(?:Dear|Esteemed|Respected|Most[ ]esteemed|Beloved)[ ](?P<salutation>[A-Z][^\n:,!]{2,120}?)"
    r"[,!:]?|Comrade[ ][A-Z][\w ]{1,40}!)[ ]*$",
    "Dear Comrade Kim Il Sung,",
    salutation=addressees,
)

_SEAL = r"(?:\s{0,8}[\[(](?:[Ss]eal|[Ss]ignature|[Ss]tamp|[Ii]llegible[ ]signature)[^\n\])]{0,40}[\])][ ]*\n)?"
_NAME = r"(?:[A-Z]\.[ ]?){0,3}[^\W\d_a-z][\w’'-]+(?:[ ](?:(?:de|von|da|van)[ ])?[^\W\d_a-z][\w’'.-]*){0,3}"
_NO_RANK = r"(?:(?:Ambassador|Minister)[ ](?=[A-Z]\w+[ ][A-Z]))?(?![^\n]{0,40}\b(?:Officer|Ambassador|Counsell?or|Attaché|Secretary|Minister|Department|Embassy|Ministry|Archive|Head)\b)"
_RANK = (
    r"(?:[A-Za-z][\w’.-]*[ ]){0,4}(?:[Aa]mbassador|[Cc]ounsell?or|[Aa]ttaché|[Ss]ecretary|[Cc]onsul|[Mm]inister|[Cc]hargé[ ]d[’']affaires"
    r"|[Oo]fficer|[Hh]ead|[Dd]irector|[Cc]hief|[Ee]nvoy|AMBASSADOR|COUNSELL?OR|[Cc]hairman)\b[^\n.:]{0,60}"
)
# Counselor: the rank under a signature
RANK_LINE = rule("rank_line", rf"^[ ]*(?:{_RANK}|[^\W\d_a-z][\w’'-]+)[ ]*$", "Counselor", many=True)
# József Szipka / ambassador · By order of the Minister / name / rank
RANKED = rule(
    "ranked_signature",
    rf"^[ ]*(?:By[ ]order[ ]of[ ][^\n]{{3,60}}\n\s*)?(?P<signature>{_NO_RANK}(?!CC|Copy)\(?{_NAME}\)?)[ ]*\n\s*(?P<signer_role>{_RANK})[ ]*$",
    "József Szipka\nambassador",
    at_last=True,
)
# Ion Dursu, as the last line of the text
LAST_NAME = rule(
    "last_line_signature",
    rf"^[ ]*(?P<signature>{_NO_RANK}{_NAME})\.?\s*\Z",
    "Ion Dursu",
    at_last=True,
)
# Chinese Embassy in [North] Korea / May 12, 1961
SIGNED_AND_DATED = rule(
    "signature",
    # looked at only where the next line can be a date
    r"\n(?=[^\n]*+\n\s{0,8}[A-Z\d\[(])"
    rf"[ ]*(?!N[ºo°][ ]|No\.|\#|\d|\[?(?:[Ss]eal|[Ss]ignature|[Ii]llegible)|TOP|Top|Copy)(?:(?P<cosigner>[^\n\[:]{{0,100}}\b{OFFICE_NOUN}\b[^\n.:]{{0,60}})\n[ ]*(?!N[ºo°][ ]|No\.|\[|\d))?(?P<signature>[^\n]{{2,160}}?(?<![.,:;?!\s]))(?:\[\d{{1,2}}\])?[ ]*\n{_SEAL}\s{{0,8}}(?P<signature_date>{ANY_DATE})(?:[ ]of[ ]this[ ]year)?[.,]?[ ]*$",
    "\nChinese Embassy in [North] Korea\nMay 12, 1961",
    at_last=True,
    signature_date=any_date,
)
# 24.III.50 Shtykov · 13.6.51 ROSHCHIN · 26.X.62 V. ZORIN · 13/5-50. Roshchin
DATED_AND_SIGNED = rule(
    "dated_signature",
    rf"^[ ]*(?P<signature_date>{ANY_DATE})\.?[ ]{{1,4}}(?P<signature>(?:[A-Z]\.[ ]?){{0,3}}[A-Z][\w’'-]{{2,30}})\.?[ ]*$",
    "24.III.50 Shtykov",
    at_last=True,
    signature_date=any_date,
)
# S H T Y K O V
SPACED = rule(
    "spaced_signature",
    r"^[ ]*(?P<signature>[^\W\d_](?:[ ][^\W\d_]){3,24})[ ]*$",
    "S H T Y K O V",
    at_last=True,
)
# [signature] /A. PUZANOV/ · (A. PUZANOV) · (Blomeyer) · /-/ Michałowski · Signed: Corneliu Bogdan
SLASHED = rule(
    "slashed_signature",
    r"^[ ]*(?:(?P<signer_role>[A-Z][^\n\[/(]{3,100}?)[ ]?)??(?:\[[Ss]ignature\][ ]?|\[[Ii]llegible[ ]signature\][ ]?)?"
    r"(?:/(?P<signature>(?:[A-Z]\.[ ]?){1,3}[A-Z][\w’'-]{1,30})/)[ ]*$",
    "[signature] /A. PUZANOV/",
    at_last=True,
)
BRACKETED = rule(
    "bracketed_signature",
    r"^[ ]*(?:(?P<signer_role>[A-Z][^\n\[(]{3,100}?)[ ]?)??(?:\[[Ss]ignature\][ ]?)?"
    r"\((?P<signature>(?:[A-Z]\.[ ]?){0,3}[A-Z][^\W\d_]{2,30})\)[ ]*$",
    "(A. PUZANOV)",
    at_last=True,
)
SIGNED = rule(
    "signed",
    r"^[ ]*(?:/-/|Signed(?:[ ]by)?:?|s/|/s/|\(ss?\))\s{1,3}(?P<signature>[A-Z\[][^\n:;]{2,80}?)[.]?[ ]*$",
    "Signed: Corneliu Bogdan",
    at_last=True,
)
# ROSHCHIN · LUIZ LEIVAS BASTIAN PINTO · SOTO REYES.
CAPITALS = rule(
    "capital_signature",
    r"^[ ]*+(?P<signature>(?![^\n]*\b(?:TOP|SECRET|END|NOTE|COPY|TELEGRAM|AMBASSADOR|EMBASSY|USSR|DPRK|MINISTRY|MINISTER|COUNSELL?OR|SECRETARY|OFFICE|COMMITTEE|AGENDA|PROTOCOL|CONFIDENTIAL|URGENT|RECORD|CONVERSATION|REPORT|JOURNAL|LETTER|MINUTES|MEMORANDUM)\b)(?:[A-Z]\.[ ]?)?[^\W\d_a-z]{3,20}(?:[ -][^\W\d_a-z]{2,20}){0,4})\.?[ ]*$",
    "LUIZ LEIVAS BASTIAN PINTO",
    at_last=True,
)
_NAME_WORD = r"(?:\[[A-Z][\w ’'-]{1,30}\]|[^\W\d_a-z][a-z]{0,3}\.(?=[ ][^\W\d_a-z])|[^\W\d_a-z][\w’'\[\]-]{0,24})"
# Cdes. N. S. Khrushchev, B. N. Ponomarev; Deputy Minister Grunert (GDR): one who takes part, without the role after
PARTICIPANT = rule(
    "participant",
    rf"(?<![^\s,;])(?:(?:and|Cdes\.|Comrades|Messrs\.)[ ]){{0,2}}(?P<participant>(?!and\b|Cdes\.){_NAME_WORD}(?:[ ](?:{_NAME_WORD}|of|the|for|de|von|van|der|al)){{0,8}}?)"
    r"(?:[ ][(\[][^()\n\[\]]{1,80}[)\]])?(?:,[ ](?:[a-z]|(?:[A-Z][\w-]*[ ]){0,4}[A-Z][\w-]*[ ](?:of|for|in|to|at)[ ]|(?:Deputy[ ]|First[ ]|Second[ ]|Third[ ]|Vice[ ]){0,2}"
    r"(?:Head|Chief|Counsell?or|Ambassador|Secretary|Director|Member|Minister|Premier|Attaché|Adviser|Interpreter)(?=[ ]*(?:$|[,;.])))[^\n;,]{0,120}?)?(?=[ ]*(?:[,;]|\.?[ ]*$|\.?\s*\Z|[ ]and[ ]))",
    "N. S. Khrushchev",
    many=True,
    inside="participants",
)
