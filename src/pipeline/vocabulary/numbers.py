"""Numbers that offices give a document: the sender's, the receiver's, the cipher service's, a reply's, a copy's."""

from pipeline.grammar import rule
from pipeline.values.dates import ANY_DATE, any_date
from pipeline.values.serials import copy_number, serial

_NO = r"(?:No(?![a-z])\.?[ ]?:?|N[º°]\.?|Nr\.?|№|\#)"
# 1476/sh · 067.046 · 1643-1644 · C 561/29.X.62
_FIGURES = r"(?:[A-Z]{1,3}[ ])?[\w.]{0,12}\d[\w./-]{0,24}(?<![.,-])(?:[ ]?[-–][ ]?\d{1,4}(?![\d.]))?"
# Copy Nº 1 · Copy #2 · Copy No ____ · Copy 19 of 50 · No. 2 of 40 copies
COPY = (
    r"(?:(?:Copy|COPY|copy)[ ]?(?:No\.?|N[ºo°]\.?|№|\#|[Nn]umber)?[ ]?(?:\d{1,3}|_{2,8})(?:[ ]of[ ]\d{1,3})?(?![\w/])"
    r"|No\.[ ]?\d{1,3}[ ]of[ ]\d{1,3}[ ]copies)"
)

_COPY_READ = (
    r"(?:(?:Copy|COPY|copy)[ ]?(?:No\.?|N[ºo°]\.?|№|\#|[Nn]umber)?|No\.)[ ]?(?P<copy_number>\d{1,3}|_{2,8})"
    r"(?:[ ]of[ ]\d{1,3}(?:[ ]copies)?)?(?![\w/])"
)
COPY_LINE = rule(
    "copy_line",
    rf"^(?=[ ]*[\[(]?{COPY})[ ]*[\[(]?{_COPY_READ}[\])]?\.?[ ]*$",
    "Copy No ____",
    copy_number=copy_number,
)
COPY_MARK = rule("copy_number", rf"(?={COPY}){_COPY_READ}", "Copy Nº 1", inside="marks", copy_number=copy_number)
# No. Chen- 8/35 · Number: USW-07421 · F.N.33.
SENDER_LINE = rule(
    "sender_number",
    rf"^[ ]*(?:(?:Dispatch|Outgoing|OUTGOING[ ]CABLE|Outgoing[ ][Cc]able|Iskh\.|Ref\.|TELEGRAM|Telegram|File)[ ]?)?(?:{_NO}|Number[ ]?:?)[ ]*"
    rf"(?P<sender_number>(?:[A-Z][A-Za-z]{{0,14}}[-.–][ ]?)?\[?{_FIGURES}\]?)(?:[ ]?[-–][ ]?(?P<header_date>{ANY_DATE}))?"
    r"(?=[.;]?[ ]*$|[ ]+(?:SECRET|Secret|TOP[ ]SECRET|Incoming|Copy|COPY|Date:))[.;]?",
    "No. Chen- 8/35",
    many=True,
    sender_number=serial,
    header_date=any_date,
)
# (61) [North] Korea Consular No. 059 · (59) First Consular Affairs No. 6/48
CONSULAR = rule(
    "consular_number",
    r"^[ ]*(?P<sender_number>[(\[]\d{2}(?:\d{2})?[)\]][ ][A-Z\[][^\n:]{1,60}?[ ]?(?:No\.[ ]?|[Nn]umber[ ])?[\w/-]{0,10}\d)[ ]*$",
    "(61) [North] Korea Consular No. 059",
    sender_number=serial,
)
# Foreign Ministry Received Chen-593 · Foreign [Ministry] Received Telegram No. (61) B Xu-1149
RECEIVER = rule(
    "receiver",
    r"^[ ]*(?P<receiver>[A-Z\[][^\n:.]{1,60}?)[ ][Rr]eceived[ ](?:[Tt]elegram[ ]|[Cc]able[ ])?(?:No\.?[ ]?)?:?[ ]*"
    r"(?P<receiver_number>(?!on\b|at\b|by\b|in\b)[^\n]{0,40}\d[^\n:]{0,20}?)[ ]*$",
    "Foreign Ministry Received Chen-593",
    receiver_number=serial,
)
# Received Telegram No. (63) A Ji-0642: the receiver is not named
RECEIVED_NUMBER = rule(
    "received_number",
    r"^[ ]*[Rr]eceived[ ](?:[Tt]elegram|[Cc]able)[ ](?:No\.?[ ]?)?:?(?P<receiver_number>[^\n:]{0,40}\d[^\n:]{0,20}?)[ ]*$",
    "Received Telegram No. (63) A Ji-0642",
    receiver_number=serial,
)
# Regarding WUS-07280 · Yours 435141.
REPLY_CODE = rule(
    "reply_code",
    r"^[ ]*(?:Regarding|Reference|Ref\.?|Re|Yours)[ ]?:?[ ](?P<in_reply_to>[A-Z]{2,5}-\d{2,6}|(?<=Yours[ ])\d{2,8})\b(?:[ ]and[ ][^\n]{0,80})?\.?[ ]*$",
    "Regarding WUS-07280",
    in_reply_to=serial,
)
# Regarding your telegram no. 01/05128 dated June 11, 1973, …: how the text begins
REPLY_OPENING = rule(
    "reply_opening",
    r"^[ ]*(?:(?:Regarding|With[ ](?:respect|reference|regard)[ ]to|In[ ](?:reply|response|answer|addition)[ ]to|Concerning|Further[ ]to|To)[ ](?:your|my|our)"
    r"|Your|My|Our)[ ](?:\[?(?:telegram|cable|letter|ciphergram)s?\]?[ ])?"
    rf"{_NO.replace('No(', '[Nn]o(')}[ ]?(?P<in_reply_to>{_FIGURES}(?:,[ ]\d[\d-]{{0,12}}){{0,4}})",
    "Regarding your telegram no. 01/05128 dated June 11, 1973",
    in_reply_to=serial,
)
# Incoming Nº 01712s
INCOMING = rule(
    "incoming_number",
    rf"(?<![\w(])(?:[Ss]tamp:[ ]*)?(?:Incoming|Vkh\.|vkh\.)[ ](?:{_NO}[ ]?)?(?P<receiver_number>{_FIGURES})(?![\w/])[;.]?",
    "Incoming Nº 01712s",
    many=True,
    receiver_number=serial,
)
# Ciphered Telegram # 600428/sh · Ciphergram No. 15815 · Spec. No. 1643-1644
CIPHER = rule(
    "cipher_number",
    rf"^[ ]*[\"“]?(?:(?:CIPHERED[ ]TELEGRAM|(?i:ciphered|coded|cipher)[ ][Tt]elegram|(?i:ciphergram)|Spec(?:ial|\.)|Series)[ ]{_NO}[ ]?"
    rf"|\#[ ])(?P<cipher_number>{_FIGURES})\.?[ ]*$",
    "Ciphergram No. 15815",
    many=True,
    cipher_number=serial,
)
# To No. 483/sh. · In addition to my Nº 2390. · Your No. 811, 812-813 · Our [cable] 786.
REPLY = rule(
    "in_reply_to",
    r"^[ ]*(?:(?:To|Re|Ref|Regarding|(?:In[ ])?(?:[Aa]ddition|[Rr]eply|[Rr]esponse|[Ss]upplement)[ ]to)[.:]?[ ]"
    r"(?:(?:[Yy]our|[Mm]y|[Oo]ur)s?[ ])?|(?:[Yy]our|[Mm]y|[Oo]ur)s?[ ])"
    rf"(?:\[?(?:telegram|cable|letter|ciphergram)\]?[ ](?:{_NO}[ ]?)?|{_NO}[ ]?)"
    rf"(?P<in_reply_to>{_FIGURES}(?:,[ ]\d[\d-]{{0,12}}){{0,4}})(?:[ ]\([^()\n]{{1,40}}\))?\.?[ ]*$",
    "To No. 483/sh.",
    many=True,
    in_reply_to=serial,
)
LINES = (COPY_LINE, RECEIVED_NUMBER, RECEIVER, INCOMING, CIPHER, REPLY_CODE, REPLY, CONSULAR, SENDER_LINE)
