"""Whether one run answered its escape rightly: one sentence saying why not, or none."""

from __future__ import annotations

from collections.abc import Iterator

from app.sandbox.box import Limits, Program, Run
from app.sandbox.selfcheck.escape import Escape
from graders.observation import Observation, OtherSeen, Raised, RunStatus, TensorSeen, Value

ESCAPED = "escaped"
STDOUT_KEPT = 64 << 10
STDOUT_SLACK = 1 << 10  # a box may say that it cut the text
CPU_GRACE_S = 3.0  # between the limit and the death of several busy threads


def why_not(escape: Escape, program: Program, run: Run) -> str | None:
    """The first thing that is wrong with this run; None if it was stopped."""
    return next(_wrongs(escape, program, run), None)


def _wrongs(escape: Escape, program: Program, run: Run) -> Iterator[str]:
    namespaces = [cell.namespace for cell in run.observation.cells]
    yield from (f"it escaped: {_short(seen[ESCAPED])}" for seen in namespaces if ESCAPED in seen)
    if run.status not in escape.may_end:
        yield f"it ended {run.status}, not {' or '.join(sorted(escape.may_end))}: {_told(run)}"
    if run.status is RunStatus.RAISED:
        raised = _raised(run)
        if raised is None:
            yield "it raised, and no cell says what"
        elif escape.raises is not None and raised.type not in escape.raises:
            yield f"it raised {raised.type}, which is no refusal: {_told(run)}"
    if run.status is RunStatus.FINISHED:
        left = {name: value for seen in namespaces for name, value in seen.items() if name in escape.leaves}
        for name, value in escape.leaves.items():
            if name not in left or left[name] != value:
                yield f"it finished and left {name} = {_short(left.get(name))}, not {value!r}"
    yield from _beyond(escape.limits, run)
    yield from unsound(run.observation, program, escape.limits)


def _beyond(limits: Limits, run: Run) -> Iterator[str]:
    if run.usage.cpu_s > limits.run_cpu_s + CPU_GRACE_S:
        yield f"it used {run.usage.cpu_s:.1f} s of CPU where {limits.run_cpu_s:.1f} were allowed"
    if len(run.observation.stdout) > STDOUT_KEPT + STDOUT_SLACK:
        yield f"{len(run.observation.stdout)} characters of printed text were kept"


def unsound(observation: Observation, program: Program, limits: Limits) -> Iterator[str]:
    """Where an observation does not keep its own promises: whoever judges it relies on them."""
    indices = [cell.index for cell in observation.cells]
    if indices != sorted(set(indices)) or not set(indices) <= set(range(len(program.cells))):
        yield f"the observation has cells {indices[:10]} of a program with {len(program.cells)}"
    if len(observation.facts) > len(program.cells):
        yield f"the observation has facts of {len(observation.facts)} cells of a program with {len(program.cells)}"
    sizes: dict[int, int] = {}  # by identity: one tensor may have many names
    for value in _values(observation):
        if isinstance(value, str):
            sizes[id(value)] = len(value)
        if isinstance(value, TensorSeen):
            yield from _unsound_tensor(value)
            sizes[id(value)] = getattr(value.value, "nbytes", 0)
    if sum(sizes.values()) > limits.result:
        yield f"the observation holds {sum(sizes.values())} bytes where {limits.result} were allowed"


def _unsound_tensor(seen: TensorSeen) -> Iterator[str]:
    if seen.value is None:
        if not seen.unread:
            yield f"a tensor of shape {seen.shape} has neither a value nor a reason"
        return
    if tuple(seen.value.shape) != seen.shape or str(seen.value.dtype) != f"torch.{seen.dtype}":
        yield f"a tensor told as {seen.dtype}{seen.shape} is {seen.value.dtype}{tuple(seen.value.shape)}"


def _values(observation: Observation) -> Iterator[Value]:
    """Every value anywhere in an observation, by a list of what is still to be seen: nesting may be deep."""
    waiting: list[Value] = []
    for cell in observation.cells:
        waiting += cell.namespace.values()
        waiting += [answer.value for answer in cell.answers]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, tuple):
            waiting += value
        elif isinstance(value, TensorSeen) and value.grad is not None:
            waiting.append(value.grad)


def _raised(run: Run) -> Raised | None:
    return next((cell.raised for cell in reversed(run.observation.cells) if cell.raised), None)


def _told(run: Run) -> str:
    raised = _raised(run)
    return _short(f"{raised.type}: {raised.message}" if raised else run.sentence)


def _short(value: object) -> str:
    text = value.type if isinstance(value, OtherSeen) else f"{value}"
    return text if len(text) <= 200 else f"{text[:200]}..."
