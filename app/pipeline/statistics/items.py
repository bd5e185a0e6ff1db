"""Questions as items of one test: difficulty, discrimination, reliability.

Source of the formulas: Lord and Novick, Statistical Theories of Mental Test Scores (1968); Cronbach, Psychometrika 16
(1951). Scores are points; a score that is missing was never attempted, which is not a nought.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import sub

from app.pipeline.statistics.figures import NEARLY, Figure, correlation, mean, quantile, variance

SAME = "Everybody has the same score, or the same on all the other questions."
Scores = Mapping[int, float]  #: of one student: question -> points


class Missing(StrEnum):
    """What a question that a student has not attempted is taken for."""

    ZERO = "zero"
    SKIP = "skip"  #: the student is left out where that question is needed


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """How well the questions together tell students apart."""

    questions: int  #: that were attempted by somebody
    alpha: Figure  #: Cronbach's
    sem: Figure  #: the standard error of measurement, in points
    mean: Figure  #: of the totals, in points
    sd: Figure  #: of the totals, in points


def difficulty(scores: Sequence[float], most: float) -> Figure:
    """The mean share of the points: 1 where everybody has all of them."""
    value = mean(scores)
    return Figure.of(None if value is None or most <= 0 else value / most, len(scores), "The question has no points.")


def discrimination(students: Sequence[Scores], totals: Sequence[float], question: int, missing: Missing) -> Figure:
    """The correlation between a question and all the others: whether who is good at those is good at this one.

    `totals` are the students' points on all questions. With its own points in the total, every question would correlate
    with itself.
    """
    if missing is Missing.ZERO:
        own, all_points = [one.get(question, 0.0) for one in students], totals
    else:
        pairs = [(one[question], total) for one, total in zip(students, totals, strict=True) if question in one]
        own, all_points = [points for points, _ in pairs], [total for _, total in pairs]
    return against_rest(own, all_points)


def against_rest(own: Sequence[float], totals: Sequence[float]) -> Figure:
    """The same, of the students' points at the question and at all questions."""
    return Figure.of(correlation(own, list(map(sub, totals, own))), len(own), SAME)


def reliability(students: Sequence[Scores], missing: Missing) -> Reliability:
    """Cronbach's alpha: k/(k-1) (1 - sum of the questions' variances / variance of the totals), and what follows."""
    asked = sorted({question for one in students for question in one})
    rows = students if missing is Missing.ZERO else [one for one in students if len(one) == len(asked)]
    columns = [[one.get(question, 0.0) for one in rows] for question in asked]
    totals = [math.fsum(one.values()) for one in rows]
    whole = variance(totals)
    why, value = SAME, None
    if len(asked) < 2:  # noqa: PLR2004 - one question agrees with itself
        why = "It takes two questions."
    elif whole is not None and whole > NEARLY:
        parts = math.fsum(variance(column) or 0.0 for column in columns)
        value = len(asked) / (len(asked) - 1) * (1 - parts / whole)
    sd = None if whole is None else math.sqrt(whole)
    error = None if value is None or sd is None else sd * math.sqrt(max(0.0, 1 - value))
    return Reliability(
        questions=len(asked),
        alpha=Figure.of(value, len(rows), why),
        sem=Figure.of(error, len(rows), why),
        mean=Figure.of(mean(totals), len(rows)),
        sd=Figure.of(sd, len(rows)),
    )


def histogram(scores: Sequence[float], most: float, bins: int = 10) -> list[int]:
    """How many have how large a share of the points, in so many equal steps; full marks are in the last."""
    found = [0] * bins
    for score in scores:
        share = score / most if most > 0 else 0.0
        found[max(0, min(bins - 1, math.floor(share * bins + NEARLY)))] += 1
    return found


def outliers(shares: Mapping[int, float]) -> dict[int, str]:
    """Questions that are passed far less, or far more, than the others: beyond Tukey's fences.

    Those lie one and a half times the distance of the quartiles outside of them, and never nearer than a tenth.
    """
    low, high = quantile(list(shares.values()), 0.25), quantile(list(shares.values()), 0.75)
    if low is None or high is None:
        return {}
    far = max(1.5 * (high - low), 0.1)
    told = {question: "low" for question, share in shares.items() if share < low - far - NEARLY}
    return told | {question: "high" for question, share in shares.items() if share > high + far + NEARLY}
