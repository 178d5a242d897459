"""The engine: order, overlap, inside, many, zones, residue, and rules that are written wrongly."""

import time
from pathlib import Path

import pytest

from pipeline.elements import ELEMENTS
from pipeline.forms import forms
from pipeline.grammar import MOST_MATCHES, Grammar, GrammarError, Zone, read, rule
from pipeline.kit import patterns
from pipeline.sources import sources
from pipeline.starts import Lower
from pipeline.values.counts import count

LAYOUTS = [layout.grammar for source in sources().values() for layout in source.layouts]
SAMPLES = Path(__file__).parent / "examples" / "raw"
GRAMMARS = [*LAYOUTS, *(form.grammar for form in forms().values())]
# Rules of sources are tried with the other checks of a source; a rule that several forms share is tried once.
_FIRST = {each: form.grammar.name for form in forms().values() for each in form.grammar.rules}
RULES = [pytest.param(each, id=f"{grammar}.{each.name}") for each, grammar in _FIRST.items()]


def one_zone(*rules, prose=()):
    return Grammar("g", (Zone("page", rules),), frozenset(prose))


def words(reading, text):
    return {element: text[p.start : p.end] for e in reading.extractions for element, p in e.parts.items()}


def residue(reading, text):
    return [text[start:end] for start, end in reading.residue]


def test_order_is_priority_and_a_claim_is_kept():
    text = "No. 12 of May"
    narrow = rule("narrow", r"No\.[ ](?P<sender_number>\d+)", "No. 1")
    greedy = rule("greedy", r"(?P<subject>.+)", "x")
    assert words(read(one_zone(narrow, greedy), text), text) == {"sender_number": "12", "subject": "of May"}
    assert words(read(one_zone(greedy, narrow), text), text) == {"subject": "No. 12 of May"}


def test_a_later_rule_reads_on_both_sides_of_a_claim():
    text = "a 1 b 2 c"
    first = rule("first", r"2", "2")
    letters = rule("letters", r"(?P<person>[a-z])", "a", many=True)
    reading = read(one_zone(first, letters), text)
    assert [p.start for e in reading.all("letters") for p in e.parts.values()] == [0, 4, 8]
    assert residue(reading, text) == ["1"]


def test_a_match_never_reaches_over_what_is_claimed():
    text = "ab-cd"
    reading = read(one_zone(rule("dash", "-", "-"), rule("word", r"(?P<person>\w+-?\w+)", "x", many=True)), text)
    assert [text[e.start : e.end] for e in reading.all("word")] == ["ab", "cd"]


def test_inside_reads_in_the_element_and_its_rest_is_residue():
    text = "List: one (1), two??; three. Not in the list (9)"
    reading = read(
        one_zone(
            rule("list", r"List:(?P<distribution>[^.]+)", "List: a"),
            rule("entry", r"(?P<recipient>[a-z]+)(?:[ ]\((?P<copies>\d)\))?", "a (1)", many=True, inside="distribution",
                 copies=count),
        ),
        text,
    )  # fmt: skip
    assert [(e.parts["recipient"].value, "copies" in e.parts) for e in reading.all("entry")] == [
        ("one", True), ("two", False), ("three", False)
    ]  # fmt: skip
    assert residue(reading, text) == ["??;", ". Not in the list (9)"]


def test_joints_of_a_list_are_no_residue():
    text = "List: one, two and three;"
    reading = read(
        one_zone(
            rule("list", r"List:(?P<distribution>.+)", "List: a"),
            rule("entry", r"(?P<recipient>one|two|three)", "one", many=True, inside="distribution"),
        ),
        text,
    )
    assert not reading.residue


def test_not_many_reads_once():
    text = "x x"
    reading = read(one_zone(rule("x", "x", "x")), text)
    assert len(reading.extractions) == 1
    assert residue(reading, text) == ["x"]


def test_zones_keep_rules_apart_and_the_last_opener_counts():
    grammar = Grammar(
        "g",
        (
            Zone("top", (rule("priority", r"^(?P<priority>urgent)$", "urgent"),)),
            Zone("middle", (), (rule("begin", r"^To", "To"),)),
            Zone("end", (), (rule("signature", r"^(?P<signature>Embassy)$", "Embassy", at_last=True),)),
        ),
        frozenset({"middle"}),
    )
    text = "To\nurgent\nEmbassy\nmore\nEmbassy\nrest"
    reading = read(grammar, text)
    assert reading.first("priority") is None
    assert reading.zones["middle"] == (0, text.rindex("Embassy"))
    assert residue(reading, text) == ["rest"]


def test_a_zone_that_does_not_open_leaves_the_text_to_the_one_before():
    grammar = Grammar(
        "g", (Zone("top", ()), Zone("end", (), (rule("sign", "(?P<signature>Embassy)", "Embassy", required=True),)))
    )
    reading = read(grammar, "nothing of it")
    assert [issue.code for issue in reading.issues] == ["missing-element", "unread-text"]
    assert "end" not in reading.zones


def test_places_are_tight_and_values_converted():
    text = "n:   7   |"
    reading = read(one_zone(rule("n", r"n:(?P<copies>[^|]+)\|", "n: 1|", copies=count)), text)
    part = reading.first("copies")
    assert (part.start, part.end, part.value, part.rule_id) == (5, 6, 7, "g.n")


def test_a_refusal_is_an_issue_with_its_place():
    text = "n: many|"
    reading = read(one_zone(rule("n", r"n:(?P<copies>[^|]+)\|", "n: 1|", copies=count)), text)
    (issue,) = reading.issues
    assert (issue.code, issue.start, issue.end) == ("unreadable-value", 3, 7)
    assert reading.first("copies").value is None


def test_required_is_missed_once_and_not_when_another_rule_reads_it():
    needed = rule("by_label", r"Date:[ ](?P<record_date>\d+)", "Date: 1", required=True)
    other = rule("bare", r"^(?P<record_date>\d+)$", "1")
    assert [issue.code for issue in read(one_zone(needed, other), "Date: 5").issues] == []
    assert [issue.code for issue in read(one_zone(needed, other), "5").issues] == []
    (issue, _) = read(one_zone(needed, other), "five").issues
    assert issue.code == "missing-element"
    assert "Date: 1" in issue.message


def test_a_list_without_end_is_cut_off_and_said():
    text = "a," * (MOST_MATCHES + 5)
    reading = read(one_zone(rule("a", "(?P<person>a),", "a,", many=True)), text)
    assert len(reading.extractions) == MOST_MATCHES
    assert any("more than" in issue.message for issue in reading.issues)


def test_residue_and_claims_together_are_the_whole_text(cable):
    for grammar in GRAMMARS:
        reading = read(grammar, cable)
        covered = [(e.start, e.end) for e in reading.extractions] + list(reading.residue)
        for start, end in reading.zones.values():
            if grammar in LAYOUTS:
                covered += [(start, end)] * (start > 0)
        open_text = set(range(len(cable))).difference(*(range(*span) for span in covered))
        prose = {place for name in grammar.prose for place in range(*reading.zones.get(name, (0, 0)))}
        # marks between two claims are no words
        assert "".join(cable[place] for place in sorted(open_text - prose)).strip(" *\n") == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda: rule("r", r"(?P<no_such_element>x)", "x"),
        lambda: rule("r", r"(?P<copies>x)", "x", priority=count),
        lambda: rule("r", r"(unclosed", "x"),
        lambda: rule("r", r"x", "x", required=True),
        lambda: one_zone(rule("r", "x", "x"), rule("r", "y", "y")),
        lambda: one_zone(rule("r", "x", "x", inside="distribution")),
        lambda: Grammar("g", (Zone("title", ()),)),
    ],
    ids=[
        "unknown element",
        "idle converter",
        "no pattern",
        "required without element",
        "two of one name",
        "inside nothing",
        "zone named as element",
    ],
)
def test_a_wrongly_written_grammar_is_refused(make):
    with pytest.raises(GrammarError):
        make()


@pytest.mark.parametrize("each", RULES)
def test_every_rule_reads_its_own_example(each):
    assert patterns.reads_its_example(each), each.example


@pytest.mark.parametrize("each", RULES)
def test_every_pattern_is_linear_on_hostile_text(each):
    assert not patterns.slow(each.pattern, each.example, at_start=each.at_start)


# Letters; what is not linear takes minutes for them.
_HOSTILE = 500_000


def test_half_a_hostile_megabyte_is_read_in_seconds(cable):
    fillers = ("[a] ", "Received: May 12 at 1700\n", "Ambassador Qiao. ", "A (2), ", "\n\nA", '"')
    places = (170, 440, 700, 1100, 1700, len(cable))
    for number, grammar in enumerate(GRAMMARS):
        for turn, filler in enumerate(fillers):
            place = places[(number + turn) % len(places)]
            text = cable[:place] + filler * (_HOSTILE // len(filler)) + cable[place:]
            start = time.process_time()
            read(grammar, text)
            assert time.process_time() - start < 10, (grammar.name, filler, place)


def test_every_match_begins_where_the_words_of_its_rule_stand():
    samples = [each.read_text("utf-8") for each in sorted(SAMPLES.rglob("*.*")) if each.suffix in {".md", ".txt"}]
    examples = (each.example for grammar in GRAMMARS for each in grammar.rules)
    text = "\n".join([*samples[::3], "\u212aey Cable\u017f", *examples])
    text = f"{text}\n{text.upper()}"
    assert len(text.lower()) == len(text)
    lower = Lower(text.lower())
    for each in dict.fromkeys(each for grammar in GRAMMARS for each in grammar.rules):
        if each.starts:
            found = {match.start() for match in each.pattern.finditer(text)}
            assert found <= set(lower.places(each.starts)), each.name


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        # a sign of ours is no end of the line before
        (r"\n[ ]*\n(?P<subject>To[^\n]+)", "x\n\nTo all\n \nTo none"),
        (r"^(?P<subject>To[^\n]+)", "To all\nx\nTo none\nFor To"),
        # letters that are another in lower case, or two
        (r"(?P<subject>(?i:disk))", "dis\u212a diſk DISK"),
        (r"(?P<subject>(?i:list))", "\u0130 lıst LIST"),
        # none within another
        (r"(?P<subject>nono)", "nononono nono"),
    ],
)
def test_a_rule_finds_in_a_long_text_what_its_pattern_finds(pattern, text):
    text += "\n" + "." * 1_000
    every = rule("r", pattern, "", many=True)
    reading = read(one_zone(every, prose=("page",)), text)
    assert [each.start for each in reading.extractions] == [each.start() for each in every.pattern.finditer(text)]


def test_every_element_of_the_vocabulary_is_read_by_a_rule():
    read_somewhere = {element for grammar in GRAMMARS for each in grammar.rules for element in each.pattern.groupindex}
    by_marks = {element for source in sources().values() for layout in source.layouts for element in layout.marked}
    assert read_somewhere | by_marks == set(ELEMENTS)
