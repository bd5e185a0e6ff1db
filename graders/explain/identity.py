"""The value is something that was there before: an input, the starter, another answer, a number typed in."""

from __future__ import annotations

from collections.abc import Iterator

from graders.explain.case import Case, Explanation, Strength

FEW = 64  #: nobody types more values than that
PLAIN = 10  #: whole numbers up to this stand in every program
SEVERAL = 3  #: as many of those are typed in again


def find(case: Case) -> Iterator[Explanation]:
    """The starter, the answer to the task's own numbers, an input, another answer; one value everywhere; typed in."""
    context = case.context
    several = case.student.numel() > 1
    if any(case.same(value) for value in context.starter):
        yield Explanation(message_id="identity.starter", strength=Strength.STATED)
    if context.as_written is not None and case.same(context.as_written):
        yield Explanation(message_id="identity.as_written", strength=Strength.STATED)
    if any(case.same(value) for value in context.operands):
        yield Explanation(message_id="identity.input", strength=Strength.STATED if several else Strength.RELATION)
    for name, value in context.others.items():
        if case.same(value):
            strength = Strength.RELATION if several else Strength.PATTERN
            yield Explanation(message_id="identity.other_answer", params={"name": name}, strength=strength)
            break
    if case.level(case.student) and (several or not case.student.any()):
        # whole zeros may also be fractions that were cut off, which is told by their type
        strength = Strength.RELATION if several and case.found.is_floating_point() else Strength.PATTERN
        message_id = "identity.constant" if case.student.any() else "identity.zeros"
        yield Explanation(message_id=message_id, strength=strength)
    if _typed(case):
        yield Explanation(message_id="identity.typed", strength=Strength.PATTERN)


def _typed(case: Case) -> bool:
    """Every value stands in the source, and not all of them are numbers that stand in any source."""
    numbers = {float(value) for value in case.context.literals if not isinstance(value, str)}
    values = set(case.student.flatten().tolist()) if case.student.numel() <= FEW else set()
    telling = {value for value in values if abs(value) > PLAIN or not value.is_integer()}
    return bool(numbers) and (len(values) >= SEVERAL or bool(telling)) and values <= numbers
