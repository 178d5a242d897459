"""A document checked against itself; nothing is put right."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.copies import USUAL, Solution
from pipeline.forms import forms
from pipeline.model import NOTHING_READ, Extraction, Issue, ParsedDocument, Part, Reading
from pipeline.records.dating import settle
from pipeline.records.rows import Rows
from pipeline.records.telegrams import sections
from pipeline.values.dates import Date
from pipeline.values.names import unannotated
from pipeline.values.steps import ORDER
from pipeline.values.text import fold

# Each check by name, with the sentence that the data dictionary prints.
CHECKS = {
    "copies_total": "The total of copies stated is the sum of the list of recipients, under exactly one reading.",
    "date_citation": "The date at the head of the record is the date in its citation.",
    "date_header": "The date at the head of the record is the date in the document's own header.",
    "date_listed": "The date in the document's own header is the date in the publisher's list.",
    "date_signature": "The date in the document's header is the date under its signature.",
    "title_citation": "The title at the head of the record is the title in its citation.",
    "title_subject": "The subject that the title quotes is the document's subject line, brackets apart.",
    "title_sender": "The sender that the title names is the one that signs, brackets apart.",
    "addressees_listed": "Each addressee, or a department of it, stands in a list of recipients that states its total.",
    "steps_in_order": (
        f"The steps stand in the order of the work ({', '.join(ORDER)}) and no step is earlier than one stated"
        " before it or than the document's date."
    ),
}

# A telegram has a few dozen sections at most.
_MOST_SECTIONS = 60


class Finding(NamedTuple):
    """What a check found: its result, what both places say, and where the second stands."""

    result: str
    left: str | None = None
    right: str | None = None
    place: Part | None = None


def write(rows: Rows, document: ParsedDocument, solution: Solution) -> list[Issue]:
    """Write one row per check; return an issue for each that the document does not pass."""
    envelope, content = document.envelope, document.content or NOTHING_READ
    found = {
        "copies_total": _copies(content, solution),
        "date_citation": _dates(rows, envelope.first("record_date"), envelope.first("cited_date")),
        "date_header": _dates(
            rows, envelope.first("record_date"), content.first("header_date") or _group(content, document)
        ),
        "date_listed": _dates(rows, content.first("header_date"), envelope.first("listed_date")),
        "date_signature": _dates(rows, content.first("header_date"), content.first("signature_date")),
        "title_citation": _words(envelope.first("title"), envelope.first("cited_title")),
        "title_subject": _words(envelope.first("title_subject"), content.first("subject")),
        "title_sender": _signed(document, envelope.first("title_sender"), content.first("signature")),
        "addressees_listed": _addressees(content),
        "steps_in_order": _steps(rows, content, document),
    }
    issues = [*_unusual_copies(content, solution), *_sections(content)]
    for check in CHECKS:
        finding = found[check]
        row = rows.add("checks", f"{rows.document_id}/{check}")
        row.give(check=check, result=finding.result, left_text=finding.left, right_text=finding.right)
        if finding.result in {"disagrees", "ambiguous"}:
            issues.append(_issue(check, finding))
    return issues


def _issue(check: str, finding: Finding) -> Issue:
    code = "unusual-order" if check == "steps_in_order" else "failed-check"
    message = f"{check} {finding.result}: “{finding.left}” against “{finding.right}”; wanted: {CHECKS[check]}"
    place = finding.place
    return Issue(code, message, place.start if place else None, place.end if place else None)


def _copies(content: Reading, solution: Solution) -> Finding:
    total = content.first("copies_total")
    if solution.check in {"no_total", "no_list"}:
        return Finding("not_stated")
    stated = str(total.value) if total else None
    return Finding(solution.check, stated, f"{solution.listed} listed", total)


def _unusual_copies(content: Reading, solution: Solution) -> Iterator[Issue]:
    way, total = solution.way, content.first("copies_total")
    if way is None or way == USUAL or total is None:
        return
    unnumbered = "" if way.unnumbered else "recipients without a number got no copy"
    each = "each office of a joint entry got its number" if way.each_office else ""
    readings = " and ".join(filter(None, (unnumbered, each)))
    message = f"the total of {total.value} copies is reached only if {readings}; the list was read so"
    yield Issue("unusual-reading", message, total.start, total.end)


def _group(content: Reading, document: ParsedDocument) -> Part | None:
    """The day of a telegram's date-time group, made whole."""
    group = content.first("group")
    settled = settle(group, document)
    return group._replace(value=Date(*map(int, settled.edtf.split("-")))) if group and settled else None


def _sections(content: Reading) -> Iterator[Issue]:
    """What the sections of a telegram leave out, and the office counts above them that do not add up."""
    held, total = sections(content)
    if total and total.value:
        there = {part.value for part in held}
        missing = [str(number) for number in range(1, min(total.value, _MOST_SECTIONS) + 1) if number not in there]
        if missing and there:
            message = f"the telegram has {total.value} sections; not in the file: {', '.join(missing)}"
            yield Issue("missing-element", message, total.start, total.end)
    for part in content.parts("repeated_offices"):
        if part.value and part.value.total is not None and part.value.total != part.value.listed:
            printed, listed = str(part.value.total), f"{part.value.listed} listed"
            yield _issue("copies_total", Finding("disagrees", printed, listed, part))


def _dates(rows: Rows, left: Part | None, right: Part | None) -> Finding:
    if not (left and right and isinstance(left.value, Date) and isinstance(right.value, Date)):
        return Finding("not_stated")
    # the coarser of the two decides how much of them can be compared
    agree = all(a == b for a, b in zip(left.value, right.value, strict=True) if a is not None and b is not None)
    return Finding("agrees" if agree else "disagrees", rows.words(left), rows.words(right), right)


def _words(left: Part | None, right: Part | None) -> Finding:
    if not (left and right and left.value and right.value):
        return Finding("not_stated")
    forms = ({fold(part.value), fold(unannotated(part.value))} for part in (left, right))
    agree = not set.isdisjoint(*forms)
    return Finding("agrees" if agree else "disagrees", left.value, right.value, right)


def _signed(document: ParsedDocument, titled: Part | None, signature: Part | None) -> Finding:
    """Where another signs for the sender that the title names, only a person's name can be compared with the signer."""
    if document.form_id is None or not forms()[document.form_id].sender_titled:
        return _words(titled, signature)
    if not (titled and signature and titled.value and signature.value) or " " in titled.value:
        return Finding("not_stated")
    agree = fold(titled.value) in fold(signature.value).split()
    return Finding("agrees" if agree else "disagrees", titled.value, signature.value, signature)


def _addressees(content: Reading) -> Finding:
    salutation, listed = content.first("salutation"), content.parts("recipient")
    # a list that is no more than those who got it besides need not name whom it addresses
    if not salutation or not salutation.value or not listed or content.first("copies_total") is None:
        return Finding("not_stated")
    names = [fold(each.text) for part in listed if part.value for each in part.value]
    for addressee in salutation.value:
        name = fold(addressee.text)
        if not any(each == name or each.startswith(f"{name} ") for each in names):
            place = salutation.within(*addressee[:3])
            return Finding("disagrees", addressee.text, "the list of recipients", place)
    return Finding("agrees", "; ".join(each.text for each in salutation.value), "the list of recipients")


def _steps(rows: Rows, content: Reading, document: ParsedDocument) -> Finding:
    stamps = [(each.parts["step"], each.parts["moment"], each) for each in content.all("stamp")]
    if not stamps:
        return Finding("not_stated")
    for (earlier, stamped, _), (later, _, _) in pairwise(stamps):
        if ORDER.index(earlier.value) > ORDER.index(later.value):
            return Finding("disagrees", rows.words(earlier), rows.words(later), stamped)
    header = content.first("header_date")
    last, said = (header.value.edtf, header) if header and isinstance(header.value, Date) else (None, None)
    for _, moment, stamp in stamps:
        time = _time(stamp, document)
        if time and last and said and time[: len(last)] < last[: len(time)]:
            return Finding("disagrees", rows.words(said), rows.words(moment), moment)
        last, said = (time, moment) if time else (last, said)
    return Finding("agrees")


def _time(stamp: Extraction, document: ParsedDocument) -> str | None:
    settled, clock = settle(stamp.parts.get("moment_day"), document), stamp.parts.get("moment_time")
    if settled is None:
        return None
    return f"{settled.edtf}T{clock.value}" if clock and clock.value else settled.edtf
