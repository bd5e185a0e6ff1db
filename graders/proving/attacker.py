"""A bot that reads only what a student is shown, and climbs: no question may give itself away to it.

It knows no PyTorch beyond the mutants' tables. It tries mutants of its best text, and whatever the feedback lets out:
numbers, code and names.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from graders.proving.engine import mutants
from graders.proving.feedback import Hearsay, heard, told
from graders.proving.pieces import numbers
from graders.proving.reading import read
from graders.report import QuestionReport, State

HEARSAY_FIRST = 0.5  #: how often it follows what was said rather than a mutant


@dataclass(frozen=True, kw_only=True)
class Climb:
    """How far the bot came: its best score of `max`, the text that had it, after how many tries."""

    score: float
    max: float
    tries: int
    text: str

    @property
    def reached(self) -> bool:
        """Whether it came to full marks."""
        return self.max > 0 and self.score >= self.max


def climb(start: str, judge: Callable[[str], QuestionReport], tries: int, seed: int) -> Climb:
    """Climb from a blank, a starter or a typed-in answer, asking the judge at most `tries` times, and at least once.

    A text that scores as much as the best and is told something new is followed too, for a plateau has to be crossed.
    Where all that is one step away was tried, it goes on from the best of the other texts.
    A report that is ungraded is our own fault: it tells the bot nothing.
    """
    report = judge(start)
    best = Climb(score=_score(report), max=report.max, tries=1, text=start)
    way, plateau = _Way(start, random.Random(seed)), {told(report)}  # noqa: S311 - the bot has no secret
    way.hear(report)
    while best.tries < tries and not best.reached and (text := way.step()) is not None:
        report = judge(text)
        score, words = _score(report), told(report)
        onward = score > best.score or (score == best.score and words not in plateau)
        way.hear(report)
        if not onward:
            way.leave(text, score)
        else:
            way.go_on(text, best.score)
            plateau = {words} if score > best.score else plateau | {words}
            best = replace(best, score=score, text=text)
        best = replace(best, tries=best.tries + 1)
    return best


class _Way:
    """Where the bot stands, what it heard, and the texts it has left behind by their scores."""

    def __init__(self, start: str, draw: random.Random) -> None:
        self._foot = start
        self._draw = draw
        self._tried = {start}
        self._left: dict[float, list[str]] = {}
        self._heard: frozenset[Hearsay] = frozenset()
        self._moves: Iterator[str] | None = None

    def hear(self, report: QuestionReport) -> None:
        """Take in what a report says; news opens new moves from where the bot stands."""
        more = heard(report) - self._heard
        if more:
            self._heard, self._moves = self._heard | more, None

    def go_on(self, text: str, behind: float) -> None:
        """Stand on a text; the one stood on so far, of the score `behind`, is left for later."""
        self.leave(self._foot, behind)
        self._foot, self._moves = text, None

    def leave(self, text: str, score: float) -> None:
        """Keep a text for when nothing better is left to try."""
        self._left.setdefault(score, []).append(text)

    def step(self) -> str | None:
        """Give a text that was not tried yet: one step from here, or from the best of those left behind."""
        while True:
            self._moves = self._moves or _moves(self._foot, self._heard, self._draw)
            text = next((each for each in self._moves if each not in self._tried), None)
            if text is not None:
                self._tried.add(text)
                return text
            if not self._left:
                return None
            self._foot, self._moves = self._back(), None

    def _back(self) -> str:
        texts = self._left[score := max(self._left)]
        text = texts.pop(self._draw.randrange(len(texts)))
        if not texts:
            del self._left[score]
        return text


def _score(report: QuestionReport) -> float:
    return 0.0 if report.state is State.UNGRADED else report.score


def _moves(text: str, hearsay: frozenset[Hearsay], draw: random.Random) -> Iterator[str]:
    """All texts one step away, in random order: what was heard and what can be mistaken, side by side."""
    said, made = list(_heard_moves(text, sorted(hearsay))), _mutated(text)
    draw.shuffle(said)
    draw.shuffle(made)
    while said or made:
        yield (said if said and (not made or draw.random() < HEARSAY_FIRST) else made).pop()


def _mutated(text: str) -> list[str]:
    try:
        return [mutant.source for mutant in mutants(text)]
    except (SyntaxError, ValueError):
        return []


def _heard_moves(text: str, hearsay: list[Hearsay]) -> Iterator[str]:
    """What was heard written below the text, or in place of each of its numbers."""
    try:
        answer = read(text)
    except (SyntaxError, ValueError):
        return
    places = [answer.spans[node] for node, _ in numbers(answer)]
    head = text if not text or text.endswith("\n") else text + "\n"
    for each in hearsay:
        yield from (head + line + "\n" for line in each.lines())
        if each.literal:
            yield from (text[:start] + each.text + text[end:] for start, end in places)
