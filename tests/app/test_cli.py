"""The command line: what it prints, how it exits, and that each level of the sandbox holds as the doctor says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ALLCLOSE = str(Path(sys.executable).with_name("allclose"))
LEVELS = {"container": "container", "user": "userns", "user-without-namespaces": "same-uid"}
MACHINES = list(LEVELS) if os.geteuid() == 0 else ["user-without-namespaces"]  # lowering one's rights takes rights


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder."""
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | environment)


def doctor(*prefix: str, quick: bool) -> dict[str, Any]:
    """The doctor's JSON document, on the machine that the prefix makes of this one."""
    ran = run(*prefix, ALLCLOSE, "doctor", "--json", *(["--quick"] if quick else []))
    assert ran.stdout, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    assert ran.returncode == (0 if found["ok"] else 1)
    return found


def got_through(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The escapes that were not stopped."""
    return [escape for escape in found["escapes"] if not escape["stopped"]]


def test_the_doctor_says_what_the_document_promises() -> None:
    """One JSON document with these keys, and nothing beside it on stdout."""
    found = doctor(quick=True)
    assert {"ok", "layers", "escapes", "torch", "device", "database"} <= set(found)
    assert {"name", "on", "why_not", "remedy"} == set(found["layers"][0])
    assert {"name", "stopped", "status"} <= set(found["escapes"][0])
    assert got_through(found) == []
    assert [layer for layer in found["layers"] if not layer["on"] and not (layer["why_not"] and layer["remedy"])] == []


@pytest.mark.slow
@pytest.mark.parametrize("machine", MACHINES)
def test_every_level_stops_every_escape(machine: str) -> None:
    """The whole suite at each weaker level that can be emulated here."""
    found = doctor(sys.executable, "-m", "tests.emulate", machine, quick=False)
    assert found["level"] == LEVELS[machine]
    assert got_through(found) == []
    assert found["ok"]


def test_below_the_floor_the_doctor_says_what_is_missing() -> None:
    """Exit 1 and a sentence with the remedy; no box is started."""
    ran = run(
        sys.executable, "-m", "tests.emulate", "user-without-namespaces", ALLCLOSE, "doctor",
        ALLCLOSE_SANDBOX_FLOOR="full",
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr == (
        "The settings ask for the sandbox level 'full' or stronger, and this machine gives 'same-uid': "
        "it needs root (in a container: the capabilities SETUID, SETGID and KILL).\n"
    )


def test_a_wrong_setting_is_a_usage_error() -> None:
    """Exit 2 with the setting's name, and no traceback."""
    ran = run(ALLCLOSE, "doctor", ALLCLOSE_SPARES="many")
    assert ran.returncode == 2
    assert "ALLCLOSE_SPARES" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_bench_prints_its_document() -> None:
    """The keys that are promised, with positive figures; how large they are is for the bench to say, not for a test."""
    ran = run(ALLCLOSE, "bench", "box", "--json", "--rounds", "20", "--fresh", "2")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    for name in ("floor_ms", "box_ms", "fresh_ms"):
        assert 0 < found[name]["p50"] <= found[name]["p95"]
    for name in ("cpu_ms_per_job", "jobs_per_s_per_core", "ratio_to_floor", "fresh_to_box"):
        assert found[name] > 0
    assert found["layers"]


@pytest.mark.slow
def test_jobs_of_all_kinds_leave_nothing_behind() -> None:
    """A small soak: every status right, no process, descriptor, mount, group or file more than before."""
    ran = run(ALLCLOSE, "bench", "soak", "--json", "--jobs", "300")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_kills_at_random_lose_no_run() -> None:
    """A small storm: every run returns with a right status, and the pool is whole again."""
    ran = run(ALLCLOSE, "bench", "kills", "--json", "--kills", "30")
    assert ran.returncode == 0, ran.stdout + ran.stderr
