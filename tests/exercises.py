"""Which sample exercises which convention of real documents; run as a program it writes docs/samples.md."""

import json
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
EXPECTED = REPOSITORY / "tests" / "examples" / "expected"
# the catalogue is of one archive's records
CATALOGUED = EXPECTED / "wilson_center"
PAGE = REPOSITORY / "docs" / "samples.md"

# Each convention by its key, in our words; a and c are of the publisher's wrapper, b of the documents.
CONVENTIONS = {
    "a.banner": "banner of the publisher, in its several orders, or none",
    "a.order": "order of date, title, citation, summary, credits and text in each layout",
    "a.title": "title in natural case, in capitals, wrapped, or only in the citation",
    "a.citation": "whole citation, or only the archive's reference",
    "a.credit": "who paid, with and without a label",
    "a.language": "language of the original, with and without a value",
    "a.contents": "what text follows, in its several wordings",
    "a.summary": "summary before the text, after it without a label, or none",
    "a.1": "noise of copied pages: another record's summary first, labels that lost their values, odd blanks",
    "a.2": "one record under a number, a slug, a node and a file address",
    "a.3": "export of a reference manager (RIS)",
    "a.4": "the former interface for programs (JSON)",
    "a.5": "people with the family name first, in three roles",
    "a.6": "hard line breaks of Markdown inside one paragraph",
    "b.priority.label": "urgency under a label",
    "b.priority.bare": "urgency as a bare line",
    "b.priority.title": "urgency only in the title",
    "b.priority.joined": "urgency joined to the classification",
    "b.priority.prose": "“urgent” in running text, which is no mark",
    "b.class": "classification as a line",
    "b.class.salutation": "classification in the salutation",
    "b.class.stamp": "classification in a stamp",
    "b.class.exclamation": "classification with an exclamation mark",
    "b.class.spaced": "classification in spaced letters",
    "b.class.stamped": "classification called stamped, in brackets",
    "b.class.title": "classification in the title",
    "b.class.label": "classification under a label",
    "b.handling": "rules of handling beside it",
    "b.serial.sender": "numbers of the sender",
    "b.serial.receiver": "numbers of the receiver",
    "b.serial.cipher": "numbers of the cipher service",
    "b.serial.reply": "numbers of what is answered",
    "b.serial.copy": "numbers of one copy, which are no counts",
    "b.from": "sender in the header: office, place, person in brackets, capitals",
    "b.to": "addressees: every salutation, lines “To”, none",
    "b.relay": "messages passed on by another hand",
    "b.dist.1": "distribution list with numbers in brackets and a total",
    "b.dist.2": "forwarded to desks and to leaders",
    "b.dist.3": "distribution list with numbers after a dash",
    "b.dist.4": "copies, wrapped over lines",
    "b.dist.5": "copies printed, numbered one by one",
    "b.dist.6": "produced in so many copies, with dashes",
    "b.dist.7": "number first, with a cross",
    "b.dist.8": "received by, also in a footnote",
    "b.dist.9": "codes of divisions between slashes",
    "b.dist.10": "list given by the translator's note",
    "b.total": "stated total against the list",
    "b.steps.seed": "received, proofread, transcribed, copied",
    "b.steps.wire": "sent by wire, arrived, deciphered, typed",
    "b.steps.sent": "sent, received, passed to another department",
    "b.steps.dispatched": "dispatched and received, came to the decoding department",
    "b.steps.call": "telephone calls and callers",
    "b.steps.received_by": "received by a person or at a station",
    "b.steps.stamp": "stamps with office, number and date",
    "b.steps.read": "who has read it",
    "b.steps.note": "notes of those who passed it on",
    "b.clock": "clock times in all their shapes",
    "b.dates": "dates in all their shapes",
    "b.signature": "signatures in all their shapes",
    "b.brackets": "brackets of translators and editors",
    "b.footnotes": "footnotes, and their figures glued to words",
    "b.column": "columns run into one line",
    "c.programme": "both names of the publisher in citations",
    "c.quotes": "quotation marks straight and curly, commas inside and outside",
    "c.reference": "references of many archives, in many orders",
    "c.several": "several holdings in one citation",
    "c.spelling": "one archive in several spellings",
    "c.codes": "codes of repositories",
    "c.credits": "credits in all their wordings",
    "c.titles": "titles that hold quotation marks, commas, dates, marks",
    "c.dates": "record dates of a day, a month, a year, none",
}


def samples():
    """The reviewed values of the samples of the catalogue, by the name of the file without its ending."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(CATALOGUED.glob("*.json"))}


def page():
    """The text of docs/samples.md."""
    found = samples()
    lines = [
        "# Which sample exercises what",
        "",
        f"{len(found)} samples were made up for the tests, in the layouts and forms of real records; each says so in",
        "its first line. They lie in `tests/examples/raw/`, and what a reader should find in each in",
        "`tests/examples/expected/`. What they score is a test and no result. This page is made by",
        "`python tests/exercises.py`.",
        "",
        "| key | convention | samples |",
        "| --- | --- | --- |",
    ]
    for key, words in CONVENTIONS.items():
        names = [name for name, values in found.items() if key in values["exercises"]]
        shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
        lines.append(f"| `{key}` | {words} | {shown} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
