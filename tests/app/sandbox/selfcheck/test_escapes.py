"""The collection as data: what must hold of each escape before any of them runs. A failure lists the offenders."""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter

import pytest

from app.sandbox.levels import Level
from app.sandbox.lockdown import numbers
from app.sandbox.selfcheck import suite
from app.sandbox.selfcheck.calls import NUMBERS
from app.sandbox.selfcheck.escape import Escape
from app.sandbox.selfcheck.target import Target
from graders.observation import RunStatus

TARGET = Target(
    mark="ac-0123ab-007", ipc_key=5, victim=6, port=7, abstract="a", letterbox="b", outside="/o", canary="/o/canary"
)
FORGED = {escape.name for group in ("order", "claims", "lies", "endings") for escape in suite.GROUPS[group]}
ODD = {escape.name for escape in suite.GROUPS["source"]}
READABLE = [escape for escape in suite.ESCAPES if escape.name not in ODD | {"syntax_error", "indentation_error"}]


def names_of(tree: ast.AST) -> tuple[set[str], set[str]]:
    """The names that code reads, and those that it binds."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.AsyncFunctionDef(name=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case ast.alias(name=name, asname=other):
                bound.add(other or name.split(".")[0])
            case ast.Call(func=ast.Name(id="exec"), args=[ast.Constant(value=str(text))]):
                bound |= names_of(ast.parse(text))[1]  # helpers are bound by running their text
    return read, bound


def unbound(escape: Escape) -> set[str]:
    """The names that an escape reads and nothing has bound."""
    trees = [names_of(ast.parse(cell)) for cell in escape.program(TARGET).cells]
    known = set(vars(builtins)).union({"escaped", "__file__"}, *(bound for _, bound in trees))
    return set().union(*(read for read, _ in trees)) - known


def test_there_are_more_than_a_hundred() -> None:
    """A suite that shrank would still be green."""
    assert len(suite.ESCAPES) >= 100


def test_names_are_unique() -> None:
    """A finding is told by its name alone."""
    assert [name for name, count in Counter(escape.name for escape in suite.ESCAPES).items() if count > 1] == []


def test_no_group_is_empty() -> None:
    """A file that is in the suite holds something."""
    assert [name for name, group in suite.GROUPS.items() if not group] == []


def test_each_says_why() -> None:
    """Each escape tells, in one line, what an attacker would gain."""
    assert [e.name for e in suite.ESCAPES if "\n" in e.why or not 3 <= len(e.why) <= 120] == []


def test_a_failure_of_ours_is_never_right() -> None:
    """`box_failed` is no answer to anything, and each escape has some answer."""
    assert [e.name for e in suite.ESCAPES if not e.may_end or RunStatus.BOX_FAILED in e.may_end] == []


def test_a_box_that_runs_nothing_does_not_pass() -> None:
    """Where a run may finish, it must show something of itself, unless what it says is forged on purpose."""
    may_finish = [e for e in suite.ESCAPES if RunStatus.FINISHED in e.may_end and e.name not in FORGED]
    assert [e.name for e in may_finish if not e.leaves and not e.outside] == []


def test_a_slip_of_ours_is_no_wall() -> None:
    """Where a run may raise, the exceptions that count are named, and NameError is none but where it is asked for."""
    may_raise = [e for e in suite.ESCAPES if RunStatus.RAISED in e.may_end and e.name not in FORGED]
    assert [e.name for e in may_raise if not e.raises] == []
    slips = [e.name for e in may_raise if e.raises and "NameError" in e.raises]
    assert slips == ["broken_bytecode", "unknown_name"]


def test_all_compile() -> None:
    """Every cell is Python, with what is put before it; the groups of odd texts and of mistakes apart."""
    for escape in READABLE:
        for cell in escape.program(TARGET).cells:
            compile(cell, escape.name, "exec")


def test_no_name_is_unknown() -> None:
    """What a snippet reads it has bound, or it is a builtin, or it is put before its first line."""
    assert {e.name: found for e in READABLE if (found := unbound(e))} == {"unknown_name": {"not_there"}}


def test_each_can_fail() -> None:
    """By setting `escaped`, by how it ends, by what it leaves, or by what is seen from outside."""
    every = frozenset(RunStatus) - {RunStatus.BOX_FAILED}
    toothless = [
        e.name
        for e in suite.ESCAPES
        if "escaped" not in "\n".join(e.cells) and not e.leaves and not e.outside and e.may_end == every
    ]
    assert set(toothless) <= FORGED  # of which nothing can be asked but that the box survives them


def test_each_is_short() -> None:
    """A snippet is read before it is believed."""
    assert [e.name for e in suite.ESCAPES if e.name not in ODD and "\n".join(e.cells).count("\n") > 45] == []


def test_each_keeps_its_line_numbers_but_for_one() -> None:
    """What is put before a snippet is one line, and only the first cell has it."""
    for escape in suite.ESCAPES:
        given, written = escape.program(TARGET).cells, escape.cells
        assert given[1:] == written[1:]
        assert given[0].endswith(written[0])
        assert given[0].removesuffix(written[0]).count("\n") <= 1


def test_each_is_tried_where_all_walls_stand() -> None:
    """A level may lack a wall; `full` lacks none."""
    assert [e.name for e in suite.ESCAPES if Level.FULL not in e.at_levels] == []


def test_probes_are_few_and_quick() -> None:
    """What runs before a worker's first job is done in a second: none repeats, waits, or needs a room of its own."""
    probes = [e for e in suite.ESCAPES if e.probe]
    assert 12 <= len(probes) <= 24
    assert [e.name for e in probes if e.times > 1 or "sleep" in "".join(e.cells).replace("time.sleep(4)", "")] == []
    assert len({e.limits.room for e in probes}) == 1


def test_probes_are_of_all_kinds() -> None:
    """Processes, memory, files, network, signals, kernel, channel, secrets, time and honest work are all probed."""
    probed = {name for name, group in suite.GROUPS.items() if any(escape.probe for escape in group)}
    aims = {"processes", "memory", "files", "network", "signals", "kernel", "channel", "secrets", "answers", "time"}
    assert aims | {"honest"} <= probed


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_numbers_agree_with_those_of_the_locks(name: str) -> None:
    """Two tables that were written apart and agree are both right."""
    assert NUMBERS[name] == (numbers.MACHINES["x86_64"].number(name), numbers.MACHINES["aarch64"].number(name))


def test_every_call_has_a_number() -> None:
    """A name that the table lacks would raise KeyError in the room, which is no wall."""
    asking = [cell for e in suite.ESCAPES for cell in e.cells if re.search(r"\b(call|reached)\(", cell)]
    asked = {name for cell in asking for name in re.findall(r'(?:\bcall\(|[(,]\s*\()"([a-z0-9_]+)"', cell)}
    assert asked - set(NUMBERS) == set()
    assert len(asked) > 50


def test_every_number_is_used() -> None:
    """The table holds what is asked for and no more."""
    text = "\n".join(cell for escape in suite.ESCAPES for cell in escape.cells)
    assert [name for name in NUMBERS if f'"{name}"' not in text] == []
