"""Damage to what has marks: XML, HTML and JSON that is well formed and still not what it should be."""

import json
import random
import re
from typing import Any

from benchmarks.fuzz.damage import Texts

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^<>]*)>")
_VALUE = re.compile(r"=\s*\"[^\"<]*\"")
_BETWEEN = re.compile(r">[^<>]+<")
_NAMES = (
    "div", "p", "note", "persName", "gloss", "ref", "date", "head", "opener", "closer", "dateline", "list", "item",
    "label", "choice", "sic", "corr", "lb", "hi", "table", "row", "cell", "seg", "script", "td", "frus:attachment", "x",
)  # fmt: skip
_GIVEN = (
    "", "d1", "p_X1", "#p_X1", "1955-02-30", "1955-13", "0000", "-9999-01-01", "9" * 40, "1955-01-01T25:61:00",
    "../../x", "\u202e", "document", "from", "&#x10FFFF;", "&amp;", "true", "frus1955-57v98#d1", "frus1955-57v98#",
    "#d1", "2020-01-01T00:00:00+99:99",
)  # fmt: skip
_ODD = (
    "<!-- -->", "<!--x-->", "<![CDATA[<p>]]>", "<?x y?>", "&amp;", "&#10;", "&#x202E;", "&#0;", "&x;", "&lt;p&gt;",
    "<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x "y">]>', "\r\n", "\u0130", "]]>", "&#55296;", "<lb/>",
    "<note>n</note>", "<pb n='1'/>",
)  # fmt: skip


def tags_moved(text: str, chance: random.Random, _: Texts) -> str:
    """Tags with other names; both of a pair, so that the file stays well formed, or one."""
    names = sorted({found[2] for found in _TAG.finditer(text)}) or ["p"]
    old, new = chance.choice(names), chance.choice((*_NAMES, *names))
    if chance.random() < 0.8:
        return re.sub(rf"(</?){re.escape(old)}(?=[\s/>])", lambda found: found[1] + new, text)
    return text.replace(f"<{old}", f"<{new}", 1)


def values_given(text: str, chance: random.Random, _: Texts) -> str:
    """Attributes with values that no calendar, list or file has, or those of another attribute."""
    own = [each[0] for each in _VALUE.finditer(text)] or ['=""']
    share = chance.choice((0.05, 0.3, 1.0))

    def other(found: re.Match[str]) -> str:
        if chance.random() >= share:
            return found[0]
        return chance.choice((chance.choice(own), f'="{chance.choice(_GIVEN)}"'))

    return _VALUE.sub(other, text)


def between(text: str, chance: random.Random, _: Texts) -> str:
    """Comments, sections, entities and instructions in the middle of words."""
    for _ in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(text) + 1)
        if chance.random() < 0.7:
            place = max(text.rfind(">", 0, place) + 1, 0)
        text = text[:place] + chance.choice(_ODD) + text[place:]
    return text


def emptied(text: str, chance: random.Random, _: Texts) -> str:
    """Elements without their words, or with those of others."""
    own = [each[0] for each in _BETWEEN.finditer(text)] or ["><"]
    share = chance.choice((0.1, 0.5))
    return _BETWEEN.sub(
        lambda found: chance.choice(("><", "> <", chance.choice(own))) if chance.random() < share else found[0], text
    )


def element_moved(text: str, chance: random.Random, _: Texts) -> str:
    """An element, with all in it, once more somewhere else, or within itself many times."""
    tags = [each for each in _TAG.finditer(text) if not each[1] and not each[3].endswith("/")]
    if not tags:
        return text
    tag = chance.choice(tags)
    close = text.find(f"</{tag[2]}>", tag.end())
    if close < 0:
        return text
    whole = text[tag.start() : close + len(tag[2]) + 3]
    if chance.random() < 0.3:
        depth = chance.choice((2, 20, 310))
        return (
            text[: tag.start()]
            + tag[0] * depth
            + text[tag.end() : close]
            + f"</{tag[2]}>" * depth
            + text[close + len(tag[2]) + 3 :]
        )
    place = chance.choice(tags).end()
    return text[:place] + whole[:20_000] * chance.choice((1, 1, 2, 30)) + text[place:]


OF_MARKS = (tags_moved, values_given, values_given, between, emptied, element_moved)


def of_json(text: str, chance: random.Random, others: Texts) -> str:
    """A record some of whose values are of another kind, and which has names it should not have."""
    try:
        record = json.loads(text)
    except ValueError:
        return text
    for _ in range(chance.choice((1, 2, 6))):
        record = _other(record, chance, others, 0)
    return json.dumps(record, ensure_ascii=chance.random() < 0.5)


def _other(value: Any, chance: random.Random, others: Texts, depth: int) -> Any:
    if isinstance(value, dict) and value and (depth == 0 or chance.random() < 0.8):
        name = chance.choice(sorted(value))
        return {**value, name: _other(value[name], chance, others, depth + 1)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        return [*value[:place], _other(value[place], chance, others, depth + 1), *value[place + 1 :]]
    if isinstance(value, str) and chance.random() < 0.5:
        return (
            values_given(value, chance, others) if chance.random() < 0.5 else value[chance.randrange(len(value) + 1) :]
        )
    given = (
        None,
        True,
        False,
        0,
        -1,
        1e308,
        10**400,
        "",
        "x" * 3_000,
        [],
        {},
        [[[[]]]],
        [None],
        {"name": {}},
        "\ud800",
        "\x00",
    )
    return chance.choice((*given, value, [value], {"name": value}, {"html": value}))
