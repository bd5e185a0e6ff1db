"""A bot that reads only what a student is shown, and climbs: no question may give itself away to it.

It knows no PyTorch beyond the mutants' tables. It tries mutants of its best text, and whatever the feedback lets out:
numbers, code and names.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
    hearsay, plateau = heard(report), {told(report)}
    draw = random.Random(seed)  # noqa: S311 - the bot has no secret
    tried, left = {start}, _Left(draw=draw)
    foot, moves = start, _moves(start, hearsay, draw)
    while best.tries < tries and not best.reached:
        text = next((each for each in moves if each not in tried), None)
        if text is None:
            if not left:
                break
            foot = left.pop()
            moves = _moves(foot, hearsay, draw)
            continue
        tried.add(text)
        report = judge(text)
        score, words, more = _score(report), told(report), heard(report)
        onward = score > best.score or (score == best.score and words not in plateau)
        plateau = {words} if score > best.score else plateau | {words}
        left.add(_score(report), text) if not onward else left.add(best.score, foot)
        best = Climb(
            score=max(score, best.score), max=report.max, tries=best.tries + 1, text=text if onward else best.text
        )
        if onward or not more <= hearsay:
            foot, hearsay = text if onward else foot, hearsay | more
            moves = _moves(foot, hearsay, draw)
    return best


class _Left:
    """Texts from which nothing was tried yet, by their scores."""

    def __init__(self, *, draw: random.Random) -> None:
        self._draw = draw
        self._texts: dict[float, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._texts)

    def add(self, score: float, text: str) -> None:
        """Keep a text for later."""
        self._texts.setdefault(score, []).append(text)

    def pop(self) -> str:
        """Take one of the best, by chance."""
        score = max(self._texts)
        texts = self._texts[score]
        text = texts.pop(self._draw.randrange(len(texts)))
        if not texts:
            del self._texts[score]
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
