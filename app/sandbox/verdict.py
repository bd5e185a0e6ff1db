"""From what the broker saw and what the room claimed to one run's status, and the sentence a student is told."""

from __future__ import annotations

import json
import signal as signals
from dataclasses import dataclass, field
from errno import EACCES, EPERM, EROFS
from typing import assert_never

from app.sandbox import customs, wire
from app.sandbox.box import MIB, Limits, Program, Run, Told, Usage
from app.sandbox.ending import BROKE, OUT_OF_MEMORY, Ending
from app.sandbox.layers import standing
from app.sandbox.levels import Level
from graders.observation import Observation, Place, Raised, RunStatus
from graders.plan import Plan

OUT_OF_MEMORY_TEXTS = ("can't allocate memory", "not enough memory", "cannot allocate memory")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A broker's answer, taken apart; the frames in it are not looked at yet."""

    ending: Ending
    killed: bool = False  #: by the broker
    code: int | None = None
    signal: int | None = None
    oom: bool = False
    usage: Usage = field(default_factory=Usage)
    frames: bytes = b""
    stdout: bytes = b""
    why: str = ""  #: for the operator, when the fault is ours
    told: Told | None = None

    @staticmethod
    def read(frame: wire.Frame) -> Answer:
        """Take an ANSWER frame apart."""
        head = json.loads(frame.text)
        end = head["frames"]
        return Answer(
            ending=Ending(head["ending"]),
            killed=head.get("killed", False),
            code=head.get("code"),
            signal=head.get("signal"),
            oom=head.get("oom", False),
            usage=Usage(cpu_s=head.get("cpu_s", 0.0), wall_s=head.get("wall_s", 0.0), peak_mb=head.get("peak_mb", 0.0)),
            frames=frame.blob[:end],
            stdout=frame.blob[end:],
            why=head.get("why", ""),
            told=Told(head=frame.text, body=frame.blob),
        )

    @staticmethod
    def failed(why: str) -> Answer:
        """No answer came."""
        return Answer(ending=Ending.NO_ROOM, why=why)


def ours(answer: Answer) -> bool:
    """Whether the run failed through our fault.

    A kill that neither the broker nor the memory limit sent is the machine's or an operator's: inside a room there is
    no way to send SIGKILL, not even to oneself.
    """
    if answer.ending is Ending.NO_ROOM:
        return True
    if answer.code == BROKE and not any(f.kind is wire.Kind.STARTED for f in wire.split(answer.frames)):
        return True  # our own code in the room failed before the first line of the student's ran
    return answer.ending is Ending.GONE and answer.signal == signals.SIGKILL and not answer.killed and not answer.oom


def conclude(program: Program, plan: Plan, answer: Answer, limits: Limits, level: Level) -> Run:
    """Declare the room's bytes at the customs desk and say how the run ended."""
    if ours(answer):
        return Run(
            status=RunStatus.BOX_FAILED,
            sentence="Your code could not be run, and that is our fault, not yours.",
            trouble=answer.why or "the room was killed from outside",
            usage=answer.usage,
            layers=standing(level),
        )
    declared = customs.declare(program, plan, wire.split(answer.frames), answer.stdout)
    status, sentence, place = _judge(program, answer, declared, limits)
    return Run(
        status=status,
        sentence=sentence,
        usage=answer.usage,
        observation=declared.observation,
        place=place,
        layers=standing(level),
        told=answer.told,
    )


def _judge(
    program: Program, answer: Answer, declared: customs.Declared, limits: Limits
) -> tuple[RunStatus, str, Place | None]:
    at = declared.at
    if declared.refused or answer.ending is Ending.GARBAGE:
        sentence = "Your program wrote to the channel that its results leave by, so they cannot be read."
        return RunStatus.CRASHED, sentence, None
    match answer.ending:
        case Ending.ENDED:
            return _judge_ended(program, declared.observation)
        case Ending.CELL_CPU | Ending.RUN_CPU:
            seconds = limits.cell_cpu_s if answer.ending is Ending.CELL_CPU else limits.run_cpu_s
            sentence = (
                f"Your code used up its {_seconds(seconds)} of computing time{_in_line(program, at)}. "
                "Look for a loop that never ends, or do fewer steps."
            )
            return RunStatus.OUT_OF_TIME, sentence, at
        case Ending.CELL_WALL | Ending.RUN_WALL:
            seconds = limits.cell_wall_s if answer.ending is Ending.CELL_WALL else limits.run_wall_s
            sentence = (
                f"Your code did not end within {_seconds(seconds)}{_in_line(program, at)}: it was waiting for "
                "something, such as a sleep, an input or a lock."
            )
            return RunStatus.OUT_OF_TIME, sentence, at
        case Ending.RESULT:
            size = f"{limits.result // MIB} MiB" if limits.result >= MIB else f"{limits.result // 1024} KiB"
            sentence = f"Your code left more than {size} of results. Make the tensors smaller."
            return RunStatus.TOO_MUCH_OUTPUT, sentence, None
        case Ending.GONE | Ending.NO_ROOM:
            return _judge_gone(program, answer, limits)
    assert_never(answer.ending)


def _judge_gone(program: Program, answer: Answer, limits: Limits) -> tuple[RunStatus, str, Place | None]:
    at = customs.line_of_crash(program, answer.stdout)
    if answer.oom or answer.code == OUT_OF_MEMORY:
        sentence = (
            f"Your code used more than its {limits.room.memory // MIB} MiB of memory. "
            "Look for a list that only grows, or a tensor with a dimension too many."
        )
        return RunStatus.OUT_OF_MEMORY, sentence, None
    if answer.signal == signals.SIGXCPU:
        return RunStatus.OUT_OF_TIME, "Your code used up its computing time.", at
    if answer.signal and not answer.killed:
        name = _signal(answer.signal)
        return RunStatus.CRASHED, f"Python itself crashed while it ran your code ({name}){_in_line(program, at)}.", at
    sentence = "Your program ended Python at once, as os._exit does, so what it computed was lost."
    return RunStatus.CRASHED, sentence, at


def _judge_ended(program: Program, observation: Observation) -> tuple[RunStatus, str, Place | None]:
    raised = next((cell.raised for cell in observation.cells if cell.raised), None)
    if raised is None:
        left = any(cell.exit_called for cell in observation.cells)
        end = "Your code ran, and ended itself with sys.exit." if left else "Your code ran to its end."
        cut = " What it printed was cut: there was too much of it." if observation.stdout_truncated else ""
        return RunStatus.FINISHED, end + cut, None
    where = _in_line(program, raised.place)
    if _is_memory(raised):
        return RunStatus.OUT_OF_MEMORY, f"Your code asked for more memory than there is{where}.", raised.place
    if raised.type == "PermissionError" or raised.errno in (EPERM, EACCES, EROFS):
        return (
            RunStatus.FORBIDDEN,
            (
                f"Your code tried something that is not allowed here{where}: starting programs, using the network, and "
                "reading or writing files outside /tmp are not part of the task."
            ),
            raised.place,
        )
    return RunStatus.RAISED, f"Your code stopped with {_article(raised.type)} {raised.type}{where}.", raised.place


def _is_memory(raised: Raised) -> bool:
    return raised.type == "MemoryError" or (
        raised.type in ("RuntimeError", "OutOfMemoryError", "OSError")
        and any(text in raised.message.lower() for text in OUT_OF_MEMORY_TEXTS)
    )


def _signal(number: int) -> str:
    try:
        return signals.Signals(number).name
    except ValueError:  # one of the real-time signals, most of which have no name
        return f"signal {number}"


def _in_line(program: Program, place: Place | None) -> str:
    if place is None:
        return ""
    return f" in line {place.line}" + (f" of cell {place.cell + 1}" if len(program.cells) > 1 else "")


def _seconds(seconds: float) -> str:
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"


def _article(name: str) -> str:
    return "an" if name[:1] in "AEIOU" else "a"
