"""Which element of an archival standard a field answers to.

A field is named only where it says what the element says. The numbers are those of ISAD(G), second edition (2000), and
ISAAR(CPF), second edition (2004); names of RiC-O are those of version 1.0, names of PREMIS those of the data dictionary
3.0.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Standard(NamedTuple):
    """A standard: its name, where it stands, and what makes an address of a term of it, where terms have one."""

    title: str
    address: str
    namespace: str | None = None


_RICO = "https://www.ica.org/standards/RiC/ontology#"

STANDARDS: Mapping[str, Standard] = {
    "isadg": Standard(
        "ISAD(G), General International Standard Archival Description", "https://www.ica.org/resource/isadg/"
    ),
    "isaar": Standard(
        "ISAAR(CPF), International Standard Archival Authority Record", "https://www.ica.org/resource/isaar-cpf/"
    ),
    "rico": Standard("Records in Contexts Ontology (RiC-O)", "https://www.ica.org/standards/RiC/ontology", _RICO),
    "premis": Standard("PREMIS Data Dictionary for Preservation Metadata", "https://www.loc.gov/standards/premis/"),
}

_REFERENCE_CODE = "isadg:3.1.1 Reference code(s)"
_DATE = "isadg:3.1.3 Date(s)"
_LANGUAGE = "isadg:3.4.3 Language/scripts of material"
_ORIGINALS = "isadg:3.5.1 Existence and location of originals"
_RELATED = "isadg:3.5.3 Related units of description"
_FORM_OF_NAME = "isaar:5.1.2 Authorized form(s) of name"
_FUNCTION = "isaar:5.2.5 Functions, occupations and activities"
_DIGEST = "premis:messageDigest"

TERMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "documents": {
        "title": ("isadg:3.1.2 Title", "rico:title"),
        "document_type": ("rico:hasDocumentaryFormType",),
        "date_text": ("rico:expressedDate",),
        "date_edtf": (_DATE, "rico:normalizedDateValue"),
        "summary": ("isadg:3.3.1 Scope and content", "rico:scopeAndContent"),
        "text_language": (_LANGUAGE, "rico:hasOrHadLanguage"),
        "repository_code": (_ORIGINALS, "rico:hasOrHadHolder"),
        "reference_code": (_REFERENCE_CODE, "rico:identifier"),
        "rights": ("isadg:3.4.2 Conditions governing reproduction", "rico:conditionsOfUse"),
        "raw_path": ("premis:originalName",),
        "raw_sha256": (_DIGEST,),
    },
    "holdings": {
        "repository_code": (_ORIGINALS, "rico:hasOrHadHolder"),
        "reference_code": (_REFERENCE_CODE, "rico:identifier"),
    },
    "identifiers": {"identifier": ("rico:identifier",)},
    "document_dates": {"date_text": ("rico:expressedDate",), "date_edtf": (_DATE, "rico:normalizedDateValue")},
    "document_references": {"text": (_RELATED,)},
    "document_links": {"link_type": (_RELATED,)},
    "annotations": {"text": ("isadg:3.6.1 Note",)},
    "actors": {
        "actor_id": ("isaar:5.4.1 Authority record identifier", "rico:identifier"),
        "actor_type": ("isaar:5.1.1 Type of entity",),
        "preferred_name": (_FORM_OF_NAME, "rico:name"),
        "role_text": (_FUNCTION,),
        "parent_actor_id": ("isaar:5.3.1 Names/identifiers of related corporate bodies, persons or families",),
    },
    "actor_names": {"name": ("isaar:5.1.5 Other forms of name", "rico:name")},
    "actor_positions": {
        "position_actor_id": ("rico:occupiesOrOccupied",),
        "position_text": (_FUNCTION,),
        "earliest_date": ("isaar:5.3.4 Dates of the relationship",),
        "latest_date": ("isaar:5.3.4 Dates of the relationship",),
    },
    "senders": {"actor_id": ("rico:hasSender",)},
    "routing_events": {
        "event_id": ("premis:eventIdentifier",),
        "event_type": ("premis:eventType",),
        "from_actor_id": ("premis:linkingAgentIdentifier", "rico:hasSender"),
        "to_actor_id": ("premis:linkingAgentIdentifier", "rico:hasAddressee"),
        "agent_actor_id": ("premis:linkingAgentIdentifier",),
        "at_edtf": ("premis:eventDateTime",),
    },
    "captures": {"raw_path": ("premis:originalName",), "raw_sha256": (_DIGEST,)},
    "ledger": {"raw_path": ("premis:originalName",), "raw_sha256": (_DIGEST,), "raw_bytes": ("premis:size",)},
}


def addresses(terms: tuple[str, ...]) -> list[str]:
    """Return the addresses of those terms whose standard gives them one.

    >>> addresses(("isadg:3.1.2 Title", "rico:title"))
    ['https://www.ica.org/standards/RiC/ontology#title']
    """
    split = (term.partition(":") for term in terms)
    named = ((STANDARDS[prefix].namespace, name) for prefix, _, name in split)
    return [namespace + name for namespace, name in named if namespace]
