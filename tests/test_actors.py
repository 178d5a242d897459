"""How a document names its actors: in its head, under its text, in its prose; and what never becomes one."""

import pyarrow as pa
import pytest

from pipeline.verify import _Texts
from tests.conftest import changed, read_folder
from tests.test_dfat import one, page, read

CABLE = "Cablegram 12 LONDON, 3 May 1938"


def named(rows, actor_id):
    return one(rows, "actors", actor_id=actor_id)


def actor_at(rows, name, table="mentions"):
    return {row["actor_id"] for row in rows[table] if row["name"] == name}


def kinds(rows):
    return {row["preferred_name"]: row["actor_type"] for row in rows["actors"]}


@pytest.mark.parametrize(
    ("title", "actor_id", "name", "role", "basis"),
    [
        ("Mr A. B. Roe, Consul in Kupang, to Doe", "a-b-roe", "A. B. Roe", "Consul in Kupang", "title"),
        ("Doe to Sir Alan Roe, Minister for Ports", "alan-roe", "Alan Roe", "Minister for Ports", "title"),
        ("Lt Col W. R. Roe to Doe", "w-r-roe", "W. R. Roe", "Lt Col", "title"),
        ("Doe to R. G. Roe", "r-g-roe", "R. G. Roe", None, "name"),
        ("Lord Roe, First Lord, to Doe", "dfat-5-lord-roe", "Lord Roe", "First Lord", "title"),
        ("Warwick Roe to Doe", "warwick-roe", "Warwick Roe", None, "form"),
    ],
)
def test_a_person_is_named_without_what_stands_before_the_name(title, actor_id, name, role, basis):
    rows = read(page(f"1 {title}", CABLE, "The ferry sails."))
    actor = named(rows, actor_id)
    assert (actor["actor_type"], actor["preferred_name"], actor["actor_type_basis"]) == ("person", name, basis)
    assert actor["role_text"] == role
    assert one(rows, "actor_names", actor_id=actor_id)["role_text"] == role
    (event,) = rows["routing_events"]
    assert actor_id in {event["from_actor_id"], event["to_actor_id"]}


@pytest.mark.parametrize(
    ("name", "actor_id", "actor_type"),
    [
        ("Department of Trade", "au-department-of-trade", "corporate_body"),
        ("Prime Minister's Department", "au-prime-ministers-department", "corporate_body"),
        ("Commonwealth Government", "au-commonwealth-government", "corporate_body"),
        ("Cabinet", "au-cabinet", "corporate_body"),
        ("Embassy in Washington", "au-embassy-in-washington", "corporate_body"),
        ("Prime Minister", "au-prime-minister", "position"),
        ("High Commissioner in London", "au-high-commissioner-in-london", "position"),
        ("Secretary of Department of Trade", "au-secretary-of-department-of-trade", "position"),
        ("U.K. High Commissioner to Australia", None, "position"),
        ("All Posts", "dfat-5-all-posts", "group"),
        ("Port Moresby", "au-post-port-moresby", "place_as_post"),
        ("Dot", "au-dot", "corporate_body"),
        ("External Affairs", None, "unknown"),
    ],
)
def test_an_office_a_position_and_a_post_are_no_persons(name, actor_id, actor_type):
    rows = read(page(f"1 Roe to {name}", CABLE, "The ferry sails."))
    (event,) = rows["routing_events"]
    assert named(rows, event["to_actor_id"])["actor_type"] == actor_type
    assert actor_id in {None, event["to_actor_id"]}


def test_a_body_and_the_person_who_writes_for_it():
    rows = read(page("1 Memorandum, Administration (Roe) to Doe", "Kupang, 3 May 1968", "The ferry sails."))
    (event,) = rows["routing_events"]
    assert (event["from_name"], event["from_actor_id"]) == ("Administration (Roe)", "au-administration")
    assert one(rows, "actor_names", name="Roe")["role_text"] == "Administration"
    assert kinds(rows)["Roe"] == "person"


def test_a_cablegram_without_a_writer_goes_to_posts():
    rows = read(page("1 Cablegram to Ootacamund and Lisbon", "Jakarta, 3 May 1975", "O.1 SECRET", "The ferry sails."))
    assert {row["to_actor_id"] for row in rows["routing_events"]} == {"au-post-ootacamund", "au-post-lisbon"}
    assert {row["from_actor_id"] for row in rows["routing_events"]} == {"au-post-jakarta"}
    letter = read(page("1 Letter to Ootacamund", "Jakarta, 3 May 1975", "The ferry sails."))
    assert kinds(letter)["Ootacamund"] == "person"


def test_who_signs_is_the_sender_of_that_name():
    rows = read(page("1 Mr A. B. Roe to Doe", CABLE, "The ferry sails.", "ROE"))
    assert {row["actor_id"] for row in rows["senders"] if row["witness"] != "header"} == {"a-b-roe"}
    rows = read(page("1 Roe to Doe", CABLE, "The ferry sails.", "R. L. MOE Acting Secretary"))
    signer = one(rows, "senders", witness="signature")
    assert (signer["actor_id"], signer["role_text"]) == ("r-l-moe", "Acting Secretary")
    assert named(rows, "r-l-moe")["role_text"] == "Acting Secretary"


def test_two_writers_of_one_surname_are_two():
    rows = read(page("1 Mr A. B. Roe and Mr C. D. Roe to Doe", CABLE, "Now Roe sails, and so does Mr Roe.", "ROE"))
    assert {"a-b-roe", "c-d-roe"} <= {row["actor_id"] for row in rows["actors"]}
    assert actor_at(rows, "Roe").isdisjoint({"a-b-roe", "c-d-roe"}), "two bear it, so the surname joins neither"
    assert actor_at(rows, "ROE").isdisjoint({"a-b-roe", "c-d-roe"})
    rows = read(page("1 Roe to Roe", CABLE, "The ferry sails."))
    (event,) = rows["routing_events"]
    assert event["from_actor_id"] != event["to_actor_id"]


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("said that Mr. Casel would come.", "Casel", None),
        ("saw Sir George Sanso, Adviser on Far Eastern Ports, in May.", "George Sanso", "Adviser on Far Eastern Ports"),
        ("told General MacAdder so.", "MacAdder", "General"),
        ("told General Sir Thomas Blayne so.", "Thomas Blayne", "General"),
        ("asked Dr. van Mool's opinion.", "van Mool", None),
        ("asked the Minister for Ports, Mr. Casel, who came.", "Casel", "Minister for Ports"),
        ("met President Sukarna in June.", "Sukarna", "President"),
        ("met Lord Halliwell there.", "Lord Halliwell", None),
        ("met Mr J. K. Wallis there.", "J. K. Wallis", None),
    ],
)
def test_a_person_of_the_text_with_the_role_that_it_states(words, name, role):
    rows = read(page("1 Roe to Doe", CABLE, f"The captain {words}"))
    mention = one(rows, "mentions", zone="body")
    assert (mention["name"], mention["role_text"]) == (name, role)
    assert named(rows, mention["actor_id"])["actor_type"] == "person"


@pytest.mark.parametrize(
    "words",
    [
        "before the General Assembly Election in May.",
        "the Minister External Affairs and the Consul Batavia.",
        "told Ambassador Washington of it.",
        "General Headquarters and General Staff, and General Orders No. 1.",
        "The Officer in charge saw Part 2 and Your Excellency on Monday in June.",
        "Local Government and a Committee. The Government. This Department.",
        "the Emperor and Mr. X met General XX.",
    ],
)
def test_other_words_with_capitals_are_no_persons(words):
    rows = read(page("1 Roe to Doe", CABLE, f"It came {words}"))
    of = {row["actor_id"]: row["actor_type"] for row in rows["actors"]}
    assert [row["name"] for row in rows["mentions"] if row["zone"] == "body" and of[row["actor_id"]] == "person"] == []


@pytest.mark.parametrize(
    "name",
    [
        "State Department",
        "Security Council",
        "Department of External Affairs",
        "Ministry of Foreign Affairs",
        "Prime Minister's Department",
        "Embassy in New Delhi",
        "His Majesty's Government",
        "United Kingdom Government",
        "Department of Trade and Industry",
    ],
)
def test_an_office_of_the_text(name):
    rows = read(page("1 Roe to Doe", CABLE, f"He told the {name} and Mr Moe so."))
    office, person = sorted((row for row in rows["mentions"] if row["zone"] == "body"), key=lambda row: row["start"])
    assert (office["name"], named(rows, office["actor_id"])["actor_type"]) == (name, "corporate_body")
    assert person["name"] == "Moe"


def test_no_word_that_opens_a_sentence_is_part_of_an_office():
    rows = read(page("1 Roe to Doe", CABLE, "Suggest Security Council meets. When Security Council met, it sat."))
    assert {row["name"] for row in rows["mentions"] if row["zone"] == "body"} == {"Security Council"}


def test_an_office_that_any_state_has_is_of_its_document():
    rows = read(page("1 Roe to Doe", CABLE, "He told the Foreign Ministry so."))
    assert actor_at(rows, "Foreign Ministry") == {"dfat-5-ministry-of-foreign-affairs"}


def test_the_surname_of_a_correspondent_stands_again_in_the_text():
    text = "We told Mackintosh so. Mackintosh's reply came. Page 4 and the Page. A page opens. Page it."
    rows = read(page("1 Page to Mackintosh", CABLE, text))
    body = [row["name"] for row in rows["mentions"] if row["zone"] == "body"]
    assert body == ["Mackintosh", "Mackintosh"], "neither a figure's word nor one that the text has in lower case"
    assert actor_at(rows, "Mackintosh") == {"dfat-5-mackintosh"}


def test_a_wife_is_not_her_husband():
    rows = read(page("1 Mr A. B. Roe to Doe", CABLE, "We met Mrs Roe and Mr Roe."))
    mentions = sorted((row for row in rows["mentions"] if row["zone"] == "body"), key=lambda row: row["start"])
    assert [row["actor_id"] == "a-b-roe" for row in mentions] == [False, True]


def test_a_recipient_of_a_list_is_nobody_of_the_text(tables, cable):
    text = changed(cable, "crossed the border", "crossed the border. Chen [Weiguo] and Mr. Chen told Zeng so", 1)
    frames = tables(text)
    events, mentions = frames["routing_events"], frames["mentions"]
    of_list = set(events.loc[events["to_name"].isin(["Chen", "Zeng", "Zhang", "Hui"]), "to_actor_id"])
    assert of_list
    assert not set(mentions.loc[mentions["zone"] == "body", "actor_id"]) & of_list


def test_two_of_one_whole_name_on_one_list_are_two(tables, cable):
    frames = tables(changed(cable, "Chen, Zhang, Hui", "Chen [Yi], Chen [Yi], Hui"))
    events = frames["routing_events"]
    twice = events.loc[events["to_name"] == "Chen [Yi]", "to_actor_id"]
    assert len(twice) == twice.nunique() == 2


def files(raw, **pages):
    folder = raw / "dfat" / "volume-1"
    folder.mkdir(parents=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return read_folder(raw)


def test_a_name_that_another_document_proves_is_found_in_the_prose(raw):
    proof = page(
        "1 Mr Alan B. Roe, Minister for Ports, to Harbour Conference",
        CABLE,
        "The ferry sails.",
        notes=("1 Document 2.",),
    )
    prose = page("2 Doe to Moe", CABLE, "There Alan B. Roe spoke. Harbour Conference met.", notes=("1 Alan B. Roe.",))
    frames = files(raw, a=proof, b=prose.replace("doc_id: 5", "doc_id: 6"))
    mentions = frames["mentions"].query("document_id == 'dfat:6' and actor_id == 'alan-b-roe'")
    assert list(mentions["name"]) == ["Alan B. Roe"] * len(mentions)
    assert set(mentions["zone"]) == {"body", "note"}
    assert "au-harbour-conference" in set(frames["mentions"].query("document_id == 'dfat:6'")["actor_id"])
    evidence = frames["evidence"].query("rule_id == 'gazetteer.known_name'")
    texts = _Texts(raw, pa.Table.from_pandas(frames["captures"]))
    for row in evidence.itertuples():
        assert texts.of(row.raw_path)[row.start : row.end] == row.text
    assert frames["mentions"]["mention_id"].is_unique
    assert frames["actor_names"]["name_id"].is_unique
    actor = frames["actors"].set_index("actor_id").loc["alan-b-roe"]
    assert actor["document_count"] == 2


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Roe to Doe", "There Roe spoke."),
        ("Mr Alan Roe to Doe", "There Alan Roe Moe spoke, and Peter Alan Roe."),
        ("Doe to Prime Minister", "The Prime Minister of Harbour Island spoke."),
        ("Doe to New York", "He came to New York."),
    ],
)
def test_what_is_no_proven_name_by_itself_is_not_found(raw, title, words):
    proof = page(f"1 {title}", CABLE, "The ferry sails.", notes=("1 Document 2.",))
    frames = files(raw, a=proof, b=page("2 Moe to Joe", CABLE, words).replace("doc_id: 5", "doc_id: 6"))
    assert frames["evidence"].query("rule_id == 'gazetteer.known_name'").empty


def test_the_office_of_another_state_is_not_found(raw, cable):
    (raw / "wilson_center" / "188161.md").write_text(cable, "utf-8")
    prose = page(
        "2 Moe to Joe",
        CABLE,
        "Here Second Asian Department and Nationalities Commission met.",
        notes=("1 Document 2.",),
    )
    frames = files(raw, b=prose)
    assert not set(frames["mentions"].query("document_id == 'dfat:5'")["actor_id"]) & {
        actor_id for actor_id in frames["actors"]["actor_id"] if actor_id.startswith("cn-")
    }
