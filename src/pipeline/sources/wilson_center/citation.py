"""What a record's citation and title say, in whatever layout they stand."""

import re
from typing import Any

from pipeline.grammar import Rule, rule
from pipeline.values.citation import (
    CITED,
    CREDIT,
    CREDITED_NAME,
    FILE_CODE,
    PAGES,
    RECORD_ADDRESS,
    REPOSITORY,
    address,
    credit_roles,
)
from pipeline.values.codes import DOCUMENT_KIND, document_kind
from pipeline.values.dates import ANY_DATE, MONTH, any_date, date, day_range
from pipeline.values.languages import language
from pipeline.values.names import addressees
from pipeline.values.serials import serial
from pipeline.vocabulary import marks

# a blank in a pattern, without a number behind it
_BLANK = re.compile(r"\[ \](?![{+?*])")


def _in_title(name: str, pattern: str, example: str, **more: Any) -> Rule:
    """A rule in which any blank can be a line's end: titles are broken at the margin."""
    return rule(name, _BLANK.sub(r"\\s{1,4}", pattern).replace("[ ]+", r"\s+"), example, **more)


# where a party that a title names ends
_STOP = (
    r"(?=,|[ ]\(|[ ]?:|;|\.?\Z|[ ](?:on|regarding|concerning|about|re|transmitting|Transmitting|containing|Regarding|Concerning"
    r"|with[ ]a|for|via|in[ ]which|in[ ]response)\b)"
)
_KIND = rf"(?:{DOCUMENT_KIND})"
_NUMBER = r"(?:,?[ ](?:[Nn]o\.?|[Nn]umber|N[ºo°]|\#)?[ ]?(?P<title_number>\d[\w./-]{0,20}))?"
# "Ambassador to Cuba" is one who is posted there, and nobody that is written to
_NOT_POSTED = "".join(
    f"(?<!{post})"
    for post in ("Ambassador", "ambassador", "Envoy", "delegate", "Delegate", "epresentative", "Minister", "Mission")
)
# an archive that a second holding begins with
_ARCHIVE = rf"(?:{REPOSITORY}|[^;.]{{0,60}}\bArchives?\b)"


def title_rules(inside: str) -> tuple[Rule, ...]:
    """Return the rules that read a title, within the element in which a layout gives it best."""
    return (
        # Telegram 76.208 from Pyongyang to Bucharest · Cable from the Chinese Embassy in North Korea, '…'
        _in_title(
            "title_parties",
            rf"(?:The[ ])?(?P<title_kind>{_KIND}){_NUMBER}(?:,?[ ][^*,'‘“\"]{{0,40}}?)?,?[ ]+from[ ]+(?:the[ ]+)?"
            rf"(?P<title_sender>[^*,:;(]{{2,160}}?(?:,[ ]D\.?C\.?)?)(?:{_NOT_POSTED}[ ]+to[ ]+(?:the[ ]+)?(?P<title_addressee>[^*,:;(]{{2,160}}?))?{_STOP}",
            "Cable from the Chinese Embassy in North Korea, 'Illegal Crossings'",
            at_start=True,
            inside=inside,
            title_kind=document_kind,
            title_number=serial,
            title_addressee=addressees,
        ),
        # Ciphered Telegram No. 709, Filippov [Stalin] to Krasovsky, for Mao Zedong
        _in_title(
            "title_from_to",
            rf"(?P<title_kind>{_KIND}){_NUMBER},[ ](?P<title_sender>(?!['‘“\"])[^*,:;(]{{2,160}}?(?:[ ]\([A-Z][a-z]{{2,20}}\))?)(?:[ ]\([^()\n]{{1,60}}\))?"
            rf"{_NOT_POSTED}[ ]to[ ](?:the[ ])?(?P<title_addressee>[^*,:;(]{{2,160}}?(?:[ ]\((?!Excerpt)[A-Z][a-z]{{2,20}}\))?){_STOP}",
            "Ciphered Telegram No. 709, Filippov [Stalin] to Krasovsky, for Mao Zedong",
            at_start=True,
            inside=inside,
            title_kind=document_kind,
            title_number=serial,
            title_addressee=addressees,
        ),
        # From the Journal of … · Record of Conversation between … · Minutes of …
        _in_title(
            "title_kind",
            rf"(?:The[ ]|Draft[ ]|Excerpts?[ ]from[ ]|Secret[ ]|Summary[ ]of[ ])?(?P<title_kind>{_KIND}){_NUMBER}",
            "From the Journal of",
            at_start=True,
            inside=inside,
            title_kind=document_kind,
            title_number=serial,
        ),
        # …, SECRET, Urgent
        _in_title(
            "title_marks",
            rf",[ ](?P<marks>{marks.MARKS})(?=,|\Z|[ ]\()",
            ", SECRET, Urgent",
            inside=inside,
            many=True,
        ),
        _in_title(
            "title_serial",
            r",[ ]?No\.?[ ]?(?P<title_number>\d[\w./-]{0,20})(?=,|\Z)",
            ", No. 067.046",
            inside=inside,
            title_number=serial,
        ),
        # ', 'Illegal Crossings of the International Border by Chinese Koreans'
        _in_title(
            "title_subject",
            r",[ ]['‘“\"](?P<title_subject>[^*]{1,1000}?)['’”\"](?:[ ]\([^()\n]{1,40}\))?\Z",
            ", 'Illegal Crossings'",
            inside=inside,
        ),
        # …, 22-24 August 1968
        _in_title(
            "title_days",
            rf"(?<=\s)(?P<held_on>\d{{1,2}}[-–]\d{{1,2}}[ ]{MONTH}[ ]\d{{4}})",
            " 22-24 August 1968",
            inside=inside,
            held_on=day_range,
        ),
        # … on 20 October 1967 between 1000 and 1130 hours
        _in_title(
            "title_day",
            rf"[ ]on[ ](?P<held_on>{ANY_DATE})",
            " on 9 October 1967",
            inside=inside,
            held_on=any_date,
        ),
        *marks.EACH,
    )


CITATION_RULES = (
    # "Cable from …", May 12, 1961, Wilson Center Digital Archive
    rule(
        "cited",
        CITED,
        '"Cable from …", May 12, 1961, Wilson Center Digital Archive',
        at_start=True,
        inside="citation",
        cited_date=date,
    ),
    # <https://…/document/188161>
    rule(
        "address",
        RECORD_ADDRESS,
        "<https://digitalarchive.wilsoncenter.org/document/188161>",
        inside="citation",
        many=True,
        source_url=address,
    ),
    # Obtained by A and translated by B and C.
    rule(
        "credit",
        CREDIT,
        "Translated by David Cowhig.",
        inside="citation",
        many=True,
        credit_verbs=credit_roles,
        original_language=language,
    ),
    # John Henriksen, Harvard University
    rule(
        "affiliated_with",
        r",[ ](?:the[ ])?[A-Z][^\n,;]{0,60}\b(?:University|College|Institute|School)\b[^\n,;.]{0,60}",
        ", Harvard University",
        many=True,
        inside="credited",
    ),
    rule("credited_name", CREDITED_NAME, "David Cowhig", many=True, inside="credited"),
    rule("affiliation", r"[(\[][^()\[\]\n]{1,100}[)\]]", "(Troy University)", many=True, inside="credited"),
    # Reprinted in a book: not the archive's reference
    rule(
        "printed_in",
        r"(?<=[.;])[ ](?:Reprinted|Published|First[ ]published|Also[ ]published|Printed)[ ]in[ ][^\n]{3,400}?(?=\.[ ]*$|\.\s|\Z)\.?",
        ". Reprinted in Two Ministries, p. 378.",
        inside="citation",
    ),
    # , PRC FMA 118-01026-03, 71.
    rule(
        "reference",
        r",(?![\s\S]{1001})\s{1,3}(?P<reference>[^\s,;.][\s\S]{0,900}?)[\s.,;]*+\Z",
        ", PRC FMA 118-01026-03, 71.",
        inside="citation",
    ),
)
REFERENCE_RULES = (
    # APRF, Listy 146-147, Fond and Opis not given; and AVPRF, Fond 059a, Opis 5a
    rule(
        "holding",
        rf"(?P<holding>\S(?:[^\n]{{0,900}}?(?=;[ ](?:and[ ])?{_ARCHIVE}|,?[ ]and[ ]{_ARCHIVE}|\Z)|[^\n]{{900}}))(?:;[ ](?:and[ ])?|,?[ ]and[ ])?",
        "PRC FMA 118-01026-03, 71",
        inside="reference",
        many=True,
    ),
    # PRC FMA 118-01026-03, 71
    rule(
        "file",
        rf"(?P<repository_code>{REPOSITORY})[ ](?P<locator>(?P<file_code>{FILE_CODE})(?:,[ ]*(?P<pages>\d{{1,5}}(?:[-–]\d{{1,5}})?))?)\Z",
        "PRC FMA 118-01026-03, 71",
        at_start=True,
        inside="holding",
    ),
    # AVPRF fond 0102, opis 16, delo 7, p.16-42
    rule(
        "repository",
        rf"(?P<repository_code>{REPOSITORY})(?:,?[ ](?P<locator>\S[^\n]*))?\Z",
        "AVPRF fond 0102, opis 16, delo 7, p.16-42",
        at_start=True,
        inside="holding",
    ),
    # …, Polish Foreign Ministry Archive (AMSZ), Warsaw
    rule(
        "repository_in_brackets",
        r"\((?P<repository_code>[A-Z][A-Za-z]{0,3}[A-Z]{1,6}(?:[ ][A-Z]{2})?)\)",
        "(AMSZ)",
        inside="holding",
    ),
    rule("leaves", PAGES, ", ll. 193-194", inside="locator"),
)
