"""What a run leaves on the machine is found by its mark, told, and cleared away."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.sandbox.selfcheck import traces

NAMED = "import ctypes, sys; ctypes.CDLL(None).prctl(15, sys.argv[1].encode(), 0, 0, 0); print(flush=True); input()"


@pytest.fixture
def mark() -> str:
    """A mark that no other test uses."""
    return f"ac-{os.getpid() % 0xFFFFFF:06x}-000"


def test_a_process_is_found_by_its_name(mark: str) -> None:
    """A process that took the mark for its name is told and killed."""
    command = [sys.executable, "-c", NAMED, mark]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        assert list(traces.clear_processes(mark)) == [f"process {process.pid} ({mark}) was still there"]
        assert process.wait(10) == -9


def test_a_process_is_found_by_its_command_line(mark: str) -> None:
    """A program that was started under the mark is told and killed."""
    with subprocess.Popen([mark, "30"], executable="/bin/sleep") as process:
        while not Path(f"/proc/{process.pid}/cmdline").read_bytes():
            pass  # it has become another program, and has not been given its words yet
        assert list(traces.clear_processes(mark)) == [f"process {process.pid} (sleep) was still there"]
        assert process.wait(10) == -9


def test_the_dead_are_not_told(mark: str) -> None:
    """A process that ended, and that nobody has waited for yet, holds nothing."""
    with subprocess.Popen([mark, "0"], executable="/bin/sleep") as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert list(traces.clear_processes(mark)) == []


def test_other_marks_are_left_alone(mark: str) -> None:
    """A suite that runs beside this one keeps its own."""
    with subprocess.Popen([f"x{mark}", "30"], executable="/bin/sleep") as process:
        assert list(traces.clear_processes(mark)) == []
        assert process.poll() is None
        process.kill()


def test_files_are_told_and_removed(mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of a shared directory that bear the mark are counted and removed: a link itself, not what it names."""
    kept = tmp_path / "kept"
    kept.write_text("kept")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / f"{mark}-1").symlink_to(kept)
    (shared / "other").write_text("other")
    monkeypatch.setattr(traces, "SHARED", (str(shared), str(tmp_path / "missing")))
    assert list(traces.clear_files(mark)) == [f"1 entries in {shared}, such as {mark}-1"]
    assert list(traces.clear_files(mark)) == []
    assert kept.read_text() == "kept"
    assert [entry.name for entry in shared.iterdir()] == ["other"]


def test_system_v_objects_are_told_and_removed() -> None:
    """Objects of the kernel that outlive every process are found by their key."""
    key = 0x5E0000 | os.getpid() & 0xFFFF
    libc = ctypes.CDLL(None)
    assert libc.shmget(key, 4096, 0o1600) >= 0
    assert libc.semget(key, 1, 0o1600) >= 0
    assert libc.msgget(key, 0o1600) >= 0
    assert list(traces.clear_ipc(key)) == [
        "a System V shm object was still there",
        "a System V sem object was still there",
        "a System V msg object was still there",
    ]
    assert list(traces.clear_ipc(key)) == []


def test_mounts_are_told_by_what_and_where() -> None:
    """A mount is its source, its place and its kind; options that change by themselves are left out."""
    assert any(mount.split()[1] == "/proc" for mount in traces.mounts())
    assert all(len(mount.split()) == 3 for mount in traces.mounts())
