"""The header of such a record: dateline, marks, number, receipt, subject, and where the text begins."""

import re

from pipeline.grammar import Rule, rule
from pipeline.values.codes import EDITED_KIND, edited_kind
from pipeline.values.edited import EDITED_DATE, EDITED_MONTH, EDITED_TIME, edited_date, edited_time, supplied
from pipeline.values.marks import COMMONWEALTH_CLASSIFICATION, COMMONWEALTH_HANDLING, COMMONWEALTH_PRIORITY
from pipeline.values.recipients import entry, listing
from pipeline.values.serials import serial
from pipeline.values.steps import any_step
from pipeline.vocabulary.citations import REFERRED_LINE

_MARK = rf"(?:{COMMONWEALTH_PRIORITY}|{COMMONWEALTH_CLASSIFICATION}|{COMMONWEALTH_HANDLING})"
MARKS = rf"{_MARK}(?:(?:[ ]?(?:[,.;&/–—-]|and\b|AND\b)?[ ]{{0,6}}){_MARK}){{0,5}}"
# marks in capitals, which may stand before the text in one line
LOUD_MARKS = rf"(?-i:(?=[A-Z&,./ ]{{6}})){MARKS}"
_OPEN = r"^[ ]*(?:\#{1,4}[ ]+)?(?:\*{1,2}|_{1,2}[ ]?)?"
_SHUT = r"[ ]*+(?:\*{1,2}|_{1,2})?[ ,.]*+$"
# E41 · Hag. 166 · [UNY]398 · 124[A] · CAB12 · 28/1967 · 85, 13, 9, 11
_ONE_NUMBER = r"(?:\[?[A-Z][A-Za-z/]{0,9}\]?\.?[ ]){0,2}[\w.\[\]()/-]{0,14}\d[\w\[\]()/-]{0,10}"
_NUMBERS = rf"{_ONE_NUMBER}(?:,[ ]{_ONE_NUMBER}|[ ]and[ ]{_ONE_NUMBER}){{0,9}}"
# SAN FRANCISCO · [TOKYO] · THE HAGUE · WASHINGTON, D.C. · USS RENVILLE
_PLACE = r"\[?[A-Z][^\n,1-9\[\]:;()]{1,40}?\]?(?:,[ ][A-Z][^\n,1-9\[\]:;()]{1,24}?\]?)??"
# Jakarta · Dar es Salaam · State Guest House, Yogyakarta: words with capitals, where no number stands before them
_WORD = r"(?:[A-Z][A-Za-z0.'’-]*|de|da|es|of|the|on|al)"
_PLAIN_PLACE = rf"\[?(?=[A-Z])(?!(?:I|We|Your|My|Our|In|On|At|With|As|It|This)\b){_WORD}(?:[ ]{_WORD}){{0,7}}\]?(?:,[ ]{_WORD}(?:[ ]{_WORD}){{0,3}}\]?)??"
# the place between a number and a day can be long: HEADQUARTERS, ALLIED LAND FORCES SOUTH-WEST PACIFIC AREA [BRISBANE]
_POST = r"\[?[A-Z][^\n1-9:;()]{1,90}?"
_EXTRACT = r"(?:[ ]*(?:\(?\[?(?:[Ee]xtracts?|EXTRACTS?|[Pp]art)\]?\)?|\([a-z][a-z ]{2,14}\)))?"
# words that ran into the line behind the day are few
_AFTER = r"(?=[ ,.\]*_)]*(?:$|[^\n]{0,60}$))"
_TIME = rf"(?:[ ,.;\]]{{1,12}}(?P<sent_time>{EDITED_TIME}))?"
# n.d. [on or before 26 March 1938] · 23 or 24 April 1937: no day that can be read
_NO_DAY = (
    rf"(?:\[?n\.d\.?(?:[ ,]*\[[^\[\]\n]{{2,50}}\])?|\[?\d{{1,2}}[ ]or[ ](?={EDITED_DATE})[^\n]{{6,20}}(?<=\d\d)\]?)"
)
_DATE = rf"(?:(?:n\.d\.?[ ,]*)?(?P<header_date>{EDITED_DATE})|{_NO_DAY})"

# Cablegram E41 SAN FRANCISCO, 4 June 1945, 10.00 p.m. · Letter 18 August 1937, · Circular Cablegram B73 LONDON, 22 March 1938
_DATELINE = rule(
    "dateline",
    rf"{_OPEN}(?P<header_kind>{EDITED_KIND}){_EXTRACT}(?:[ ]+(?:(?P<sender_numbers>{_NUMBERS})|\(?[Uu]nnumbered\)?[.,]?|variously[ ]numbered|(?P<sender_number>[A-Z]?[a-z]{{2,4}}(?:[ ][A-Z][a-z])?(?=[ ]{{1,3}}[A-Z]{{3}}))))?{_EXTRACT}"
    rf"[ ,]{{0,12}}(?:(?P<sent_place>{_POST})[ ,]{{1,12}})?{_DATE}{_TIME}{_AFTER}",
    "Cablegram E41 SAN FRANCISCO, 4 June 1945, 10.00 p.m.",
    sender_number=serial,
    header_kind=edited_kind,
    header_date=edited_date,
    sent_place=supplied,
    sent_time=edited_time,
)
# E (PD) (37) 13 (extracts) LONDON, 4 June 1937: a paper with the number of its series
_NUMBERED_LINE = rule(
    "numbered_dateline",
    rf"{_OPEN}(?P<sender_number>[A-Z][A-Z().,/ ]{{0,14}}[ ]?\(?\d{{1,4}}\)?[\w()/ -]{{0,12}}?){_EXTRACT}[ ]{{1,12}}(?P<sent_place>(?=[A-Z]{{3}}){_PLACE})[ ,]{{1,12}}"
    rf"(?P<header_date>{EDITED_DATE}){_TIME}{_AFTER}",
    "E (PD) (37) 13 (extracts) LONDON, 4 June 1937",
    sender_number=serial,
    header_date=edited_date,
    sent_place=supplied,
    sent_time=edited_time,
)
# Jakarta, 3 November 1975, 3.20 p.m. · [Canberra, 12 November 1975] · Canberra, [December 1974]
_PLACE_AND_DAY = rule(
    "place_and_day",
    rf"{_OPEN}(?:(?:Extracts?|Draft)[ ])?(?P<sent_place>{_PLAIN_PLACE})[ ,\]]{{1,12}}(?P<header_date>{EDITED_DATE}|{EDITED_MONTH}){_TIME}{_AFTER}",
    "Jakarta, 3 November 1975, 3.20 p.m.",
    header_date=edited_date,
    sent_place=supplied,
    sent_time=edited_time,
)
# 2 October 1945 · [December 1974]
_DAY = rule(
    "day",
    rf"{_OPEN}(?P<header_date>{EDITED_DATE}|{EDITED_MONTH}){_TIME}[ ,.\]]*$",
    "2 October 1945",
    header_date=edited_date,
    sent_time=edited_time,
)
# Letter · ## Minute, · Cablegram 9: the kind alone
_KIND = rule(
    "kind",
    rf"{_OPEN}(?P<header_kind>{EDITED_KIND}){_EXTRACT}(?:[ ]+(?P<sender_numbers>{_NUMBERS})|[ ]\(?[Uu]nnumbered\)?)?(?:[ ](?P<sent_place>\[?[A-Z]{{3}}[A-Z ,.\[\]-]{{0,90}}?))?(?:[ ,]*{EDITED_MONTH})?{_SHUT}",
    "## Minute,",
    header_kind=edited_kind,
    sent_place=supplied,
)
# the kind that stands behind place and day: LONDON, 3 May 1940 Cablegram 9
_KIND_AT_END = rule(
    "kind_at_end",
    rf"(?<=[ ])(?P<header_kind>Cablegram|Letter|Memorandum|Dispatch)[ ](?P<sender_numbers>{_NUMBERS})[ ]*$",
    " Cablegram 9",
    header_kind=edited_kind,
)
_TIME_LINE = rule("time", rf"^[ ]*(?P<sent_time>{EDITED_TIME})[ ,.]*$", "12.56 p.m.", sent_time=edited_time)
# O.JA2835 CONFIDENTIAL PRIORITY · 1652\. Secret Immediate · 284/232. · No. M105 · SFC37.
_SERIAL = (
    r"(?:No\.?[ ]?)?(?:[O0I1]\.[ ]?)?(?:[A-Z]{1,6}\.?[ ]?)?(?!(?:19|20)\d\d[ ]*$)\d[\dl/]{0,12}[A-Z]?(?:[ ]?(?:SAVING|Saving)[ ]?\d{1,6})?|No\.?[ ]?[A-Z]\w{1,6}"
    r"|[O0]\.[A-Z]{1,3}[ ]?\d{1,8}"
)
_SERIAL_AND_MARKS = rule(
    "serial_and_marks",
    rf"{_OPEN}(?:DECISION[ ]|Decision[ ])?(?:(?P<sender_number>{_SERIAL})|[Uu]nnumbered)[ ]?\\?\.?(?:[ ]{{1,6}}(?:\([A-Z]{{2,5}}\)[ ])?(?P<marks>{MARKS}))?{_EXTRACT}{_SHUT}",
    "O.JA2835 CONFIDENTIAL PRIORITY",
    sender_number=serial,
)
_MARKS_LINE = rule(
    "marks",
    rf"{_OPEN}[\[(]?(?P<marks>{MARKS})[\])]?{_EXTRACT}{_SHUT}",
    "MOST IMMEDIATE TOP SECRET PERSONAL",
    many=True,
)
# … 5 p.m. MOST SECRET: marks that ran into the dateline
_MARKS_AT_END = rule("marks_at_end", rf"(?<=[ ])(?P<marks>{LOUD_MARKS})[ ]*$", " MOST SECRET")
# Received 17 June 1945, 9 a.m.
_RECEIVED = rule(
    "received",
    rf"(?:(?<=[ \[(])|^)(?P<step>Received)(?:[ ]in[ ](?P<step_place>[A-Z][a-z]+))?[ ]+(?P<moment>(?P<moment_day>{EDITED_DATE})(?:[ ,.]{{1,5}}(?P<moment_time>{EDITED_TIME}))?|n\.d\.?(?:[ ]\[[^\n\[\]]{{2,50}}\])?)[\])]?",
    "Received 17 June 1945",
    step=any_step,
    moment_day=edited_date,
    moment_time=edited_time,
)
# Canberra, undated
_UNDATED = rule(
    "undated",
    rf"{_OPEN}(?P<sent_place>{_PLACE}),[ ](?:undated|Undated|n\.d\.){_SHUT}",
    "Canberra, undated",
    sent_place=supplied,
)
# Copies to Mr J. A. Lyons, Prime Minister, and Director of Naval Intelligence, Melbourne
_COPIES = rule(
    "copies",
    r"^[ ]*(?P<distribution_label>Cop(?:y|ies)[ ]to)[ ](?P<distribution>[A-Z][^\n]{2,240})$",
    "Copies to Mr J. A. Lyons, Prime Minister, and Director of Naval Intelligence, Melbourne",
    distribution_label=listing,
)
_EXTRACT_LINE = rule("extract", rf"{_OPEN}[\[(]?(?:EXTRACTS?|Extracts?)[\])]?{_SHUT}", "EXTRACT", many=True)
_OMITTED = rule("omitted", rf"{_OPEN}\[?_?matter[ ]omitted_?\]?{_SHUT}", "[matter omitted]", many=True)
# For Renouf from Woolcott · Lisbon: for Cooper; New York UN: for Minister and Harry
_ATTENTION = rule(
    "attention",
    r"^[ ]*(?:\#{1,4}[ ]+|\*\*|_)?(?P<attention>(?:(?:Personal[ ])?[Ff]or[ ](?:the[ ])?[A-Z][^\n.]{2,160}?|[A-Z][A-Za-z ]{2,30}:?[ ]\(?[Ff]or[ ][A-Z][^\n.]{2,200}?|(?:Personal[ ])?From[ ][A-Z][^\n.]{2,80}?))(?:\*\*|_)?[ .]*$",
    "### For Renouf from Woolcott",
    many=True,
)
# Document S/AC.10/CONF.2/3: the symbol of a paper of the United Nations
_SYMBOL = rule(
    "symbol",
    r"(?<![^\s])(?:Document[ ])?(?P<sender_number>[A-Z]{1,3}/[A-Z\d][\w./-]{2,30})(?=[ ]*(?:-[ ]|$))",
    "Document S/AC.10/CONF.2/3",
    sender_number=serial,
)
# a heading of the text behind the subject
_HEADING = rule("headings", r"^[ ]*(?:\#{1,4}[ ]+|\*\*|_(?=[A-Z\d]))[^\n]{2,200}$", "### Introduction", many=True)
_SUBJECT = (
    # **Portuguese Timor** · ## Timor: Journalists
    rule(
        "subject",
        r"^[ ]*(?:\#{1,4}[ ]+(?:\*\*)?|\*\*|_(?=[A-Z]))(?P<subject>(?!Refs?\b)[^\n*_]{3,300}?)[ ]*+(?:\*\*|_)?[ ]*+$",
        "**Portuguese Timor**",
    ),
    # SUBJECT: … · INDONESIA · THE POLITICAL CRISIS IN THE REPUBLIC
    rule(
        "subject_in_capitals",
        r"^[ ]*(?:SUBJECT:?[ ]*)?(?P<subject>[A-Z][A-Z\d ,.'’\"“”&()/:–—-]{4,240})$",
        "THE POLITICAL CRISIS IN THE REPUBLIC",
    ),
    # Portuguese Timor: a short line with no stop at its end
    rule(
        "subject_line",
        r"^[ ]*(?P<subject>(?!(?:Your|My|Our|Dear|For|Following|Ref|Sir|I|We|The[ ]following)\b)[A-Z][^\n.:;!?,*_]{3,90})$",
        "Portuguese Timor",
    ),
)
# Repeated to London as 214 · Repeated Washington, Moscow
_REPEATED = rule(
    "repeated",
    r"^[ ]*(?:_[ ]*)?(?:Also[ ])?(?P<distribution_label>[Rr]epeated(?:[ ]to)?)[ ](?P<distribution>[A-Z][^\n;:]{2,160}?)[.]?[ ]*$",
    "Repeated to London as 214",
    distribution_label=listing,
)
# Mr J. A. Lyons, Prime Minister, and Director of Naval Intelligence, Melbourne: each without the role or place after it
_COPIED = rule(
    "copied",
    r"(?:(?<=opies[ ]to[ ])|(?<=opy[ ]to[ ])|(?<=[ ]and[ ]))(?P<recipient>[A-Z][^\n,]{1,60}?)(?:,[ ][^\n,]{2,80}?)?(?=,?[ ]and[ ]|$)",
    "Copies to Mr J. A. Lyons, Prime Minister",
    many=True,
    inside="distribution",
    recipient=entry,
)
_REPEATED_TO = rule(
    "recipient",
    r"(?:(?<=,[ ])|(?<=[ ]and[ ])|(?<=to[ ])|(?<=Repeated[ ]))(?P<recipient>(?!and\b)[A-Z][^\n,]{1,60}?)(?=(?:[ ]as[ ][^,\n]{1,30})?(?:,|[ ]and[ ]|$|\.))",
    "to London",
    many=True,
    inside="distribution",
    recipient=entry,
)
RECIPIENTS = (_COPIED, _REPEATED_TO)
EACH: tuple[Rule, ...] = (
    rule(
        "number", rf"(?P<sender_number>{_ONE_NUMBER})", "E41", many=True, inside="sender_numbers", sender_number=serial
    ),
    rule("priority", rf"(?P<priority>{COMMONWEALTH_PRIORITY})", "IMMEDIATE", inside="marks"),
    rule("classification", rf"(?P<classification>{COMMONWEALTH_CLASSIFICATION})", "TOP SECRET", inside="marks"),
    rule("handling", rf"(?P<handling>{COMMONWEALTH_HANDLING})", "PERSONAL", inside="marks", many=True),
)
LINES: tuple[Rule, ...] = (
    _DATELINE, _NUMBERED_LINE, _PLACE_AND_DAY, _DAY, _EXTRACT_LINE, _KIND, _KIND_AT_END, _TIME_LINE, _SERIAL_AND_MARKS, _MARKS_LINE,
    _MARKS_AT_END, _RECEIVED, _SYMBOL, _ATTENTION, _UNDATED, _COPIES, _OMITTED, _REPEATED, REFERRED_LINE, *_SUBJECT,
    _HEADING,
)  # fmt: skip


# those that a line of the header begins with
_FIRST = tuple(each for each in LINES if each not in {_KIND_AT_END, _MARKS_AT_END, _RECEIVED, _SYMBOL, _HEADING})


def _unnamed(pattern: str) -> str:
    """A pattern without its names, so that many can stand in one."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


# a line that is none of the header's: the text begins
BEGINS = rule(
    "text_begins",
    r"^(?=[^\n]*\S)(?![ ]*_{0,2}[ ]*$)"
    + "".join(f"(?!{_unnamed(each.pattern.pattern)})" for each in _FIRST)
    + rf"(?![ ]*[\[(]?Received[ ][^\n]{{0,12}}{EDITED_DATE})",
    "The first line of prose opens the text.",
)
