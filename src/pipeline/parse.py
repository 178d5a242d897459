"""Read one document: the publisher's envelope, then the content with the form that recognises it."""

from pathlib import PurePosixPath

from pipeline import grammar
from pipeline.forms import Form, forms
from pipeline.model import Issue, ParsedDocument, RawDocument, Reading
from pipeline.sources import Source

# Characters that stand for a blank or for nothing; each becomes one blank, so that every place stays.
_BLANKS = "\r\ufeff\u00a0\u2007\u202f\t"


class UnreadableDocumentError(Exception):
    """A text that cannot be published: it is nothing that its source can be known to have published."""


def parse(raw: RawDocument, source: Source) -> ParsedDocument:
    """Read a raw document of ``source``.

    Raises:
        UnreadableDocumentError: where no key of the record is found, neither in the text nor in the name of the file.
    """
    page = _page(raw.text)
    envelope = grammar.read(source.envelope, page)
    key, keyed = _key(raw, source, envelope)
    begin = _content_start(envelope, page)
    form, content = _recognised(page, begin) if begin is not None else (None, None)
    issues = [*raw.issues, *keyed]
    if form is None and begin is not None:
        issues.append(Issue("unknown-form", "no form recognises the content", begin, len(page)))
    return ParsedDocument(raw, key, envelope, form.form_id if form else None, content, tuple(issues))


def _page(text: str) -> str:
    for letter in _BLANKS:
        text = text.replace(letter, " ")
    return text


def _key(raw: RawDocument, source: Source, envelope: Reading) -> tuple[str, list[Issue]]:
    stated = envelope.first("record_key")
    if stated and stated.value and source.key.fullmatch(stated.value):
        return stated.value, []
    stem = PurePosixPath(raw.path).name.partition(".")[0]
    if source.key.fullmatch(stem):
        return stem, [Issue("inferred-key", f"the number {stem} is taken from the name of the file")]
    raise UnreadableDocumentError(
        f"no number of the record, neither in an address in the text nor in the name of the file;"
        f" if this is a record of {source.title}, name the file by its number"
    )


def _content_start(envelope: Reading, page: str) -> int | None:
    """Where the content begins; ``None`` where the envelope holds none."""
    start, end = envelope.zones.get("content", (len(page), len(page)))
    begin = max((each.end for each in envelope.extractions if start <= each.start), default=start)
    return begin if page[begin:end].strip() else None


def _recognised(page: str, begin: int) -> tuple[Form | None, Reading | None]:
    for form in forms().values():
        reading = grammar.read(form.grammar, page, begin)
        if form.recognises(reading):
            return form, reading
    return None, None
