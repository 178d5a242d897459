"""What became of a row: followed to another id, moved to another number, changed, or really gone."""

import pyarrow as pa

from pipeline.arrow import arrow_schema
from pipeline.comparison import cells, compare
from pipeline.schema import table


def rows(name, *given):
    of = table(name)
    return pa.Table.from_pylist([{**of.blank, **each} for each in given], arrow_schema(of))


def actors(*ids):
    return rows("actors", *({"actor_id": each, "preferred_name": "Lane"} for each in ids))


def names(*pairs):
    of = (
        {"name_id": f"dfat:1/{key}", "document_id": "dfat:1", "actor_id": actor, "name": name}
        for key, actor, name in pairs
    )
    return rows("actor_names", *of)


def leads(old, new, entity="actor"):
    return rows("redirects", {"old_id": old, "entity": entity, "new_id": new, "basis": "same_name"})


def changes(then, now):
    found = cells(compare(then, now)).to_pylist()
    return [tuple(each.values())[1:] for each in found if each["table"] != "redirects"]


def test_an_id_that_leads_to_a_new_one_is_followed():
    then = {"actors": actors("lane"), "actor_names": names(("a01", "lane", "Lane")), "redirects": rows("redirects")}
    now = {
        "actors": actors("a-lane"),
        "actor_names": names(("a01", "a-lane", "Lane")),
        "redirects": leads("lane", "a-lane"),
    }
    assert changes(then, now) == [
        ("lane", "redirected", "actor_id", "lane", "a-lane"),
        ("dfat:1/a01", "redirected", "actor_id", "lane", "a-lane"),
    ]
    assert compare(then, now)["actor_names"].fields == {}


def test_two_actors_that_are_now_one():
    then = {"actors": actors("a-lane", "lane"), "redirects": rows("redirects")}
    now = {"actors": actors("a-lane"), "redirects": leads("lane", "a-lane")}
    assert changes(then, now) == [("lane", "redirected", "actor_id", "lane", "a-lane")]


def test_an_id_that_leads_nowhere_is_gone():
    then = {"actors": actors("a-lane", "lane"), "redirects": rows("redirects")}
    assert changes(then, {"actors": actors("a-lane"), "redirects": rows("redirects")}) == [
        ("lane", "removed", None, None, None)
    ]


def test_a_circle_of_ids_ends():
    circle = pa.concat_tables([leads("lane", "moss"), leads("moss", "lane")])
    then = {"actors": actors("lane"), "redirects": rows("redirects")}
    assert changes(then, {"actors": actors("kirk"), "redirects": circle})


def test_a_row_that_comes_in_moves_those_behind_it_and_changes_none():
    then = {"actor_names": names(("a01", "lane", "Lane"), ("a02", "moss", "Moss"))}
    now = {"actor_names": names(("a01", "kirk", "Kirk"), ("a02", "lane", "Lane"), ("a03", "moss", "Moss"))}
    assert changes(then, now) == [
        ("dfat:1/a01", "renumbered", "name_id", "dfat:1/a01", "dfat:1/a02"),
        ("dfat:1/a01", "added", None, None, None),
        ("dfat:1/a02", "renumbered", "name_id", "dfat:1/a02", "dfat:1/a03"),
    ]


def test_two_rows_that_change_places_are_renumbered():
    then = {"actor_names": names(("a01", "lane", "Lane"), ("a02", "moss", "Moss"))}
    now = {"actor_names": names(("a01", "moss", "Moss"), ("a02", "lane", "Lane"))}
    assert {each[1] for each in changes(then, now)} == {"renumbered"}


def test_empty_is_not_an_empty_text_and_lists_keep_their_parts():
    def of(*names):
        return rows("documents", {"document_id": "dfat:1", "source_id": "dfat", "tags": list(names), "title": "x"})

    assert changes({"documents": of("a; b")}, {"documents": of("a", "b")}) == [
        ("dfat:1", "changed", "tags", "a; b", "a; b")
    ]
    one = rows("actors", {"actor_id": "lane", "role_text": ""})
    other = rows("actors", {"actor_id": "lane", "role_text": None})
    assert changes({"actors": one}, {"actors": other}) == [("lane", "changed", "role_text", "", None)]


def test_tables_and_fields_that_one_does_not_have_are_not_compared():
    then = {"actors": actors("lane").drop_columns(["role_text"])}
    assert compare(then, {"actors": actors("lane"), "ghosts": rows("ghosts")}) == {}


def test_a_key_that_holds_an_id_is_followed_too():
    def positions(actor):
        return rows("actor_positions", {"holding_id": f"{actor}/consul", "actor_id": actor, "position_text": "Consul"})

    then = {"actor_positions": positions("lane"), "redirects": rows("redirects")}
    now = {"actor_positions": positions("a-lane"), "redirects": leads("lane", "a-lane")}
    assert changes(then, now) == [
        ("a-lane/consul", "redirected", "actor_id", "lane", "a-lane"),
        ("lane/consul", "redirected", "holding_id", "lane/consul", "a-lane/consul"),
    ]
