"""The codes that fields can have."""

DOCUMENT_TYPES = (
    "cable", "telegram", "letter", "note", "memorandum", "conversation", "minutes", "report", "journal",
    "telephone_log", "despatch", "other",
)  # fmt: skip
EVENT_TYPES = (
    "sent", "distributed", "forwarded", "repeated", "drafted", "approved", "cleared", "dispatched", "received",
    "arrived", "deciphered", "proofread", "transcribed", "typed", "copied", "printed", "stamped", "read",
    "telephoned", "excluded",
)  # fmt: skip
ACTOR_TYPES = ("person", "corporate_body", "position", "group", "place_as_post", "unknown")
NAME_TYPES = ("as_written", "bracket_expanded", "romanization", "surname_only", "code_name", "abbreviation")
ZONES = ("header", "body", "routing", "signature", "summary", "note")
IDENTIFIER_ROLES = (
    "record", "sender_number", "receiver_number", "cipher_number", "in_reply_to", "file_class", "copy_number",
    "edition_number", "film_number",
)  # fmt: skip
WITNESSES = ("signature", "header", "letterhead", "title")
DAY_BASES = ("stated", "year_from_document", "order_from_document", "year_from_form")
DATE_ROLES = ("record", "citation", "header", "signature", "conversation", "uploaded", "listed")
ANNOTATION_TYPES = (
    "supplied", "second_romanization", "original_term", "gloss", "sic", "illegible", "omission", "uncertain",
    "emphasis", "stamp", "handwritten", "signature", "translators_note", "footnote_mark", "redaction",
)  # fmt: skip
ABSENCES = ("omitted_by_editor", "illegible", "redacted", "value_lost", "left_blank")
CHECK_RESULTS = ("agrees", "disagrees", "ambiguous", "not_stated")
OUTCOMES = ("published", "quarantined", "excluded")
# What a resolved reference rests on, with a sentence for the dictionary.
REFERENCE_BASES = {
    "mark": "the publisher's mark names the document",
    "edition_number": "an editor cites it by its number in the same volume, which one document bears",
    "series_number": "number and correspondents: one held document of that series bears it, and was written before",
    "letters_and_number": "number with the letters of its series: one held document of the year before bears both",
    "number_in_other_form": "number and correspondents: one held document has them, and the letters of its series stand"
    " in one place and are left out in the other",
    "number_and_date": "number and day: one held document bears both",
    "correspondents_and_date": "kind, day and correspondents: one held document has all three",
}
LINK_TYPES = ("reply_to", "repetition_of", "enclosure_of", "translation_of", "same_document", "near_duplicate")
LINK_BASES = ("reference", "number_and_date", "original_title", "text", "title")
# Why an id leads to another, with a sentence for the dictionary.
REDIRECT_BASES = {
    "decision": "a person decided it: `decisions` says who, when and why",
    "name_in_document": "the same document gives the short and the full form",
    "post_and_date": "one surname at one post, where few write or to the same correspondent, at dates that meet, and"
    " nobody else of it there",
    "reference": "one surname, on the sides of two documents of which one calls the other “my” or “your”",
    "office_and_date": "one surname in one office, at dates that meet, and nobody else of it there",
    "correspondents_and_date": "one surname, in letters with somebody to whom few write, at dates that meet",
    "spelling": "one name in two spellings that a document itself puts side by side",
    "same_name": "one full name in two spellings of the same letters, with nothing that speaks against it",
    "superseded": "an earlier release had the id; the places that it stood for now are another's",
    "ghost_joined": "two references mean one document that is not held",
}
DECISIONS = ("same", "different", "split", "name", "country", "parent", "same_as", "type")
