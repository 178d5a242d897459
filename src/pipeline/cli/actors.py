"""The commands ``chancery actors``: see who is who, and decide it.

A decision is a line of ``authorities/decisions.csv``. The next release respects it, and so does each after it.
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.authorities import FILE_NAME, OF_TWO, AuthoritiesError, Decision, add_decision, next_id, read_decisions
from pipeline.cli.options import AsJson, Authorities, Releases, latest_in, stop
from pipeline.report import WRONG_USE
from pipeline.review import Actors, Question, UnknownActorError
from pipeline.show import actors as show_actors

app = typer.Typer(help="See who is who in the latest release, and decide it.", no_args_is_help=True)

By = Annotated[
    str | None, typer.Option("--by", envvar="CHANCERY_REVIEWER", help="Your name, to stand with the decision.")
]
_ANSWERS = {"s": "same", "d": "different"}
_NEXT, _QUIT = "n", "q"


@app.command()
def review(
    outputs: Releases = Path("outputs"),
    authorities: Authorities = Path("authorities"),
    by: By = None,
    most: Annotated[int, typer.Option("--most", min=1, help="So many questions at most.")] = 20,
    json: AsJson = False,
) -> None:
    """Decide in the terminal which actors are one, those first that settle most documents.

    With --json the questions are printed and nothing is asked.
    """
    actors = _actors(outputs)
    questions = actors.questions(_decisions(authorities), most)
    if json:
        show.as_json([show_actors.question_as_dict(each) for each in questions])
        return
    if not questions:
        typer.echo("there is no pair of actors left to decide")
        return
    name = by or typer.prompt("Your name, to stand with each decision")
    typer.echo(f"{actors.number_of_questions():,} pairs may be one; {len(questions)} of them now.")
    for number, each in enumerate(questions, 1):
        show_actors.question(each, number, len(questions))
        answer = _answer()
        if answer == _QUIT:
            break
        if answer in _ANSWERS:
            _take(authorities, _decision(each, _ANSWERS[answer], name))


def _answer() -> str:
    while True:
        words: str = typer.prompt("  (s)ame, (d)ifferent, (n)ext, (q)uit", default=_NEXT)
        if (answer := words.strip().lower()[:1]) in {*_ANSWERS, _NEXT, _QUIT}:
            return answer


def _decision(of: Question, kind: str, by: str) -> Decision:
    reason = typer.prompt("  Why? What it rests on", default=of.reason)
    return Decision("d1", kind, of.one.actor_id, of.other.actor_id, (), "", by, _today(), reason)


@app.command(name="show")
def show_one(
    actor_id: Annotated[str, typer.Argument(help="Id of an actor, such as qiao-xiaoguang; one that it had will do.")],
    outputs: Releases = Path("outputs"),
    json: AsJson = False,
) -> None:
    """Show an actor: forms of the name, positions, correspondents, documents, and the ids that lead to it."""
    try:
        known = _actors(outputs).known(actor_id)
    except UnknownActorError as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show_actors.known_as_dict(known))
    else:
        show_actors.known(known)


@app.command()
def decide(
    kind: Annotated[
        str, typer.Argument(help="same, different, split, parent (two actors); name, country, type, same_as (a value).")
    ],
    actor_id: Annotated[str, typer.Argument(help="The actor.")],
    other: Annotated[str, typer.Argument(help="The other actor, the id of the new one, or the value.")],
    *,
    reason: Annotated[str, typer.Option("--reason", help="What it rests on.")],
    documents: Annotated[
        list[str] | None, typer.Option("--document", help="Of a split, a document of the new one; may be given often.")
    ] = None,
    by: By = None,
    authorities: Authorities = Path("authorities"),
) -> None:
    """Write one decision, without being asked: chancery actors decide same A B --by NAME --reason WHY."""
    is_of_two = kind in OF_TWO
    decision = Decision(
        "d1", kind, actor_id, other if is_of_two else "", tuple(documents or ()), "" if is_of_two else other, by or "",
        _today(), reason,
    )  # fmt: skip
    _take(authorities, decision)


def _take(authorities: Path, decision: Decision) -> None:
    numbered = replace(decision, decision_id=next_id(_decisions(authorities)))
    try:
        add_decision(authorities, numbered)
    except (AuthoritiesError, OSError) as why:
        raise stop(str(why), WRONG_USE) from why
    show_actors.taken(numbered, str(authorities / FILE_NAME))


def _decisions(authorities: Path) -> tuple[Decision, ...]:
    try:
        return read_decisions(authorities)
    except AuthoritiesError as why:
        raise stop(str(why), WRONG_USE) from why


def _actors(outputs: Path) -> Actors:
    release = latest_in(outputs)
    return Actors(release)


def _today() -> str:
    return dt.date.today().isoformat()
