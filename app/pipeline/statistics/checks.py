"""How each check of a question ends: in first attempts, and whether it was ever passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.pipeline.statistics.figures import Figure
from app.pipeline.statistics.tries import Story
from app.store.findings import Found

PASSED = "passed"
Read = Callable[[str | None], Found]


@dataclass(frozen=True, kw_only=True)
class CheckRates:
    """One check."""

    name: str
    first: Mapping[str, int]  #: outcome -> students, in their first attempts
    first_rate: Figure  #: the share that passed it then
    ever_rate: Figure  #: the share that has passed it in any attempt


def check_rates(told: Sequence[Story], read: Read, names: Sequence[str] = ()) -> list[CheckRates]:
    """Count by students, not by submissions; `names` are those of the question as it is now, and come first.

    A check that a report does not have, for the question was another then, is not counted against anybody.
    """
    outcomes = cache(lambda text: tuple((check.name, check.outcome) for check in read(text).checks))
    named = cache(lambda text: frozenset(name for name, _ in outcomes(text)))
    passed = cache(lambda text: frozenset(name for name, outcome in outcomes(text) if outcome == PASSED))
    first: dict[str, Counter[str]] = {name: Counter() for name in names}
    had, ever = Counter[str](), Counter[str]()
    for text, students in Counter(story.first.found for story in told if story.first is not None).items():
        for name, outcome in outcomes(text):
            first.setdefault(name, Counter())[outcome] += students
    for story in told:
        texts = {one.found for one in story.tries}
        had.update(frozenset[str]().union(*map(named, texts)))
        ever.update(frozenset[str]().union(*map(passed, texts)))
    return [
        _rates(name, first.get(name, Counter()), ever[name], had[name])
        for name in [*first, *sorted(had.keys() - first.keys())]
    ]


def _rates(name: str, first: Counter[str], ever: int, had: int) -> CheckRates:
    firsts = first.total()
    return CheckRates(
        name=name,
        first=dict(first),
        first_rate=Figure.of(first[PASSED] / firsts if firsts else None, firsts),
        ever_rate=Figure.of(ever / had if had else None, had),
    )
