"""Aim: the order of the conversation: frames too early, too late, twice, or of somebody else's.

Frames are those of `app.sandbox.wire`. A `relay` lets the inside do its work and changes what it says on the way.
"""

from __future__ import annotations

from app.sandbox.box import Limits, Run
from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    OUT_OF_TIME,
    SURVIVED,
    TOO_MUCH_OUTPUT,
    TRIED,
    Escape,
)
from app.sandbox.selfcheck.target import Target

BROKEN = CRASHED | TOO_MUCH_OUTPUT


def _no_forged_facts(_: Target, run: Run) -> str:
    """Facts are trusted because they were told before the first student line: later ones are not facts."""
    return "a forged fact was believed" if "forged" in f"{run.observation.facts}" else ""


ESCAPES = (
    Escape(
        name="frames_of_others",
        why="frames that only the broker or the worker may send",
        code="""
            import time
            for kind in (ANSWER, STATUS, CALLS, JOB):
                send(frame(kind, b"{}"))
            time.sleep(100)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="ready_again",
        why="a room that says it is new gets another student's job",
        code="""
            import os
            send(frame(READY))
            send(frame(READY))
            if os.read(3, 1 << 16):
                escaped = "a second job"
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="unasked_answers",
        why="answers to calls that were not yet made",
        code="""
            import time
            send(frame(ANSWERS, b"[]"))
            time.sleep(100)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="end_at_once",
        why="a program that ends before its cells have",
        code="""
            import os
            send(frame(END))
            os._exit(0)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="end_twice",
        why="a second end is read as the next run's",
        code="""
            def change(kind, cell, text, blob):
                return [frame(kind, text, blob, cell)] * (2 if kind == END else 1)
            relay(change)
            tried = True
        """,
        may_end=FINISHED | CRASHED,
        leaves=TRIED,
    ),
    Escape(
        name="forged_result",
        why="a result without a computation: it must be a mere claim about one cell, and no more",
        code="""
            import os
            send(frame(FINISHED, b'{"namespace": {"y": 42}}'))
            send(frame(END))
            os._exit(0)
        """,
        may_end=SURVIVED - OUT_OF_TIME,
    ),
    Escape(
        name="result_without_an_end",
        why="a result, and then a crash that is to be forgotten",
        code="""
            import os
            send(frame(FINISHED, b'{}'))
            os._exit(0)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="two_results",
        why="the second result of a cell, better than the first",
        code="""
            def change(kind, cell, text, blob):
                sent = [frame(kind, text, blob, cell)]
                return sent + [frame(kind, text.replace(b"tried", b"escaped"), blob, cell)] * (kind == FINISHED)
            relay(change)
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="result_after_the_end",
        why="a thread that survives the end changes the result that was already taken",
        code="""
            kept = []
            def change(kind, cell, text, blob):
                if kind == FINISHED:
                    kept.append(frame(kind, text.replace(b"tried", b"escaped"), blob, cell))
                return [frame(kind, text, blob, cell)] + kept * 20 * (kind == END)
            relay(change)
            tried = True
        """,
        may_end=FINISHED | CRASHED,
        leaves=TRIED,
    ),
    Escape(
        name="result_of_a_later_cell",
        why="a cell that was never run, done already",
        code=(
            """
            def change(kind, cell, text, blob):
                sent = [frame(kind, text, blob, cell)]
                if kind == FINISHED and cell == 0:
                    sent += [frame(STARTED, cell=1), frame(kind, text.replace(b"tried", b"claim"), blob, 1)]
                return sent
            relay(change)
            tried = True
            """,
            "import time; time.sleep(0.2); later = True",
        ),
        may_end=SURVIVED - OUT_OF_TIME,
        # a room may claim what it likes about its own cells; it may not have the claim and the run as well
        outside=lambda _, run: "a cell was seen twice" if len(run.observation.cells) > 2 else "",
    ),
    Escape(
        name="cells_that_are_not_there",
        why="a result for a cell of somebody else's",
        code="""
            import time
            for cell in (1, 2, 65535):
                send(frame(STARTED, cell=cell))
                send(frame(FINISHED, b"{}", cell=cell))
            time.sleep(100)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="new_seconds",
        why="each forged new cell begins a new count of seconds: time without end",
        code="""
            cell = 0
            while True:
                send(frame(FINISHED, b"{}", cell=cell))
                cell += 1
                send(frame(STARTED, cell=cell))
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="started_again",
        why="the same by beginning one cell again and again",
        code="""
            while True:
                send(frame(STARTED, cell=0))
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="forged_facts",
        why="facts about the source are trusted, being told before the first student line",
        code="""
            import time
            send(frame(FACTS, b'[{"names": ["forged"], "calls": ["forged"]}]'))
            time.sleep(0.3)
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
        outside=_no_forged_facts,
    ),
    Escape(
        name="a_line_unasked",
        why="a last line told before anybody asked",
        code="""
            import time
            send(frame(AT, b'{"cell": 0, "line": 99999999999999999999}'))
            time.sleep(0.3)
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="many_lines_when_asked",
        why="the moment that is left before the end, used to flood the hearer",
        code="""
            import signal
            def flood(*_):
                while True:
                    send(frame(AT, b'{"cell": -1, "line": 1e999, "extra": ' + b"[" * 50_000))
            signal.signal(signal.SIGXCPU, flood)
            while True:
                pass
        """,
        may_end=OUT_OF_TIME | BROKEN,
        limits=Limits(cell_cpu_s=0.2, cell_wall_s=10, run_cpu_s=1, run_wall_s=20),
    ),
)
