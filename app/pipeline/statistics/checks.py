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
    first: dict[str, Counter[str]] = {name: Counter() for name in names}
    ever: dict[str, Counter[bool]] = {name: Counter() for name in names}
    outcomes = cache(lambda text: tuple((check.name, check.outcome) for check in read(text).checks))
    for story in told:
        if story.first is not None:
            for name, outcome in outcomes(story.first.found):
                first.setdefault(name, Counter())[outcome] += 1
        best: dict[str, bool] = {}
        for text in dict.fromkeys(one.found for one in story.tries):
            for name, outcome in outcomes(text):
                best[name] = best.get(name, False) or outcome == PASSED
        for name, passed in best.items():
            ever.setdefault(name, Counter())[passed] += 1
    return [_rates(name, first.get(name, Counter()), ever.get(name, Counter())) for name in first | ever]


def _rates(name: str, first: Counter[str], ever: Counter[bool]) -> CheckRates:
    firsts, all_of_them = first.total(), ever.total()
    return CheckRates(
        name=name,
        first=dict(first),
        first_rate=Figure.of(first[PASSED] / firsts if firsts else None, firsts),
        ever_rate=Figure.of(ever[True] / all_of_them if all_of_them else None, all_of_them),
    )
