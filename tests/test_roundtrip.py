"""Write cables of this form from known values, and read the same values back."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import RawDocument
from pipeline.parse import parse
from pipeline.records import records
from pipeline.sources import sources

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
SURNAMES = ("Chen", "Zhang", "Hui", "Zeng", "Zhou", "Ji", "Geng", "Luo", "Han", "Wu", "Liao", "Ke")
OFFICES = (
    "Premier's Office", "Foreign Affairs Office", "Ministry of Public Security", "Nationalities Commission",
    "General Office", "International Liaison Department", "Ministry of Trade and Industry", "Military Commission",
    "Xinhua News Agency", "Central Committee", "Bureau of Frontier Defense", "Secretariat of the Politburo",
)  # fmt: skip
DEPARTMENTS = ("Second Asian Department", "Consular Department", "First Asian Department", "Treaty Department",
               "Information Department", "Protocol Department")  # fmt: skip
ADDRESSEES = ("Ministry of Foreign Affairs", "Ministry of Public Security", "Ministry of Trade and Industry",
              "State Council", "Military Commission")  # fmt: skip
POSTS = ("Chinese Embassy in [North] Korea", "Chinese Embassy in Mongolia", "Chinese Consulate in Khorog")
WORDS = ("border", "grain", "delegation", "Yalu [Amnok] River", "talks on trade", "refugees", "the Party's view")
STEPS = ("Received", "Deciphered", "Transcribed", "Proofread", "Typed", "Copied", "Printed")


@dataclass(frozen=True)
class Recipient:
    names: tuple[str, ...]
    copies: int | None

    def __str__(self):
        number = "" if self.copies is None else f" ({self.copies})"
        below = "Ministry of Foreign Affairs " if len(self.names) > 1 else ""
        return f"{below}{' and '.join(self.names)}{number}"


@dataclass(frozen=True)
class Cable:
    record: int
    date: dt.date
    priority: str | None
    desk: str | None
    sender_number: str
    receiver_number: str
    recipients: tuple[Recipient, ...]
    has_total: bool
    subject: str
    addressees: tuple[str, ...]
    post: str
    body: tuple[str, ...]
    stamps: tuple[tuple[str, dt.datetime, str], ...]
    file_code: str
    page: int

    @property
    def total(self):
        return sum(1 if each.copies is None else each.copies for each in self.recipients)

    def text(self):
        title = f"Cable from the {self.post.replace('[', '').replace(']', '')}, '{self.subject.split(' [')[0]}'"
        day = long(self.date)
        header = [
            f"Priority: {self.priority}" if self.priority else None,
            f"From the {self.desk}" if self.desk else None,
            f"No. {self.sender_number}",
            day,
            f"Foreign Ministry Received {self.receiver_number}",
        ]
        total = f". Total of {self.total} copies" if self.has_total else ""
        stamps = " ".join(
            f"{step}: {MONTHS[at.month - 1]} {at.day} at {at.strftime(clock)}" for step, at, clock in self.stamps
        )
        addressees = " and ".join(f"the {name}" for name in self.addressees)
        return "\n".join(
            [
                "**Wilson  \nCenter**\n",
                f"**{day}**\n\n**{title}**\n\n**Citation:**\n",
                f'"{title}", {day}, Wilson Center Digital Archive, PRC FMA {self.file_code}, {self.page}. '
                f"Translated by Ann Lee and Wu Bo.  \n<https://example.org/document/{self.record}>\n",
                "**Summary:**\n\nA summary.\n\n**Original Language:**\n\nChinese\n\n**Contents:**\n",
                "Translation - English\n",
                "  \n".join(filter(None, header)) + "\n",
                f"Distribution: {', '.join(map(str, self.recipients))}{total}\n",
                f"{self.subject}\n\nTo {addressees}:\n",
                *(f"{paragraph}\n" for paragraph in self.body),
                f"{self.post}  \n{day}\n\n{stamps}\n\nPeople's Republic of China Ministry of Foreign Affairs",
            ]
        )


def long(day):
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


single = st.builds(
    lambda name, copies: Recipient((name,), copies), st.sampled_from(OFFICES), st.none() | st.integers(1, 20)
)
surname = st.builds(lambda name: Recipient((name,), None), st.sampled_from(SURNAMES))
joint = st.builds(
    lambda names, copies: Recipient(tuple(names), copies),
    st.lists(st.sampled_from(DEPARTMENTS), min_size=2, max_size=2, unique=True),
    st.integers(2, 9),
)
redacted = st.builds(lambda copies: Recipient(("XX",), copies), st.integers(1, 3))


@st.composite
def recipients(draw):
    listed = draw(st.lists(single | surname | redacted, min_size=1, max_size=10, unique_by=lambda each: each.names))
    return (*listed, draw(joint)) if draw(st.booleans()) else tuple(listed)


@st.composite
def stamps(draw, day):
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=4, unique=True))
    clock = st.sampled_from(["%H%M", "%H:%M"])
    at = dt.datetime.combine(day, dt.time())
    given_stamps = []
    for step in sorted(steps, key=STEPS.index):
        at += dt.timedelta(minutes=draw(st.integers(0, 2_000)))
        given_stamps.append((step, at, draw(clock)))
    return tuple(given_stamps)


@st.composite
def cables(draw):
    day = draw(st.dates(dt.date(1949, 10, 1), dt.date(1985, 12, 31)))
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    return Cable(
        record=draw(st.integers(1, 999_999)),
        date=day,
        priority=draw(st.sampled_from([None, "Urgent", "Routine", "Additional Rush"])),
        desk=draw(st.sampled_from([None, "Korea Desk", "Mongolia Desk"])),
        sender_number=draw(st.sampled_from(["Chen- 8/35", "Xu-17", "Ji-1203/4", "1476/sh"])),
        receiver_number=draw(st.sampled_from(["Chen-593", "Xu-1", "1149"])),
        recipients=draw(recipients()),
        has_total=draw(st.booleans()),
        subject="On " + draw(words) + draw(st.sampled_from(["", " [guanyu]"])),
        addressees=tuple(draw(st.lists(st.sampled_from(ADDRESSEES), min_size=1, max_size=3, unique=True))),
        post=draw(st.sampled_from(POSTS)),
        body=tuple(draw(st.lists(words.map(lambda each: f"We discussed {each}."), min_size=1, max_size=3))),
        stamps=draw(stamps(day)),
        file_code=draw(st.from_regex(r"[0-9]{3}-[0-9]{5}-[0-9]{2}", fullmatch=True)),
        page=draw(st.integers(1, 999)),
    )


def read(cable):
    """The rows that the text of a cable gives, by table."""
    raw = RawDocument("raw/wilson_center/x.md", "wilson_center", "0" * 64, cable.text())
    source = sources()["wilson_center"]
    return records(parse(raw, source), source)


def column(rows, field):
    return [row.get(field) for row in rows]


@settings(max_examples=1_000, deadline=None)
@given(cable=cables())
def test_what_is_written_is_read(cable):
    tables = read(cable)
    codes = column(tables.get("issues", []), "code")
    assert not set(codes) & {"unread-text", "unreadable-value", "missing-element", "unknown-form"}, tables["issues"]
    (document,) = tables["documents"]
    assert document["document_id"] == f"wilson_center:{cable.record}"
    assert document["date_edtf"] == cable.date.isoformat()
    assert document["subject"] == cable.subject
    assert document["translators"] == ["Ann Lee", "Wu Bo"]
    assert document["reference_code"] == f"PRC FMA {cable.file_code}, {cable.page}"
    assert document.get("priority_text") == cable.priority
    numbers = {row["role"]: row["identifier"] for row in tables["identifiers"]}
    assert numbers["sender_number"] == cable.sender_number
    assert numbers["receiver_number"] == cable.receiver_number

    events = tables["routing_events"]
    sent = [event for event in events if event["event_type"] == "sent"]
    assert column(sent, "to_name") == list(cable.addressees)
    assert set(column(sent, "from_name")) == {cable.post}
    assert column(sent, "from_desk_name") == [cable.desk] * len(cable.addressees)

    listed = [event for event in events if event["event_type"] == "distributed"]
    assert column(listed, "to_name") == [expected_name(n, cable) for each in cable.recipients for n in each.names]
    assert column(listed, "is_redacted") == [n == "XX" for each in cable.recipients for n in each.names]
    stated = [event["copies"] for event in listed if event.get("copies_basis") == "stated"]
    assert stated == [each.copies for each in cable.recipients if each.copies is not None]
    if cable.has_total:
        assert document["copies_total"] == document["copies_listed"] == cable.total
        assert document["copies_check"] in {"agrees", "ambiguous"}
        if document["copies_check"] == "agrees":
            assert sum(filter(None, column(listed, "copies"))) == cable.total
    else:
        assert document["copies_check"] == "no_total"
        assert "implied_by_total" not in column(listed, "copies_basis")

    steps = [event for event in events if event["event_type"] not in {"sent", "distributed"}]
    assert [(event["event_type"], event["at_local"]) for event in steps] == [
        (step.lower(), at.strftime("%Y-%m-%dT%H:%M")) for step, at, _ in cable.stamps
    ]
    for row in tables["evidence"]:
        assert cable.text()[row["start"] : row["end"]] == row["text"]


def expected_name(name, cable):
    """The name of the first department of a joint entry follows its ministry's.

    It is split off only where the document shows the ministry's name alone.
    """
    joint_first = any(len(each.names) > 1 and each.names[0] == name for each in cable.recipients)
    if joint_first and "Ministry of Foreign Affairs" not in cable.addressees:
        return f"Ministry of Foreign Affairs {name}"
    return name
