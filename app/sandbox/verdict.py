"""From what the broker saw and what the room claimed to one run's status, and the sentence a student is told."""

from __future__ import annotations

import json
import signal as signals
from dataclasses import dataclass, field
from errno import EACCES, EPERM, EROFS

from app.sandbox import customs, wire
from app.sandbox.box import MIB, Limits, Program, Run, Usage
from app.sandbox.layers import standing
from app.sandbox.levels import Level
from graders.observation import Observation, Place, Raised, RunStatus
from graders.plan import Plan

NO_ROOM = "no_room"
OUT_OF_MEMORY_CODE = 71  # as `spare` ends; a student who ends so too is told of memory, and gains nothing
OUT_OF_MEMORY_TEXTS = ("can't allocate memory", "not enough memory", "cannot allocate memory")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A broker's answer, taken apart; the frames in it are not looked at yet."""

    ending: str
    killed: bool = False  #: by the broker
    code: int | None = None
    signal: int | None = None
    oom: bool = False
    usage: Usage = field(default_factory=Usage)
    frames: bytes = b""
    stdout: bytes = b""
    why: str = ""  #: for the operator, when the fault is ours

    @staticmethod
    def read(frame: wire.Frame) -> Answer:
        """Take an ANSWER frame apart."""
        head = json.loads(frame.text)
        end = head["frames"]
        return Answer(
            ending=head["ending"],
            killed=head.get("killed", False),
            code=head.get("code"),
            signal=head.get("signal"),
            oom=head.get("oom", False),
            usage=Usage(cpu_s=head.get("cpu_s", 0.0), wall_s=head.get("wall_s", 0.0), peak_mb=head.get("peak_mb", 0.0)),
            frames=frame.blob[:end],
            stdout=frame.blob[end:],
            why=head.get("why", ""),
        )

    @staticmethod
    def failed(why: str) -> Answer:
        """No answer came."""
        return Answer(ending=NO_ROOM, why=why)


def ours(answer: Answer) -> bool:
    """Whether the run failed through our fault.

    A kill that neither the broker nor the memory limit sent is the machine's or an operator's: inside a room there is
    no way to send SIGKILL, not even to oneself.
    """
    if answer.ending == NO_ROOM:
        return True
    return answer.ending == "gone" and answer.signal == signals.SIGKILL and not answer.killed and not answer.oom


def conclude(program: Program, plan: Plan, answer: Answer, limits: Limits, level: Level) -> Run:
    """Declare the room's bytes at the customs desk and say how the run ended."""
    if ours(answer):
        sentence = (
            f"Your code could not be run, and that is our fault, not yours. ({answer.why or 'the room was lost'})"
        )
        return Run(status=RunStatus.BOX_FAILED, sentence=sentence, usage=answer.usage, layers=standing(level))
    declared = customs.declare(program, plan, wire.split(answer.frames), answer.stdout)
    status, sentence, place = _judge(program, answer, declared, limits)
    return Run(
        status=status,
        sentence=sentence,
        usage=answer.usage,
        observation=declared.observation,
        place=place,
        layers=standing(level),
    )


def _judge(
    program: Program, answer: Answer, declared: customs.Declared, limits: Limits
) -> tuple[RunStatus, str, Place | None]:
    at = declared.at
    if declared.refused or answer.ending == "garbage":
        sentence = "Your program wrote to the channel that its results leave by, so they cannot be read."
        return RunStatus.CRASHED, sentence, None
    match answer.ending:
        case "ended":
            return _judge_ended(declared.observation)
        case "cpu":
            sentence = (
                f"Your code used up its {limits.cell_cpu_s:g} seconds of computing time{_in_line(at)}. "
                "Look for a loop that never ends, or do fewer steps."
            )
            return RunStatus.OUT_OF_TIME, sentence, at
        case "wall":
            sentence = (
                f"Your code did not end within {limits.cell_wall_s:g} seconds{_in_line(at)}: it was waiting for "
                "something, such as a sleep, an input or a lock."
            )
            return RunStatus.OUT_OF_TIME, sentence, at
        case "result":
            sentence = f"Your code left more than {limits.result // MIB} MiB of results. Make the tensors smaller."
            return RunStatus.TOO_MUCH_OUTPUT, sentence, None
    return _judge_gone(answer, customs.line_of_crash(program, answer.stdout), limits)


def _judge_gone(answer: Answer, at: Place | None, limits: Limits) -> tuple[RunStatus, str, Place | None]:
    if answer.oom or answer.code == OUT_OF_MEMORY_CODE:
        sentence = (
            f"Your code used more than its {limits.room.memory // MIB} MiB of memory. "
            "Look for a list that only grows, or a tensor with a dimension too many."
        )
        return RunStatus.OUT_OF_MEMORY, sentence, None
    if answer.signal == signals.SIGXCPU:
        return RunStatus.OUT_OF_TIME, "Your code used up its computing time.", at
    if answer.signal and not answer.killed:
        name = signals.Signals(answer.signal).name
        return RunStatus.CRASHED, f"Python itself crashed while it ran your code ({name}){_in_line(at)}.", at
    sentence = "Your program ended Python at once, as os._exit does, so what it computed was lost."
    return RunStatus.CRASHED, sentence, at


def _judge_ended(observation: Observation) -> tuple[RunStatus, str, Place | None]:
    raised = next((cell.raised for cell in observation.cells if cell.raised), None)
    if raised is None:
        if any(cell.exit_called for cell in observation.cells):
            return RunStatus.FINISHED, "Your code ran, and ended itself with sys.exit.", None
        cut = " What it printed was cut: there was too much of it." if observation.stdout_truncated else ""
        return RunStatus.FINISHED, f"Your code ran to its end.{cut}", None
    where = _in_line(raised.place)
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


def _in_line(place: Place | None) -> str:
    if place is None:
        return ""
    return f" in line {place.line}" if place.cell == 0 else f" in line {place.line} of cell {place.cell + 1}"


def _article(name: str) -> str:
    return "an" if name[:1] in "AEIOU" else "a"
