"""From a policy to a BPF program, and into the kernel.

The program checks the machine word first (a number means something else on another machine), then finds the call's
number in a binary tree over runs of numbers that are decided alike. About 300 instructions, of which the kernel runs a
dozen for a call, and none for a call that is always allowed: it works those out when the filter is loaded.
"""

import ctypes
import itertools
import os
import struct
from collections.abc import Sequence
from typing import NamedTuple

from app.sandbox.lockdown import numbers, syscalls
from app.sandbox.lockdown.numbers import Machine
from app.sandbox.lockdown.rules import LOW_HALF, OWN_PID, Condition, Policy, Rule

RET_KILL_PROCESS, RET_ERRNO, RET_ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
LOAD, JUMP, JUMP_EQUAL, JUMP_AT_LEAST, AND, RETURN = 0x20, 0x05, 0x15, 0x35, 0x54, 0x06

_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data, bytes
_X32 = 0x40000000
_FARTHEST = 255  # a conditional jump holds its distance in a byte
_SET_MODE_FILTER = 1


class Instruction(NamedTuple):
    """One BPF instruction; jumps are counted from the next one."""

    code: int
    k: int  #: OWN_PID until the filter is loaded
    true: int = 0
    false: int = 0


class Filter:
    """A policy made ready for one machine: built once, loaded by any number of processes."""

    def __init__(self, policy: Policy, machine: Machine | None = None) -> None:
        """Build for `machine`, by default this one."""
        self.instructions = tuple(_program(policy, machine or numbers.here()))
        packed = b"".join(struct.pack("=HBBI", i.code, i.true, i.false, i.k & LOW_HALF) for i in self.instructions)
        self._program = ctypes.create_string_buffer(packed, len(packed))
        self._header = struct.pack("=H6xQ", len(self.instructions), ctypes.addressof(self._program))  # sock_fprog
        self._own_pid = [8 * at + 4 for at, i in enumerate(self.instructions) if i.k == OWN_PID]

    def load(self) -> None:
        """Put this thread, and those it starts from now on, under the filter for good. Needs no_new_privs.

        The process's own pid is written in first, as its own pid namespace counts, so load after the fork.
        """
        for place in self._own_pid:
            struct.pack_into("=I", self._program, place, os.getpid())
        syscalls.call("seccomp", _SET_MODE_FILTER, 0, self._header)


def _program(policy: Policy, machine: Machine) -> list[Instruction]:
    kill = Instruction(RETURN, RET_KILL_PROCESS)
    start = [
        Instruction(LOAD, _MACHINE),
        Instruction(JUMP_EQUAL, machine.audit, true=1),
        kill,
        Instruction(LOAD, _NUMBER),
    ]
    if machine.x32:
        start += [Instruction(JUMP_AT_LEAST, _X32, false=1), kill]
    return start + _tree(_runs(policy, machine))


def _runs(policy: Policy, machine: Machine) -> list[tuple[int, list[Instruction]]]:
    """Cut the numbers into runs that are decided alike: where each begins, and the code that decides."""
    decided = {name: [Instruction(RETURN, RET_ALLOW)] for name in policy.allowed}
    decided |= {name: _rule(rule) for name, rule in policy.rules.items()}
    by_number = {machine.calls[name]: code for name, code in decided.items() if name in machine.calls}
    refuse = [_refusal(policy.refusal)]
    codes = [(number, by_number.get(number, refuse)) for number in range(max(by_number, default=0) + 2)]
    return [next(run) for _, run in itertools.groupby(codes, key=lambda code: code[1])]


def _tree(runs: Sequence[tuple[int, list[Instruction]]]) -> list[Instruction]:
    """Search by halves: below the middle fall through, from it on jump over that half."""
    if len(runs) == 1:
        return runs[0][1]
    middle = len(runs) // 2
    below, above = _tree(runs[:middle]), _tree(runs[middle:])
    first = runs[middle][0]
    if len(below) <= _FARTHEST:
        return [Instruction(JUMP_AT_LEAST, first, true=len(below)), *below, *above]
    return [Instruction(JUMP_AT_LEAST, first, false=1), Instruction(JUMP, len(below)), *below, *above]


def _rule(rule: Rule) -> list[Instruction]:
    """Try one alternative after the other: a condition that fails jumps to the next, after the last to the refusal."""
    code: list[Instruction] = []
    for alternative in rule.alternatives:
        steps = [Instruction(RETURN, RET_ALLOW)]
        for condition in reversed(alternative):
            steps = _condition(condition, len(steps)) + steps
        code += steps
    return [*code, _refusal(rule.refusal)]


def _condition(condition: Condition, rest: int) -> list[Instruction]:
    """Fall through when it holds; else jump over the `rest` of its alternative."""
    load = [Instruction(LOAD, _ARGUMENTS + 8 * condition.argument + 4 * condition.high)]
    if condition.mask != LOW_HALF:
        load.append(Instruction(AND, condition.mask))
    last = len(condition.values) - 1
    if condition.negated:
        return load + [Instruction(JUMP_EQUAL, v, true=last - at + rest) for at, v in enumerate(condition.values)]
    jumps = [Instruction(JUMP_EQUAL, v, true=last - at) for at, v in enumerate(condition.values)]
    jumps[last] = jumps[last]._replace(false=rest)
    return load + jumps


def _refusal(number: int) -> Instruction:
    return Instruction(RETURN, RET_ERRNO | number)
