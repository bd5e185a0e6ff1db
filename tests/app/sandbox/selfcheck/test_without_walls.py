"""The other proof: where there are no walls the attacks succeed, and the suite says so.

An escape that cannot succeed would be stopped by any box. Only those are tried that do no harm to whoever runs them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.sandbox.box import Limits, Program, Run
from app.sandbox.levels import Level
from app.sandbox.selfcheck import suite
from app.sandbox.selfcheck.aftermath import TRIVIAL
from graders.observation import CellSeen, Observation, Raised, RunStatus
from graders.plan import Plan

HARNESS = """
import json, os, sys
told, names = os.fdopen(os.dup(1), "w"), {"__name__": "__main__"}
cells, raised = json.loads(sys.stdin.read()), None
try:
    for cell in cells:
        exec(cell, names)
except BaseException as error:
    raised = type(error).__name__
left = {name: True if names[name] is True else f"{names[name]!r}" for name in ("escaped", "tried") if name in names}
told.write("\\n" + json.dumps([left, raised]))
told.flush()
os._exit(0)
"""
LET_THROUGH = [
    *("fork_by_c_library", "subprocess", "os_system", "posix_spawn", "popen_in_background", "daemon"),
    *("read_a_file", "write_a_file", "append_to_a_file", "cut_a_file", "remove_a_file", "rename_a_file"),
    *("change_rights", "change_times", "change_owner", "make_a_file", "make_a_directory", "make_a_link"),
    *("list_a_directory", "link_to_a_file", "dots", "read_users", "many_files", "printed_flood_by_descriptor"),
    *("tcp", "udp", "web", "listen", "asyncio_server", "families", "abstract_socket", "socket_file"),
    *("pair_to_abstract_socket", "pair_to_socket_file", "pair_to_message_address", "pair_connected_elsewhere"),
    *("pair_with_a_name", "kill", "stop", "kill_thread", "kill_task", "queue_signal", "signal_by_file"),
    *("signal_by_file_to_thread", "limit_another", "slow_another", "move_another", "move_oneself", "memory_file"),
    *("outlive_the_parent", "objects_that_stay", "doors", "environment", "environment_of_another", "who_else_runs"),
    *("own_process_files", "how_busy_the_others_are", "import_answers", "import_checks", "descriptors"),
]


class NoWalls:
    """Runs a program as any interpreter would. For these tests only: it is the opposite of a box."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:  # noqa: ARG002 - the protocol's
        """Run it, and tell what it left."""
        if program == TRIVIAL:  # a fresh import of torch for each would take the most time of all
            cells = (CellSeen(index=0, namespace={"answer": 42}),)
            return Run(status=RunStatus.FINISHED, sentence="", observation=Observation(cells=cells))
        with tempfile.TemporaryFile("w+") as printed:  # a pipe would be held open by whoever is left
            ended = subprocess.run(
                [sys.executable, "-c", HARNESS],
                input=json.dumps(program.cells),
                env={"SECRET_TOKEN": "known to everybody"},
                cwd=self.folder,
                stdout=printed,
                stderr=printed,
                text=True,
                timeout=60,
                check=False,
            )
            printed.seek(0)
            text = printed.read()
        if ended.returncode:
            return Run(status=RunStatus.CRASHED, sentence=text)
        left, raised = json.loads(text.splitlines()[-1])
        told = raised and Raised(type=raised, message="")
        cells = (CellSeen(index=0, namespace=left, raised=told),)
        return Run(
            status=RunStatus.FORBIDDEN
            if raised == "PermissionError"
            else RunStatus.RAISED
            if raised
            else RunStatus.FINISHED,
            sentence="without walls",
            observation=Observation(cells=cells, stdout=text[: 64 << 10]),
        )


def test_honest_code_runs_without_walls_too(tmp_path: Path) -> None:
    """The instrument itself is right: what needs no torch runs, and leaves what it should."""
    work = [one for one in suite.ESCAPES if one.name in ("odd_line_ends", "code_made_at_run_time", "exit_in_a_thread")]
    found = suite.run(NoWalls(tmp_path), Level.FULL, escapes=work)[:3]
    assert [one.why_not for one in found] == ["", "", ""]


@pytest.mark.slow
def test_attacks_succeed_without_walls(tmp_path: Path) -> None:
    """Each of these is found out."""
    attacks = [one for one in suite.ESCAPES if one.name in LET_THROUGH]
    assert len(attacks) == len(LET_THROUGH)
    found = suite.run(NoWalls(tmp_path), Level.SAME_UID, escapes=attacks)
    assert [one.name for one in found if one.stopped and not one.name.startswith("aftermath_")] == []
