"""Running the suite over a box: everything, or the probes that a worker runs before its first job."""

from __future__ import annotations

import secrets as random
import time as clock
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from app.sandbox.box import Box
from app.sandbox.levels import Level
from app.sandbox.selfcheck import (
    answers,
    channel,
    claims,
    endings,
    files,
    honest,
    kernel,
    lies,
    memory,
    mistakes,
    neighbours,
    network,
    order,
    places,
    processes,
    scratch,
    secrets,
    signals,
    source,
    time,
    told,
    values,
)
from app.sandbox.selfcheck.aftermath import Before, aftermath
from app.sandbox.selfcheck.escape import OUT_OF_TIME, Escape
from app.sandbox.selfcheck.finding import Finding
from app.sandbox.selfcheck.helpers import mentioned
from app.sandbox.selfcheck.judge import why_not
from app.sandbox.selfcheck.patience import run_within
from app.sandbox.selfcheck.target import Surroundings, Target
from graders.observation import RunStatus

GROUPS: Mapping[str, tuple[Escape, ...]] = {
    "processes": processes.ESCAPES,
    "memory": memory.ESCAPES,
    "files": files.ESCAPES,
    "places": places.ESCAPES,
    "scratch": scratch.ESCAPES,
    "network": network.ESCAPES,
    "signals": signals.ESCAPES,
    "kernel": kernel.ESCAPES,
    "channel": channel.ESCAPES,
    "order": order.ESCAPES,
    "claims": claims.ESCAPES,
    "secrets": secrets.ESCAPES,
    "answers": answers.ESCAPES,
    "neighbours": neighbours.ESCAPES,
    "time": time.ESCAPES,
    "source": source.ESCAPES,
    "values": values.ESCAPES,
    "lies": lies.ESCAPES,
    "endings": endings.ESCAPES,
    "honest": honest.ESCAPES,
    "told": told.ESCAPES,
    "mistakes": mistakes.ESCAPES,
}
ESCAPES = tuple(chain.from_iterable(GROUPS.values()))


def run(
    box: Box,
    level: Level,
    *,
    only_probe: bool = False,
    at_once: int = 4,
    escapes: Sequence[Escape] = ESCAPES,
    heart: Callable[[], object] | None = None,
) -> list[Finding]:
    """Try every escape that is meant for the level, so many at once; then what they left. In the order of `escapes`.

    A box may mend itself behind its protocol, so that a snippet which killed half of it seems to have been stopped.
    `heart`, if given, tells what must not change meanwhile, such as the pids of the box's own processes; a change is
    held against every snippet that ran at that moment.
    """
    chosen = [escape for escape in escapes if level in escape.at_levels and (escape.probe or not only_probe)]
    marks = f"ac-{random.token_hex(3)}"
    before = Before.look(box, 1 if only_probe else 5)
    # The long ones begin first, so that none of them is left to run alone at the end.
    turns = sorted(range(len(chosen)), key=lambda number: not chosen[number].may_end & OUT_OF_TIME)
    with ThreadPoolExecutor(at_once) as pool:
        tries = {number: pool.submit(_attempt, box, chosen[number], f"{marks}-{number:03}", heart) for number in turns}
    return [tries[number].result() for number in range(len(chosen))] + aftermath(box, before, marks)


def _attempt(box: Box, escape: Escape, mark: str, heart: Callable[[], object] | None) -> Finding:
    try:
        return attempt(box, escape, mark, heart)
    except Exception as error:  # such as a target that could not be set up; the others, and the aftermath, go on
        return Finding(name=escape.name, stopped=False, why_not=f"it was not tried: {type(error).__name__}: {error}")


def attempt(box: Box, escape: Escape, mark: str, heart: Callable[[], object] | None = None) -> Finding:
    """Try one escape; `mark` is on whatever it leaves."""
    started, alive = clock.monotonic(), _beat(heart)
    status: RunStatus | None = None
    wrongs: list[str] = []
    with Surroundings(mark, mentioned("\n".join(escape.cells), Target(mark=mark).constants())) as around:
        program = escape.program(around.target)
        for _ in range(escape.times):
            ended = run_within(box, program, escape.plan(), escape.limits)
            if isinstance(ended, str):
                wrongs.append(ended)
                break
            status, wrong = ended.status, why_not(escape, program, ended)
            if not wrong and escape.outside:
                wrong = escape.outside(around.target, ended)
            if wrong:
                wrongs.append(wrong)
                break
        wrongs += around.harm()
    if (now := _beat(heart)) != alive:
        wrongs.append(f"meanwhile the box changed from {alive} to {now}")
    return Finding(
        name=escape.name,
        stopped=not wrongs,
        status=status,
        why_not="; ".join(wrongs),
        seconds=clock.monotonic() - started,
    )


def _beat(heart: Callable[[], object] | None) -> object:
    try:
        return heart() if heart else None
    except Exception as error:  # the box does not answer, which is an answer
        return f"{type(error).__name__}: {error}"
