"""Other documents, as cables and editors' notes cite them: by number, by day, by their number in an edition."""

from pipeline.grammar import Rule, rule
from pipeline.values.cited import CITED_DAY, CITED_DAYS, CITED_KIND, NUMBERS, cited_kind, days, numbers
from pipeline.values.dates import date

_BEFORE = r"(?:(?<=[\s(\[\"“'‘/_.;*-])|^)"
# telex 10737, DOET to Administration, 3 September: between whom, before the day
_BETWEEN = r"(?:,[ ][^,;.\n]{2,60}?[ ][Tt]o[ ][^,;.\n]{2,60}?(?=,))?"
_OF_DAY = rf"(?:{_BETWEEN},?[ ]{{1,8}}(?:of[ ]|dated[ ]|\()?(?:the[ ])?(?P<referred_date>{CITED_DAY}))?"
_NO = r"(?:(?:[Nn]os?\.?|N[º°]|number)\s?)?"
# what follows a bare number that is a document's: your 277 explaining …, our 447 to Hasluck
_GOES_ON = (
    # several blanks: the figure of a note stood there
    r"(?:[ ]{2,9}(?=\S)|[ ]{0,9}(?:$|[.,;:)–-]|of[ ]\d|of[ ]the[ ]\d|dated|and[ ][A-Z\d]|para|refer|on[ ]|was[ ]|were[ ]|[A-Z][a-z]|regarding[ ]|about[ ]|\(|to[ ][A-Z]"
    rf"|(?:that|which|from|for|as|in|is|are|has|have|had|should|would|will|may|by|before|since|with|we|I|you|he|they|it|please)\b"
    rf"|[a-z]+ing\b|{CITED_DAY}))"
)

# to whom, before number or day: letter to me dated 7 July · telegram to Dominions Office of 21st June
_TO = r"to[ ](?:me|you|us|him|her|them|(?:the[ ])?(?:[A-Z][\w.]{0,20}[ ]){0,4}[A-Z]\w{1,20})(?:[ ]on[ ]th(?:is|at)[ ](?:matter|subject))?"
# between whom: names with their points, offices in brackets, several who are written to; no other document
_OTHERS = rf"(?:(?!{CITED_KIND}|\bSee\b|\bDocument)[^;\n]){{2,150}}?"

REFERENCES: tuple[Rule, ...] = (
    # Document 96 · Documents 141 and 149 · See note 4 to Document 183 · Documents 429 and 434 in Volume XI
    rule(
        "edition_reference",
        rf"{_BEFORE}(?P<referred>(?P<referred_kind>Documents?)[ ]{{1,4}}(?P<referred_numbers>\d{{1,4}}(?:(?:,[ ]|[ ]and[ ]|,[ ]and[ ]|[–—-]|[ ]to[ ])\d{{1,4}}(?!\w)){{0,12}})(?![\w/])"
        r"(?:(?:[ ]in|,|[ ]of)[ ](?:this[ ]series,[ ])?(?P<referred_volume>[Vv]ol(?:ume|\.)[ ][IVXLC\d]{1,6}))?)",
        "See Documents 141 and 149.",
        many=True,
        referred_kind=cited_kind,
        referred_numbers=numbers,
    ),
    # telegram of 23rd September No. 206 · telegram 22nd June No 184 · telegram 11th October D No.1898 · telegram of 23rd October, 360.
    rule(
        "reference_by_day_and_number",
        rf"{_BEFORE}(?P<referred>(?:(?P<referred_owner>[Mm]y|[Oo]ur|[Yy]our)[ ])?(?P<referred_kind>{CITED_KIND})(?:[ ]to[ ][A-Z]\w+)?[ ]{{1,8}}(?:of[ ])?(?P<referred_date>{CITED_DAY}),?[ ]{{1,8}}"
        rf"(?:(?:[Nn]o\.?|NO\.?|number)[ ]?|(?=Circular[ ])|(?=[A-Z]{{1,4}}\.?[ ]?(?:No\.?[ ]?)?\d|[A-Z]\.[A-Z]\.?\d)|(?=(?!1[89]\d\d)\d{{1,4}}[ ]*(?:[.,;:)]|$)))(?P<referred_numbers>{NUMBERS}))",
        "telegram of 23rd September No. 206",
        many=True,
        referred_kind=cited_kind,
        referred_date=date,
        referred_numbers=numbers,
    ),
    # See note 4 to Document 183: a note is no document
    rule("note_of_document", r"\b[Nn]otes?[ ]\d{1,3}(?:(?:,[ ]|[ ]and[ ])\d{1,3}){0,6}(?!\w)", "note 4", many=True),
    # Your telegrams of 12th and 13th November · my letters of March 26th and April 5th
    rule(
        "reference_by_days",
        rf"{_BEFORE}(?P<referred>(?:(?P<referred_owner>[Mm]y|[Oo]ur|[Yy]our|MY|OUR|YOUR)[ ](?:[a-z]+[ ]){{0,3}})?(?P<referred_kind>{CITED_KIND})[ ]{{1,8}}(?:(?:of|dated)[ ](?:the[ ])?)?(?P<referred_days>{CITED_DAYS}))",
        "Your telegrams of 12th and 13th November",
        many=True,
        referred_kind=cited_kind,
        referred_days=days,
    ),
    # My telegram No. 182 · your cablegram 316 of 20th August · telegram D.944 of 30th May · letter of 17 May · Cablegram JA3026, 12 November
    rule(
        "kind_reference",
        rf"{_BEFORE}(?P<referred>(?:(?P<referred_owner>[Mm]y|[Oo]ur|[Yy]our|MY|OUR|YOUR)[ ](?:[a-z]+[ ]){{0,3}})?(?P<referred_kind>{CITED_KIND}),?[ ]{{1,8}}"
        rf"(?:(?:{_TO}|unnumbered|of[ ]today|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?)[ ]{{1,8}})?(?:\(?{_NO}(?P<referred_numbers>{NUMBERS})\)?{_OF_DAY}|(?:of[ ](?:the[ ])?|dated[ ]|\()?(?P<referred_day>{CITED_DAY})\)?))",
        "My telegram No. 182",
        many=True,
        referred_kind=cited_kind,
        referred_numbers=numbers,
        referred_date=date,
        referred_day=date,
    ),
    # minute, Ballard to Swift, 1 June 1966
    rule(
        "reference_between",
        rf"{_BEFORE}(?P<referred>(?P<referred_kind>{CITED_KIND})(?:,[ ]|[ ](?=(?:from|by|to)[ ][A-Z]))(?={_OTHERS}\b[Tt]o[ ]){_OTHERS}[,;.][ ](?P<referred_day>{CITED_DAY}))",
        "minute, Ballard to Swift, 1 June 1966",
        many=True,
        referred_kind=cited_kind,
        referred_day=date,
    ),
    # Your UN433. · My K.180 · our 205 of 27th July · Your 46.
    rule(
        "owned_reference",
        rf"{_BEFORE}(?P<referred>(?P<referred_owner>[Mm]y|[Oo]ur|[Yy]our|MY|OUR|YOUR)[ ]{_NO}(?P<referred_numbers>(?!1[89]\d\d\b)(?=[A-Z\[]|[O0]\.|\d{{1,7}}[A-Z]?\b{_GOES_ON}|\d{{4,6}}[ ][a-z])"
        rf"{NUMBERS}){_OF_DAY})",
        "Your UN433.",
        many=True,
        referred_numbers=numbers,
        referred_date=date,
    ),
    # Reference H 25 and Canberra correspondence
    rule(
        "reference_to",
        rf"{_BEFORE}(?P<referred>(?:Reference|Ref\.?|[Ff]urther[ ]to|refers?[ ]to|see)[ ](?P<referred_numbers>(?=[A-Z]|[O0]\.[A-Z]){NUMBERS}))",
        "Reference H 25",
        many=True,
        referred_numbers=numbers,
    ),
    # para 2 of O.JA3359 · (JA3366) · in JA3981
    rule(
        "series_reference",
        r"(?<![\w./:-])(?P<referred>(?P<referred_numbers>[O0]\.[A-Z]{1,3}[ ]?\d{3,7}|(?!NA)[A-Z]{2}\d{4,6}|(?<=\()[A-Z]{1,3}\.?\d{2,6}(?=[ )])|(?<=['’]s[ ])[A-Z]{1,3}\.?\d{2,6}|(?<=[ ](?:of|in|to)[ ])[A-Z]{1,3}\.\d{2,6}))(?![\w/])",
        "para 2 of O.JA3359",
        many=True,
        referred_numbers=numbers,
    ),
)
# Ref O.CH280045, O.JA2498: the line of a header that says what is answered
REFERRED_LINE = rule(
    "referred_line",
    rf"^[ ]*(?:\#{{1,4}}[ ]+|\*\*|_[ ]?)?(?:Refs?|REF|Reference)[ ]?[.:]?[ ]*(?P<referred>(?:[Mm]y[ ]|[Yy]our[ ]|[Oo]ur[ ])?(?P<referred_numbers>{NUMBERS})){_OF_DAY}[ .]*+(?:\*\*|_)?[ ]*+$",
    "Ref O.CH280045, O.JA2498",
    referred_numbers=numbers,
    referred_date=date,
)
