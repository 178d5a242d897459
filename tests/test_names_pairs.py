"""Hard pairs of names, each with the outcome wanted."""

import pytest

from pipeline.identity.candidates import candidates
from pipeline.identity.known import Known
from pipeline.identity.likeness import likeness
from pipeline.values.persons import compatible, is_bare, person_name

# same: the same letters, with a given name or initial. candidate: a person decides. evidence: a candidate only where a
# post or the dates tie them. never: different persons, or forms that only a stated alias or a decision joins.
HARD_PAIRS = [
    ("Zhang Wentian", "Zhang Wenjin", "never"),
    ("Chen Yi", "Chen Yun", "never"),
    ("Zhang", "Zhang Wentian", "evidence"),
    ("Zhang", "Zhang", "evidence"),
    ("Pak Seong-cheol", "Pak Song Chol", "candidate"),
    ("Pak Seong-cheol", "Park Sung-chul", "candidate"),
    ("Pak Song Chol", "Park Sung-chul", "candidate"),
    ("Choe Yong-geon", "Choe Yonggon", "candidate"),
    ("Choe Yong-geon", "Ch'oe Yŏng-gŏn", "candidate"),
    ("Kim Il Sung", "Kim Il-sŏng", "candidate"),
    ("Kim Il Sung", "Kim Il-sung", "same"),
    ("Kim Il Sung", "Kim Jong Il", "never"),
    ("Kim Il", "Kim Il Sung", "never"),
    ("Syngman Rhee", "Rhee Syngmann", "candidate"),
    ("Syngman Rhee", "Yi Sŭng-man", "candidate"),
    ("Rhee Syngmann", "Yi Sŭng-man", "candidate"),
    ("PARK Chung Hee", "Park Chung-hee", "same"),
    ("Li Xiannian", "Li Hsien-nien", "candidate"),
    ("Chiang Kai-shek", "Jiang Jieshi", "never"),
    ("Qiao Guanhua", "Ch'iao Kuan-hua", "candidate"),
    ("Qiao Guanhua", "Chiao Kuan-hua", "candidate"),
    ("Qiao", "Ch'iao", "evidence"),
    ("Qiao Xiaoguang", "Qiao Guanhua", "never"),
    ("Zhou Enlai", "Chou En-lai", "candidate"),
    ("[Zhou] Enlai", "Zhou Enlai", "same"),
    ("Mao Zedong", "Mao Tse-tung", "candidate"),
    ("Mao Zedong", "Mao Zetan", "never"),
    ("Deng Xiaoping", "Teng Hsiao-p'ing", "candidate"),
    ("Lin Biao", "Lin Piao", "candidate"),
    ("Lin Biao", "Lin Biaozhang", "never"),
    ("Ho Chi Minh", "Hu Zhiming", "never"),
    ("S. M. Bruce", "Stanley Melbourne Bruce", "candidate"),
    ("S. M. Bruce", "Mr S M Bruce", "same"),
    ("BRUCE, Stanley", "Stanley Bruce", "same"),
    ("R. G. Casey", "R. M. Casey", "never"),
    ("R. G. Casey", "Richard Gardiner Casey", "candidate"),
    ("Evatt", "H. V. Evatt", "evidence"),
    ("Dr H. V. Evatt", "H. V. Evatt", "same"),
    ("Warwick Smith", "Smith", "evidence"),
    ("Warwick Smith", "Walter Smith", "never"),
    ("Mr Smith", "Mrs Smith", "never"),
    ("Mr J. Smith", "Mrs J. Smith", "never"),
    ("Adlai Stevenson, Jr.", "Adlai Stevenson Sr.", "never"),
    ("Van Mook", "van Mook", "evidence"),
    ("H. J. van Mook", "Van Mook", "evidence"),
    ("H. J. van Mook", "H. J. Mook", "candidate"),
    ("Charles de Gaulle", "De Gaulle", "evidence"),
    ("O'Neill", "ONeill", "evidence"),
    ("C. O'Neill", "C. ONeill", "same"),
    ("Vyshinsky", "Vyshinskii", "evidence"),
    ("A. Y. Vyshinsky", "Andrei Vyshinskii", "candidate"),
    ("Andrei Vyshinsky", "Andrei Vyshinskyy", "candidate"),
    ("Alekseev", "Alekseyev", "evidence"),
    ("Mikhail Gorbachev", "Gorbachev, Mikhail Sergeevich", "candidate"),
    ("S H T Y K O V", "Shtykov", "evidence"),
    ("Ali Murtopo", "Ali Moertopo", "candidate"),
    ("Clement Attlee", "Clement Atlee", "candidate"),
    ("Neville Chamberlain", "NEVILLE CHAMBERLAIN", "same"),
    ("Neville Chamberlain", "Austen Chamberlain", "never"),
    ("Kállai Gyula", "Gyula Kállai", "candidate"),
    ("KÁLLAI Gyula", "Gyula KÁLLAI", "same"),
]


def outcome(one: str, other: str) -> str:
    """What becomes of two actors of these names, of which nothing else is known, and then with a post in common."""
    names = person_name(one), person_name(other)
    if compatible(*names) == "same":
        return "same"
    actors = [Known(str(place), (name,), "person", documents=9 - place) for place, name in enumerate((one, other))]
    if not any(map(is_bare, names)) and candidates(actors).pairs:
        return "candidate"
    at_post = [
        Known(actor.actor_id, actor.names, "person", documents=actor.documents, posts=frozenset({"Geneva"}))
        for actor in actors
    ]
    is_candidate = bool(candidates(at_post).pairs)
    return "evidence" if is_candidate or _is_cluster(names) else "never"


def _is_cluster(names) -> bool:
    """Two surnames alone: they are one actor only where each is tied to the same whole name."""
    return all(map(is_bare, names)) and compatible(*names) == "compatible"


@pytest.mark.parametrize(("one", "other", "wanted"), HARD_PAIRS)
def test_hard_pairs(one, other, wanted):
    assert outcome(one, other) == wanted
    assert outcome(other, one) == wanted


@pytest.mark.parametrize(("one", "other", "wanted"), HARD_PAIRS)
def test_a_bare_surname_never_scores_high(one, other, wanted):
    names = person_name(one), person_name(other)
    score = likeness(*names).score
    assert score == likeness(*reversed(names)).score
    if any(map(is_bare, names)):
        assert score <= 0.3
    if wanted == "never":
        assert score < 0.4


def test_two_recipients_of_one_list_are_never_proposed():
    first = Known("a", ("Nikita Khrushchev",), "person", cannot=frozenset({"b"}))
    second = Known("b", ("Nikita Khrushchev",), "person")
    assert candidates([first, second]).pairs == []
    assert candidates([second, first]).pairs == []
