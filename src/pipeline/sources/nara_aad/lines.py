"""Where lines begin in a telegram whose text came as one line, as scanned copies have it.

Blanks become line breaks, one for one, so that every place stays. In the head of a telegram, and of each further section,
lines begin at the words that open them; in its text only at what stands on every page, and before the signer.
"""

import re
from collections.abc import Iterator

from pipeline.sources.nara_aad.attributes import LABEL
from pipeline.values.groups import GROUP_SHAPE
from pipeline.values.posts import POST
from pipeline.values.precedences import LETTERS
from pipeline.vocabulary.telegrams import CAPTIONS, END_SHAPE, SECRECY, STAMP_SHAPE

# Telegrams have some 70 letters a line, and the archives' labels not many more.
_LONG = 220
# A head has so many letters at most, and a telegram so many sections.
_HEAD, _MOST = 8_000, 40


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.MULTILINE)


_BANNER = rf"(?:{SECRECY}[ ]{{1,3}})?PAGE[ ]{{1,3}}(?P<page>\d\d)[ ]+{POST}[ ]+\d{{4,7}}(?:[ ]\d\d[ ]OF[ ]\d\d)?(?:[ ]\d{{6}}Z)?(?!\d)"
# what stands on a line of its own, wherever it is
_ALONE = _pattern(
    rf"{STAMP_SHAPE}|{_BANNER}|Message[ ](?:Text|Attributes)\b|\*{{3}}[ ]Current[ ][A-Z][A-Za-z ]{{8,30}}\*{{3}}[ ](?:UNCLASSIFIED|n/a)"
    rf"|(?<=[ ])(?:{SECRECY}[ ]{{1,3}})?{END_SHAPE}(?=[ ]*(?:$|\*|[A-Z][a-z]))"
)
_ATTRIBUTES = _pattern(r"Message[ ]Attributes\b")
_LABEL = _pattern(rf"(?<!Original)(?<!Previous)(?<!Current)(?<!Release)[ ](?={LABEL}[ ])")
# … WITH HIS GOVERNMENT. HABIB CONFIDENTIAL NNN: only the end of a sentence tells the signer from a word of the text
_SIGNER = _pattern(
    rf"(?<=[.?!\"')])[ ](?=[A-Z][A-Z'-]{{2,20}}(?:[ ][A-Z][A-Z'-]{{2,20}})?[ ]{{0,3}}"
    rf"(?:\n[ ]{{0,3}}(?:{SECRECY}[ ]{{1,3}})?(?:{END_SHAPE}|{STAMP_SHAPE}|Message[ ]Attributes|\*{{3}})|\s{{0,9}}\Z))"
)

_FROM = _pattern(r"[ ](?=FM[ ]+[A-Z])")
_NUMBER = _pattern(
    rf"[ ](?={SECRECY}[ ]+(?:(?:FINAL[ ]+)?SECTION[ ]+\w{{1,5}}[ ]+OF[ ]+\w{{1,5}}[ ]+)?(?P<number>{POST}[ ]+\d{{1,7}}(?:[ ](?:TOSEC|SECTO)[ ]\d{{1,7}})?)(?!\d))"
)
_SUBJECT = _pattern(r"[ ](?=SUBJ(?:ECT)?[ :])")
_TEXT = _pattern(r"[ ](?=\(?1[.)]?[ ]+[A-Z]|(?:BEGIN[ ])?SUMMARY[ ]?[:.])")
# offices, staff, message centre, date-time group; behind BY stands an office that begins no line
_BEFORE_FROM = _pattern(
    rf"[ ](?=(?:ACTION|ORIGIN)[ ]+[A-Z]|INFO[ ]+[A-Z]|(?:DRAFTED|APPROVED|CLEARED)[ ]?BY|-{{4,}}[ ]*\d|(?<!-[ ])\d{{6}}[ ]+(?:{LETTERS}[ ]+)?\d{{6}}[ ]?Z"
    rf")|(?<![ ][ZOPR])[ ](?={LETTERS}[ ]{{1,3}}{GROUP_SHAPE})|(?<!BY)[ ](?=[A-Z][A-Z0-9/&-]{{0,14}}(?::[ ]?|[ ]-[ ])[A-Z])"
)
_POSTED = (
    r"(?:AM(?:EMBASSY|CONSUL|CONGEN)|US(?:MISSION|INT|LO|UN|DEL|IA)|SEC(?:STATE|DEF)|CINC[A-Z]{2,8}|COMUS[A-Z]{1,8}|DIA|CIA|JCS|NSC"
    r"|WHITE[ ]HOUSE)(?![A-Z])"
)
# TO, INFO, a post, and whatever stands behind a precedence or a number
_BEFORE_NUMBER = _pattern(
    rf"[ ](?=TO[ ]+[A-Z]|INFO[ ]+[A-Z])|(?<![ ]TO)(?<!INFO)(?<!FM)(?<!XMT)(?<!EXCEPT)[ ](?={_POSTED})"
    r"|(?:(?<=PRIORITY)|(?<=IMMEDIATE)|(?<=FLASH)|(?<=ROUTINE)|(?<=\d))[ ](?=[A-Z])(?!NIACT)"
)
_BEFORE_TEXT = _pattern(r"[ ](?=E\.?[ ]?O\.?[ :]{1,3}\d{5}|TAGS[ :]|SUBJ(?:ECT)?[ :]|REF(?:S|TELS?|ERENCES?)?[ :;.])")
_CAPTIONS = _pattern(rf"[ ]{CAPTIONS}")


def restored(page: str) -> str:
    """Return the page with the line breaks that its long lines lost; as it is where it has none, or no telegram in them."""
    letters = list(page)
    start = 0
    for line in page.split("\n"):
        end = start + len(line)
        if len(line) > _LONG:
            whole = bytearray(end - start)
            for place in _breaks(page, start, end, whole):
                if place < end and letters[place] == " " and not whole[place - start]:
                    letters[place] = "\n"
        start = end + 1
    broken = "".join(letters)
    return _SIGNER.sub("\n", broken) if broken != page else page


def _breaks(page: str, start: int, end: int, whole: bytearray) -> Iterator[int]:
    """Where lines begin; in what stands on a line of its own, which is marked in ``whole``, none does."""
    attributes = _ATTRIBUTES.search(page, start, end)
    last = attributes.start() if attributes else end
    heads = [start]
    for alone in _ALONE.finditer(page, start, end):
        yield max(alone.start() - 1, start)
        yield min(alone.end(), end - 1)
        whole[alone.start() - start : alone.end() - start] = b"\1" * (alone.end() - alone.start())
        if alone["page"] == "01":
            heads.append(alone.end())
    for head in heads[:_MOST]:
        yield from _head(page, head, min(last, head + _HEAD))
    for label in _LABEL.finditer(page, last, end):
        yield label.start()


def _head(page: str, start: int, end: int) -> Iterator[int]:
    """Where lines begin from the offices down to the first paragraph."""
    sender = _FROM.search(page, start, end)
    number = _NUMBER.search(page, sender.end() if sender else start, end)
    if sender is None or number is None:
        return
    subject = _SUBJECT.search(page, number.end("number"), end)
    text = _TEXT.search(page, (subject or number).end(), end)
    items = number.end("number"), text.start() if text else end
    for pattern, left, right in (
        (_BEFORE_FROM, start, sender.end()),
        (_BEFORE_NUMBER, sender.end(), number.start()),
        (_BEFORE_TEXT, *items),
        (_CAPTIONS, items[0], subject.start() if subject else items[0] + 1),
    ):
        for found in pattern.finditer(page, left, right):
            yield found.start()
    yield from (sender.start(), number.start(), items[0])
    if text:
        yield text.start()
