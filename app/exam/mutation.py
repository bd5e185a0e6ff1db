"""Mutants of the right answers: each has to lose marks, unless it is no mistake at all."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from app.exam.answers import Excuse
from app.exam.examiner import Examiner
from app.sandbox.box import Limits, Program
from graders.authoring import Question
from graders.observation import Observation, TensorSeen, Value
from graders.plan import Plan
from graders.proving import Mutant, mutants, same_but_for_data, same_but_for_prints, sample

ENOUGH = 20  #: mutants a question; where the reference has fewer, other right answers give theirs
SEEDS = 20  #: over which an equivalent mutant does the same as its source

Each = Callable[[Callable[[Mutant], bool], Iterable[Mutant]], list[bool]]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What became of a question's mutants. `survivors` earn full marks and are no equivalents: holes in the grader."""

    made: int
    killed: int
    equivalent: int
    excused: int = 0  #: left out, since the question's rulings call them right
    survivors: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """The part that is killed, of those that differ from their source."""
        return self.killed / (self.made - self.equivalent) if self.made > self.equivalent else 1.0


@dataclass(frozen=True, kw_only=True)
class Pool:
    """A question's mutants, each beside its source."""

    made: tuple[tuple[str, Mutant], ...]
    excused: int = 0


def pool(sources: Sequence[str], question: Question, at_most: int, excused: Collection[Excuse] = ()) -> Pool:
    """The mutants of a question: of the reference, which comes first, then of right answers until it is enough.

    Left out is what is no mistake: other numbers typed into the student's own tensors, another thing printed where
    nothing is to be shown, what stands under `if __name__ == "__main__"` or in a function that is never called, and
    what is `excused` for the question.
    """
    called = frozenset(call.function for call in question.called)
    found: list[tuple[str, Mutant]] = []
    left_out = 0
    for source in sources:
        own = [one for one in mutants(source) if not _harmless(source, one, called, question)]
        counted = [one for one in own if not _excused(source, one, excused)]
        left_out += len(own) - len(counted)
        found += [(source, one) for one in sample(counted, at_most - len(found), seed=question.number)]
        if len(found) >= min(ENOUGH, at_most):
            break
    return Pool(made=tuple(found), excused=left_out)


def examine(examiner: Examiner, found: Pool, each: Each) -> Tally:
    """Grade every mutant; look at those that survive, whether they do the same as their source."""
    made = found.made
    sources = {mutant.source: source for source, mutant in made}
    alive = each(lambda mutant: _survives(examiner, mutant), [mutant for _, mutant in made])
    survivors = [mutant for (_, mutant), lives in zip(made, alive, strict=True) if lives]
    same = each(lambda mutant: equivalent(examiner, sources[mutant.source], mutant.source), survivors)
    holes = [mutant for mutant, one in zip(survivors, same, strict=True) if not one]
    return Tally(
        made=len(made),
        killed=len(made) - len(survivors),
        equivalent=sum(same),
        excused=found.excused,
        survivors=tuple(_told(mutant) for mutant in holes),
    )


def equivalent(examiner: Examiner, one: str, other: str) -> bool:
    """Whether two programs leave and print the same from each of 20 seeds."""
    return all(_left(examiner, one, seed) == _left(examiner, other, seed) for seed in range(SEEDS))


def _survives(examiner: Examiner, mutant: Mutant) -> bool:
    earned = examiner.earns(mutant.source)
    return earned is None or earned >= examiner.full


def _harmless(source: str, mutant: Mutant, called: Collection[str], question: Question) -> bool:
    return (
        (not question.numbers and same_but_for_data(source, mutant.source))
        or (not question.shows and same_but_for_prints(source, mutant.source))
        or mutant.place[0] >= _guard(source)
        or mutant.place[0] in _unused(source, called)
    )


def _excused(source: str, mutant: Mutant, excused: Collection[Excuse]) -> bool:
    number = mutant.place[0] - 1
    lines = "\n".join(line for text in (source, mutant.source) for line in text.splitlines()[number : number + 1])
    return any(excuse.excuses(mutant.operator, lines) for excuse in excused)


def _unused(source: str, called: Collection[str]) -> frozenset[int]:
    """The lines of functions that nobody calls, the question included: a model answer's formulas for its grader."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    named = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return frozenset(
        line
        for node in functions
        if node.name not in named and node.name not in called
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )


def _guard(source: str) -> int:
    """The line of `if __name__ == "__main__"`, below which a reference only shows what it has; past the end if none."""
    lines = source.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith("if __name__")), len(lines) + 1)


def _left(examiner: Examiner, text: str, seed: int) -> list[object]:
    limits = Limits(cell_cpu_s=examiner.entry.question.seconds, run_cpu_s=examiner.entry.question.seconds)
    run = examiner.box.run(Program(cells=examiner.cells(text)), Plan(seed=seed), limits)
    return [run.status, *_told_of(run.observation)]


def _told_of(observation: Observation) -> list[object]:
    told: list[object] = [observation.stdout]
    for cell in observation.cells:
        told += [(name, _plain(value)) for name, value in cell.namespace.items()]
        told += [cell.raised.type if cell.raised else None]
        told += [_plain(row.value) for row in cell.made if row.shown]
    return told


def _plain(value: Value) -> object:
    if isinstance(value, TensorSeen):
        numbers = None if value.value is None else value.value.reshape(-1).tolist()
        grad = None if value.grad is None else _plain(value.grad)
        return (value.kind, value.dtype, value.shape, value.requires_grad, str(numbers), grad)
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return str(value)


def _told(mutant: Mutant) -> str:
    return f"{mutant.operator} at {mutant.place[0]}:{mutant.place[1]}: {mutant.before!r} -> {mutant.after!r}"
