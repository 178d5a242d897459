"""What is still read when texts are damaged as copies are: run it as ``python benchmarks/robustness.py``.

The samples of the tests are damaged in one way after the other and scored against their reviewed values. Under noise
in single letters, a value whose own letters were hit cannot be right any more; it is left out of the score. A wrong
value counts as silent where no issue of its document tells of it.
"""

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline import corpus
from pipeline.collection import collect
from pipeline.evaluate import Evaluation, evaluate, read_gold
from pipeline.shard import read_shard
from pipeline.tables import validated

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples"
TEXTS = {".md", ".txt"}
SEED = 1961

Damage = Callable[[str, random.Random], str]


def straight(text: str, _: random.Random) -> str:
    """Straight quotation marks."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str, _: random.Random) -> str:
    """Curly quotation marks in the place of straight ones, opening and closing in turn."""
    out, is_open = [], False
    for letter in text:
        if letter == '"':
            out.append("”" if is_open else "“")
            is_open = not is_open
        else:
            out.append("’" if letter == "'" else letter)
    return "".join(out)


def nbsp(text: str, chance: random.Random) -> str:
    """A twentieth of the blanks hard."""
    return "".join("\u00a0" if letter == " " and chance.random() < 0.05 else letter for letter in text)


def tight(text: str, _: random.Random) -> str:
    """No empty lines."""
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def loose(text: str, _: random.Random) -> str:
    """An empty line after every line, and hard blanks on it."""
    return text.replace("\n", "\n\u00a0\n")


def noise(share: float) -> Damage:
    """A share of the letters replaced, at random."""

    def damage(text: str, chance: random.Random) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        return "".join(
            chance.choice(letters) if letter.isalnum() and chance.random() < share else letter for letter in text
        )

    return damage


def label(text: str, chance: random.Random) -> str:
    """One of the labels with a colon lost, and its colon with it."""
    lines = text.split("\n")
    labelled = [place for place, line in enumerate(lines) if line.strip("* ").rstrip(":") in PUBLISHERS]
    if labelled:
        del lines[chance.choice(labelled)]
    return "\n".join(lines)


PUBLISHERS = {"Citation", "Summary", "Credits", "Original Language", "Contents", "Source"}


def one_line(text: str, _: random.Random) -> str:
    """All in one line, as the text of a PDF can come; only of texts in that layout."""
    head, notice, rest = text.partition("document.]")
    return f"{head}{notice}\n\n{' '.join(rest.split())}\n" if "Citation:" in text and "**" not in text else text


DAMAGES: dict[str, Damage] = {
    "as they are": lambda text, _: text,
    "straight quotation marks": straight,
    "curly quotation marks": curly,
    "hard blanks": nbsp,
    "no empty lines": tight,
    "empty lines between all": loose,
    "a label lost": label,
    "PDF text in one line": one_line,
    "2 % of the letters": noise(0.02),
}


def scored(damage: Damage) -> tuple[Evaluation, int]:
    """Score the damaged samples; also return how many wrong values no issue tells of."""
    chance = random.Random(SEED)
    gold = {each["document_id"]: each for each in read_gold(EXAMPLES / "expected" / "wilson_center")}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "raw" / "wilson_center"
        folder.mkdir(parents=True)
        kept = []
        for file in sorted((EXAMPLES / "raw" / "wilson_center").iterdir()):
            document_id = f"wilson_center:{file.stem}"
            if file.suffix in TEXTS and document_id in gold:
                text = damage(file.read_text("utf-8"), chance)
                (folder / file.name).write_text(text, "utf-8")
                kept.append(_still_there(gold[document_id], file.read_text("utf-8"), text))
            elif file.suffix not in TEXTS:
                shutil.copy(file, folder)
        frames = validated(collect([read_shard(corpus.scan(Path(place) / "raw"))]))
    found = evaluate(kept, frames)
    # every sample says that it is one, and some have their key from the name of the file: that tells of no damage
    issues = frames["issues"]
    told = set(issues.loc[~issues["code"].isin({"sample-document", "inferred-key", "failed-check"}), "document_id"])
    silent = sum(each.kind == "wrong" and each.document_id not in told for each in found.differences)
    return found, silent


def _still_there(gold: dict, before: str, after: str) -> dict:
    """The gold without the fields one of whose words stood in the text and stand there no more."""
    fold = lambda text: " ".join(straight(text, random.Random()).replace("*", "").split())  # noqa: E731
    old, new = fold(before), fold(after)
    if old == new:
        return gold
    lost = lambda value: any(fold(word) in old and fold(word) not in new for word in _strings(value))  # noqa: E731
    coded = {"date", "header_date", "signature_date", "conversation_date", "events", "document_type", "form"}
    return {key: value for key, value in gold.items() if key == "document_id" or not (lost(value) or key in coded)}


def _strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [
            each for key in ("name", "identifier", "text") if isinstance(value.get(key), str) for each in [value[key]]
        ]
    return [each for one in value or () for each in _strings(one)] if isinstance(value, list) else []


if __name__ == "__main__":
    print(f"{'damage':<28}{'precision':>10}{'recall':>8}{'F1':>8}{'whole':>10}{'wrong':>7}{'silent':>8}")
    for name, damage in DAMAGES.items():
        found, silent = scored(damage)
        tally = found.all
        whole = f"{found.whole[0]}/{found.whole[1]}"
        print(
            f"{name:<28}{tally.precision:>10.4f}{tally.recall:>8.4f}{tally.f1:>8.4f}{whole:>10}{tally.wrong:>7}{silent:>8}"
        )
