"""Words before a name that say that it is a person's: forms of address, ranks, dignities."""

import re

# Of a person addressed, and of no office: Mr Roe, Dr Doe, Comrade Poe
ADDRESS = (
    r"(?:(?:The[ ])?(?:Rt\.?[ ]|Right[ ])?Hon(?:ourable)?\.?|Mrs?|Messrs|Miss|Ms|Mme|Sir|Dr|Prof(?:essor)?|Cde|Comrade|Father"
    r"|Señor|Se[nñ]hor)"
)
# Of a peer or a ruler: the word is part of the name by which such a person is known
DIGNITY = r"(?:Lord|Lady|Viscount|Earl|Marquess|Baron|Count|King|Queen|Prince|Princess|Sultan|Emperor|Bishop)"
RANK = (
    r"(?:Field[ -]Marshal|Marshal|Lt\.?(?:[ -](?:Col|Gen|Cdr))?|Lieutenant(?:[ -](?:Colonel|General|Commander))?"
    r"|Lieut(?:-(?:Col|Gen))?|Col(?:onel)?|Maj(?:or)?(?:[ -]Gen(?:eral)?)?|Gen(?:eral)?|Brig(?:adier)?(?:[ -]General)?|Capt(?:ain)?"
    r"|(?:Vice[ -]|Rear[ -])?Admiral|Commander|Cdr|Commodore|Air[ ](?:Chief[ ]|Vice-)?Marshal|Wing[ ]Commander"
    r"|Group[ ]Captain|Senator)"
)
# Before a whole name in a printed title; "President" is an office too
HONORIFIC = rf"(?:{ADDRESS}|{DIGNITY}|{RANK}|President|M)\.?[ ](?=\[?[A-Z])"

_LEADING = re.compile(
    rf"(?P<rank>{RANK}\.?)[ ](?:(?:{ADDRESS})\.?[ ])?|(?P<dignity>{DIGNITY})[ ]|(?:{ADDRESS})\.?[ ](?:{ADDRESS}\.?[ ])?",
    re.IGNORECASE,
)


def honoured(words: str) -> re.Match[str] | None:
    """Match the form of address, rank or dignity that words open with; its groups tell a rank and a dignity.

    >>> found = honoured("Lt Col W. R. Roe")
    >>> found["rank"], found.end()
    ('Lt Col', 7)
    >>> honoured("Mr Roe")[0], honoured("Lord Roe")["dignity"], honoured("Roe")
    ('Mr ', 'Lord', None)
    """
    return _LEADING.match(words)
