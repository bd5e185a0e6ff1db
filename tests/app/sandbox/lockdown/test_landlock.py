"""Landlock, without the system-call filter: what each ABI closes, and that what is meant to stay open does."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import identity, landlock, syscalls

Refusal = Callable[..., str]
InChild = Callable[[Callable[[], Any]], Any]

needs_landlock = pytest.mark.skipif(
    landlock.abi() == 0 and os.environ.get("CI") != "true",  # there, a layer that is missing fails the run
    reason="this kernel has no Landlock, or it is switched off",
)
each_abi = pytest.mark.parametrize("version", range(1, landlock.abi() + 1))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Three directories: one to read, one to write in, and one that is nobody's business."""
    for name in ("read", "write", "other"):
        tmp_path.joinpath(name, "deep").mkdir(parents=True)
        tmp_path.joinpath(name, "deep", "file").write_text(name)
    return tmp_path


@pytest.fixture
def locked(in_child: InChild, tree: Path) -> Callable[..., Any]:
    """Run a function in a child that may read `read`, write in `write`, and use /dev/null."""

    def run(work: Callable[[], Any], version: int | None = None) -> Any:
        rules = landlock.Ruleset(
            read=[str(tree / "read")], write=[str(tree / "write")], files_read=["/dev/zero"], files_write=["/dev/null"]
        )

        def lock_and_work() -> Any:
            identity.no_new_privileges()
            landlock.restrict(rules.build(version))
            return work()

        return in_child(lock_and_work).value

    return run


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A TCP server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def abstract() -> Iterator[str]:
    """The name of an abstract unix socket that somebody listens on."""
    name = f"\0allclose-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(name)
        listening.listen()
        yield name


def connect(address: Any, family: int = socket.AF_INET) -> None:
    """Connect, and hang up."""
    with socket.socket(family) as sock:
        sock.connect(address)


@needs_landlock
@each_abi
def test_reading_is_for_what_was_named(version: int, locked: Callable[..., Any], tree: Path, refusal: Refusal) -> None:
    """Files are read and listed below the directories named, and nowhere else, from the first ABI on."""

    def work() -> list[str]:
        return [
            (tree / "read/deep/file").read_text(),
            (tree / "write/deep/file").read_text(),
            *(path.name for path in (tree / "read").iterdir()),
            refusal((tree / "other/deep/file").read_text),
            refusal(os.listdir, tree / "other"),
            refusal(os.listdir, tree),
            refusal(os.open, tree / "read/../other/deep/file", os.O_RDONLY),
            refusal(Path("/etc/passwd").read_text),
        ]

    assert locked(work, version) == ["read", "write", "deep", *["EACCES"] * 5]


@needs_landlock
@each_abi
def test_writing_is_for_the_writable_directory(
    version: int, locked: Callable[..., Any], tree: Path, refusal: Refusal
) -> None:
    """Files and directories are made, changed and removed in the writable directory, and nowhere else."""

    def work() -> list[str]:
        (tree / "write/new").write_text("x")
        (tree / "write/new").write_text("shorter")
        (tree / "write/link").symlink_to(tree / "other/deep/file")
        (tree / "write/more/still").mkdir(parents=True)
        (tree / "write/more/still").rmdir()
        (tree / "write/deep/file").unlink()
        return [
            refusal((tree / "read/deep/file").write_text, "x"),
            refusal((tree / "read/new").touch),
            refusal((tree / "read/deep/file").unlink),
            refusal((tree / "other/new").mkdir),
            refusal((tree / "write/link").read_text),
            refusal(os.link, tree / "read/deep/file", tree / "write/hard"),
        ]

    assert locked(work, version) == [*["EACCES"] * 5, "EXDEV"]


@needs_landlock
@each_abi
def test_files_move_between_writable_directories(
    version: int, locked: Callable[..., Any], tree: Path, refusal: Refusal
) -> None:
    """Within the scratch a file moves from one directory to another, which the first ABI could not tell apart."""
    (tree / "write/into").mkdir()

    def work() -> list[str]:
        return [
            refusal(os.rename, tree / "write/deep/file", tree / "write/deep/renamed"),
            refusal(os.rename, tree / "write/deep/renamed", tree / "write/into/moved"),
        ]

    assert locked(work, version) == ["ok", "EXDEV" if version < 2 else "ok"]


@needs_landlock
@each_abi
def test_special_files_and_programs_are_refused(
    version: int, locked: Callable[..., Any], tree: Path, refusal: Refusal
) -> None:
    """In the writable directory no pipe and no socket is made, and programs outside are not run."""

    def work() -> list[str]:
        with socket.socket(socket.AF_UNIX) as sock:
            return [
                refusal(os.mkfifo, tree / "write/fifo"),
                refusal(sock.bind, str(tree / "write/socket")),
                refusal(os.execv, "/bin/true", ["true"]),
            ]

    assert locked(work, version) == ["EACCES"] * 3


@needs_landlock
def test_nothing_is_executed_however_it_was_named(in_child: InChild, tree: Path, refusal: Refusal) -> None:
    """To read or to write a program is not to run it, whichever list it stands on."""
    programs = [tree / place for place in ("read/script", "write/script", "other/script", "other/deep/script")]
    for path in programs:
        path.write_text("no program at all")  # so that, were it not refused, the error would be another (ENOEXEC)
        path.chmod(0o700)
    rules = landlock.Ruleset(
        read=[str(tree / "read"), str(programs[2])], write=[str(tree / "write")], files_write=[str(programs[3])]
    )

    def work() -> list[str]:
        identity.no_new_privileges()
        landlock.restrict(rules.build())
        return [refusal(os.execv, str(path), ["script"]) for path in programs]

    assert in_child(work).value == ["EACCES"] * 4


@needs_landlock
@each_abi
def test_what_newer_kernels_close(
    version: int, locked: Callable[..., Any], tree: Path, refusal: Refusal, server: socket.socket, abstract: str
) -> None:
    """Truncating, TCP, abstract sockets and signals to others are closed from the ABI on that knows them."""
    parent = os.getpid()

    def work() -> list[str]:
        return [
            refusal(os.truncate, tree / "other/deep/file", 1),
            refusal(connect, server.getsockname()),
            refusal(socket.socket().bind, ("127.0.0.1", 0)),
            refusal(connect, abstract, socket.AF_UNIX),
            refusal(os.kill, parent, 0),
            refusal(os.kill, os.getpid(), 0),
        ]

    tcp = "EACCES" if version >= 4 else "ok"
    outside = "EPERM" if version >= 6 else "ok"
    assert locked(work, version) == ["EACCES" if version >= 3 else "ok", tcp, tcp, outside, outside, "ok"]


@needs_landlock
def test_single_files_are_opened_as_named(locked: Callable[..., Any], refusal: Refusal) -> None:
    """A file named for reading is not written, one named for writing is both, and its neighbours are neither."""

    def work() -> list[str]:
        return [
            refusal(os.open, "/dev/zero", os.O_RDONLY),
            refusal(os.open, "/dev/zero", os.O_WRONLY),
            refusal(os.open, "/dev/null", os.O_RDWR | os.O_TRUNC),
            refusal(os.open, "/dev/full", os.O_RDONLY),
        ]

    assert locked(work) == ["ok", "EACCES", "ok", "EACCES"]


@needs_landlock
def test_descriptors_opened_before_stay_open(locked: Callable[..., Any], tree: Path) -> None:
    """The rules are about opening: what was handed over open is still read."""
    before = os.open(tree / "other/deep/file", os.O_RDONLY)
    try:
        assert locked(lambda: os.read(before, 10).decode()) == "other"
    finally:
        os.close(before)


@needs_landlock
def test_a_file_among_the_directories_is_readable(in_child: InChild, tree: Path, refusal: Refusal) -> None:
    """A list of what lies in a directory holds files too; they are read as the directories are."""
    rules = landlock.Ruleset(read=[str(tree / "read/deep"), str(tree / "other/deep/file")])

    def work() -> list[str]:
        identity.no_new_privileges()
        landlock.restrict(rules.build())
        return [(tree / "other/deep/file").read_text(), refusal(os.listdir, tree / "other/deep")]

    assert in_child(work).value == ["other", "EACCES"]


@needs_landlock
def test_missing_paths_are_an_error_unless_said_otherwise(tree: Path) -> None:
    """A path that is not there is left out only when asked, and no descriptor is lost over it."""
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    with pytest.raises(FileNotFoundError):
        landlock.Ruleset(read=[str(tree / "missing")]).build()
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before
    os.close(landlock.Ruleset(read=[str(tree / "missing"), str(tree)], missing_ok=True).build())
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before


@needs_landlock
def test_opened_paths_serve_many_rule_sets(in_child: InChild, tree: Path, refusal: Refusal) -> None:
    """What one rule set is given to write in beside the opened paths is not in the next, and no descriptor is lost."""
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    opened = landlock.Ruleset(read=[str(tree / "read")]).open()
    os.close(opened.build(write=str(tree / "other")))
    ruleset = opened.build(write=str(tree / "write"))

    def work() -> list[Any]:
        identity.no_new_privileges()
        landlock.restrict(ruleset)
        (tree / "write/deep/new").write_text("new")
        return [
            (tree / "read/deep/file").read_text(),
            (tree / "write/deep/new").read_text(),
            refusal((tree / "read/deep/new").touch),
            refusal((tree / "other/deep/file").read_text),
        ]

    assert in_child(work).value == ["read", "new", "EACCES", "EACCES"]
    os.close(ruleset)
    opened.close()
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before


@needs_landlock
def test_the_ruleset_does_not_survive_exec(tree: Path) -> None:
    """The descriptor of a ruleset is close-on-exec."""
    ruleset = landlock.Ruleset(read=[str(tree)]).build()
    assert not os.get_inheritable(ruleset)
    os.close(ruleset)


@needs_landlock
def test_locks_add_up(locked: Callable[..., Any], tree: Path, refusal: Refusal) -> None:
    """A second ruleset takes away and never gives back."""

    def work() -> list[str]:
        landlock.restrict(landlock.Ruleset(read=[str(tree)], write=[str(tree / "other")]).build())
        return [
            refusal((tree / "other/deep/file").read_text),
            refusal((tree / "write/x").touch),
            refusal((tree / "read/deep/file").read_text),
        ]

    assert locked(work) == ["EACCES", "EACCES", "ok"]


def test_a_kernel_without_landlock_has_abi_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the call is absent or filtered away the ABI is 0, and building rules fails instead of doing nothing."""

    def absent(name: str, *_: object) -> int:
        raise OSError(38, f"{name}: Function not implemented")

    monkeypatch.setattr(landlock, "call", absent)
    landlock.abi.cache_clear()
    try:
        assert landlock.abi() == 0
        with pytest.raises(OSError, match=r"landlock_create_ruleset: Function not implemented"):
            landlock.Ruleset().build()
    finally:
        landlock.abi.cache_clear()


def test_a_newer_kernel_is_spoken_to_in_the_newest_known_abi(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ABI this module has not heard of is used as far as it is known."""
    monkeypatch.setattr(landlock, "call", lambda *_: 99)
    landlock.abi.cache_clear()
    try:
        assert landlock.abi() == landlock.NEWEST
    finally:
        landlock.abi.cache_clear()


@needs_landlock
def test_signals_reach_no_process_outside(locked: Callable[..., Any], refusal: Refusal) -> None:
    """Under ABI 6 a locked process signals nobody but itself and its own."""
    if landlock.abi() < 6:
        pytest.skip("signals are scoped from ABI 6 on")
    parent = os.getpid()

    def work() -> list[str]:
        child, _ = syscalls.spawn(0)
        if child == 0:
            signal.pause()
        own = refusal(os.kill, child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [refusal(os.kill, parent, signal.SIGCONT), own]

    assert locked(work) == ["EPERM", "ok"]
