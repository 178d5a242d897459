"""Which pairs of actors are proposed, and how many."""

import random
import time

import pytest

from pipeline.identity.blocks import MOST, left_out, pairs
from pipeline.identity.candidates import candidates
from pipeline.identity.known import Known


def person(actor_id, *names, documents=1, days=(None, None), **more):
    return Known(actor_id, names, "person", None, *days, documents, **more)


def body(actor_id, name, state=None, documents=1, actor_type="corporate_body"):
    return Known(actor_id, (name,), actor_type, state, documents=documents)


def proposed(*people):
    return {(each.actor_id, each.other_actor_id) for each in candidates(people).pairs}


EVATT = person("evatt", "H. V. Evatt", "Evatt", documents=30, days=("1941-10-07", "1949-12-19"))


def test_a_surname_is_proposed_with_the_one_whole_name_of_its_days():
    during = person("d1", "Evatt", documents=120, days=("1945-04-01", "1945-06-30"))
    before = person("d2", "Evatt", days=("1931-01-01", "1931-01-01"))
    found = candidates([EVATT, during, before]).pairs
    assert [(each.actor_id, each.other_actor_id, each.value) for each in found] == [
        ("d1", "evatt", 120),
        # nothing ties it to the whole name: only to the surname that most documents name
        ("d1", "d2", 1),
    ]
    assert "at these dates" in found[0].reason


def test_a_surname_of_two_persons_of_its_days_is_proposed_with_neither():
    bearers = [
        person("wentian", "Zhang Wentian", days=("1960-01-01", "1962-01-01")),
        person("wenjin", "Zhang Wenjin", days=("1961-01-01", "1963-01-01")),
    ]
    zhang = person("zhang", "Zhang", days=("1961-05-12", "1961-05-12"))
    assert proposed(*bearers, zhang) == set()
    at_post = person("zhang", "Zhang", days=("1961-05-12", "1961-05-12"), posts=frozenset({"Karachi"}))
    of_post = person("wenjin", "Zhang Wenjin", days=("1961-01-01", "1963-01-01"), posts=frozenset({"Karachi"}))
    assert proposed(bearers[0], of_post, at_post) == {("wenjin", "zhang")}


def test_surnames_without_days_are_tied_to_the_largest_of_them_only():
    surnames = [person(f"d{place}", "Smith", documents=place) for place in range(1, 8)]
    assert proposed(*surnames) == {(f"d{place}", "d7") for place in range(1, 7)}


def test_what_settles_most_documents_comes_first_and_the_order_of_actors_does_not_matter():
    people = [
        EVATT,
        person("d1", "Evatt", documents=4, days=("1945-04-01", "1945-06-30")),
        person("b1", "S. M. Bruce", documents=9),
        person("b2", "Stanley Melbourne Bruce", documents=7),
        person("a1", "Clement Attlee", documents=9),
        person("a2", "Clement Atlee", documents=7),
    ]
    found = candidates(people)
    assert [each.value for each in found.pairs] == [7, 7, 4]
    assert [each.reason for each in found.pairs[:2]] == ["2 initials agree", "spelt nearly alike"]
    random.Random(1).shuffle(people)
    assert candidates(people) == found


def test_names_that_a_slip_keeps_apart_are_found_wherever_it_stands():
    assert proposed(person("a", "Sutan Sjahrir"), person("b", "Sutan Sjharir")) == {("a", "b")}
    assert proposed(person("a", "Paul Hasluck"), person("b", "Paul Asluck")) == {("a", "b")}


@pytest.mark.parametrize(
    ("one", "other", "is_proposed"),
    [
        (("U.K. Foreign Office", "GB"), ("British Foreign Office", "GB"), True),
        (("Department of External Affairs", "AU"), ("Canadian Department of External Affairs", "CA"), False),
        (("Department of External Affairs", None), ("Canadian Department of External Affairs", "CA"), False),
        (("Australian Department of External Affairs", "AU"), ("Department of External Affairs", "AU"), True),
        (("Dept. of External Affairs", "AU"), ("Department of External Affairs", "AU"), True),
        (("External Affairs Department", "AU"), ("Department of External Affairs", "AU"), True),
        (("Department of External Affairs", "AU"), ("Department of Internal Affairs", "AU"), False),
        (("DEA", "AU"), ("Department of External Affairs", "AU"), True),
        (("D.E.A.", "AU"), ("Department of External Affairs", "CA"), False),
        (("Department of Exernal Affairs", "AU"), ("Department of External Affairs", "AU"), True),
        (("Eastern Department", "GB"), ("Western Department", "GB"), False),
        (("First Asian Department", "CN"), ("Second Asian Department", "CN"), False),
        (("German Embassy", "DE"), ("German Embassy", "DDDE"), False),
    ],
)
def test_bodies(one, other, is_proposed):
    assert bool(candidates([body("a", *one), body("b", *other)]).pairs) == is_proposed


def test_a_person_and_a_body_of_one_name_are_no_pair():
    assert proposed(person("a", "Warwick Smith"), body("b", "Warwick Smith")) == set()


def test_of_a_large_block_each_is_compared_with_the_first_and_the_rest_is_counted():
    people = [person(f"p{place:04}", f"J. {'AB'[place % 2]}. Smith", documents=5_000 - place) for place in range(5_000)]
    start = time.perf_counter()
    found = candidates(people)
    assert time.perf_counter() - start < 20
    compared = len(list(pairs(list(range(5_000)))))
    assert left_out(5_000) == 5_000 * 4_999 // 2 - compared
    assert found.left_out >= left_out(5_000)
    assert len(found.pairs) <= 5_000 * MOST


@pytest.mark.parametrize("size", [0, 1, 2, MOST, MOST + 1, MOST + 2, 100])
def test_every_pair_of_a_block_is_compared_or_counted(size):
    assert len(list(pairs(list(range(size))))) + left_out(size) == size * (size - 1) // 2
