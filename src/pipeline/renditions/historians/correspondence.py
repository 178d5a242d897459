"""The index of letters: the Correspondence Metadata Interchange Format (CMIF), which correspSearch harvests.

CMIF is a small part of TEI around ``correspDesc``
(https://github.com/TEI-Correspondence-SIG/CMIF/blob/master/doc/documentation-en.md). It has no place for copies: to
whom a document was distributed stands in `routing_events` alone.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians.legible import legible
from pipeline.renditions.historians.sendings import Row, Sending, actors, sendings
from pipeline.schema.declaration import WEB_ADDRESS
from pipeline.sources import sources

TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# One of the two licences under which an index is taken (https://github.com/TEI-Correspondence-SIG/CMIF/issues/32), and
# the one under which these facts are offered (`DATA-RIGHTS.md`).
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
# The word with which CMIF says that a sender or an addressee is not known.
_UNKNOWN = "Unknown"
# Who dates a document that does not date itself: CMIF calls such a date a conjecture.
_DATED_BY_OTHERS = ("editor", "publisher")
# Elements of names. A position is neither a person nor a body: it, and what is unknown, is a name and no more.
_ELEMENTS = {"person": "persName", "corporate_body": "orgName", "group": "orgName", "place_as_post": "orgName"}

_ADDRESS = re.compile(WEB_ADDRESS)
# a per cent sign with no code behind it
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")

_make = ElementMaker(namespace=TEI, nsmap={None: TEI})


def write(edition: Edition, file: Path) -> None:
    """Write an index of all documents that were sent: one ``correspDesc`` each, document after document."""
    known = actors(edition)
    with etree.xmlfile(str(file), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{TEI}}}TEI", nsmap={None: TEI}):
            with xml.element(f"{{{TEI}}}teiHeader"):
                xml.write(_file(edition), pretty_print=True)
                with xml.element(f"{{{TEI}}}profileDesc"):
                    xml.write("\n")
                    for sending in sendings(edition):
                        xml.write(_description(sending, known), pretty_print=True)
            # what TEI demands of a file that is all header
            xml.write(_make.text(_make.body(_make.p)))


def _file(edition: Edition) -> etree._Element:
    """What the file is, on which terms, and of which editions it tells.

    It bears no day: nothing in a release depends on the clock. Its address is that within the release, as nothing here
    knows where that will be put.
    """
    return _make.fileDesc(
        _make.titleStmt(_make.title("Chancery: letters and cables that were sent"), _make.editor("Chancery")),
        _make.publicationStmt(
            _make.publisher("Chancery"),
            _make.idno("for-historians/correspondence.cmif.xml", type="url"),
            _make.date(f"version {edition.version}"),
            _make.availability(
                _make.licence("This file is dedicated to the public domain under CC0 1.0.", target=_LICENCE)
            ),
        ),
        _make.sourceDesc(*map(_edition, edition.source_ids)) if edition.source_ids else _no_source(),
    )


def _edition(source_id: str) -> etree._Element:
    source = sources()[source_id]
    words = f"{source.title}. {source.description} "
    return _make.bibl(legible(words), _make.ref(source.home, target=source.home), {_ID: _key(source_id)}, type="online")


def _no_source() -> etree._Element:
    return _make.sourceDesc(_make.bibl("This release has no documents.", {_ID: "none"}, type="online"))


def _key(source_id: str) -> str:
    """An id for a source, the same in all releases and no other's anywhere."""
    return f"uuid-{uuid5(NAMESPACE_URL, sources()[source_id].home)}"


def _description(sending: Sending, known: dict[str, Row]) -> etree._Element:
    of = sending.document
    return _make.correspDesc(
        _make.correspAction(
            *_names(((event["from_actor_id"], event["from_name"]) for event in sending.sent), known),
            *_places(sending.sent),
            *_sent_dates(sending),
            type="sent",
        ),
        _make.correspAction(
            *_names(((event["to_actor_id"], event["to_name"]) for event in sending.sent), known),
            *_places(sending.received),
            *_received_dates(sending),
            type="received",
        ),
        key=legible(of["document_id"]),
        source=f"#{_key(of['source_id'])}",
        **({"ref": _uri(address)} if (address := of["canonical_url"] or of["source_url"]) else {}),
    )


def _names(stated: Iterable[tuple[str | None, str | None]], known: dict[str, Row]) -> Iterator[etree._Element]:
    """Each actor once, in the order of the document, followed by a note with our id."""
    named = dict.fromkeys(each for each in stated if any(each))
    if not named:
        yield _make.persName(_UNKNOWN)
    told = set()
    for actor_id, name in named:
        if actor_id is None:
            yield _make.name(legible(name or _UNKNOWN))
        elif actor_id not in told:
            told.add(actor_id)
            yield _name(known[actor_id])
            yield _make.note(legible(actor_id), type="actor_id")


def _name(actor: Row) -> etree._Element:
    """The name of an actor, with addresses of the same one elsewhere where these are known."""
    addresses = filter(_ADDRESS.fullmatch, actor["same_as"] or ())
    name = _make(_ELEMENTS.get(actor["actor_type"], "name"), legible(actor["preferred_name"]))
    if refs := " ".join(map(_uri, addresses)):
        name.set("ref", refs)
    return name


def _places(events: Iterable[Row]) -> Iterator[etree._Element]:
    for place in dict.fromkeys(event["place_name"] for event in events if event["place_name"]):
        yield _make.placeName(legible(place))


def _sent_dates(sending: Sending) -> Iterator[etree._Element]:
    """The days on which it was sent; where none is stated, those that the document can have been written on."""
    stated = _days(sending.sent)
    for day in stated:
        yield _make.date(**_attributes(day))
    of = sending.document
    if not stated and of["date_edtf"]:
        evidence = {"evidence": "conjecture"} if of["date_basis"] in _DATED_BY_OTHERS else {}
        yield _make.date(**_attributes(of["date_edtf"]), **evidence)
    elif not stated and of["date_earliest"] and of["date_latest"]:
        yield _make.date(notBefore=of["date_earliest"], notAfter=of["date_latest"])


def _received_dates(sending: Sending) -> Iterator[etree._Element]:
    for day in _days(sending.received):
        yield _make.date(**_attributes(day))


def _days(events: Iterable[Row]) -> list[str]:
    return sorted({event["at_edtf"] for event in events if event["at_edtf"]})


def _uri(address: str) -> str:
    """An address with what no URI may hold (RFC 3986) written with per cent signs.

    >>> _uri("https://example.org/a{b}?c=1%20%")
    'https://example.org/a%7Bb%7D?c=1%20%25'
    """
    return quote(_STRAY.sub("%25", address), safe=":/?#[]@!$&'()*+,;=%")


def _attributes(edtf: str) -> dict[str, str]:
    """A date in EDTF as attributes of TEI.

    >>> _attributes("1961-05")
    {'when': '1961-05'}
    >>> _attributes("1961-05-12/1961-05-13")
    {'from': '1961-05-12', 'to': '1961-05-13'}
    """
    first, _, last = edtf.partition("/")
    return {"from": first, "to": last} if last else {"when": first}
