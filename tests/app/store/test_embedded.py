"""A copy of the embedded database: whole, private, of one moment, and never in another's place."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.store import embedded
from app.store.trouble import StoreTrouble
from tests.databases import Template


@pytest.fixture
def url(sqlite_template: Template, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the schema in it."""
    with sqlite_template.copy(tmp_path) as where:
        yield where


def rows(file: Path) -> int:
    """How many courses there are."""
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("SELECT count(*) FROM courses").fetchone()[0])


def write(file: Path, number: int) -> None:
    """Two courses in one transaction, as another process would."""
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        for half in "ab":
            database.execute("INSERT INTO courses VALUES(?, ?, 't', 'p', '2026')", (f"{number}{half}",) * 2)


def test_a_copy_is_of_one_moment_while_others_write(url: str, tmp_path: Path) -> None:
    """Transactions that end meanwhile are in it whole or not at all, and those before it are all in it."""
    file = embedded.file_of(url)
    assert file is not None
    for number in range(5):
        write(file, number)
    stop = threading.Event()

    def keep_writing() -> None:
        number = 5
        while not stop.is_set():
            write(file, number)
            number += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        sizes = [embedded.copy_to(url, tmp_path / f"copy{n}.db") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    counts = [rows(tmp_path / f"copy{n}.db") for n in range(3)]
    assert all(count >= 10 and count % 2 == 0 for count in counts)
    assert counts == sorted(counts)
    assert min(sizes) > 0


def test_only_the_owner_may_read_it_and_nothing_else_is_left(url: str, tmp_path: Path) -> None:
    """It holds what students wrote; and what it was made in is gone."""
    target = tmp_path / "there" / "copy.db"
    target.parent.mkdir()
    embedded.copy_to(url, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_no_file_is_overwritten(url: str, tmp_path: Path) -> None:
    """Yesterday's copy is worth more than a quick command."""
    target = tmp_path / "copy.db"
    target.write_text("yesterday's")
    with pytest.raises(embedded.FileThere, match=r"copy\.db already; a copy never overwrites one\."):
        embedded.copy_to(url, target)
    assert target.read_text() == "yesterday's"
    assert not list(tmp_path.glob(".copy*"))


def test_what_cannot_be_copied_is_told(url: str, tmp_path: Path) -> None:
    """No place for the copy, no database, or one that is not ours to copy."""
    with pytest.raises(StoreTrouble, match="No such file or directory"):
        embedded.copy_to(url, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(embedded.NoDatabase):
        embedded.copy_to(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(embedded.NotEmbedded):
        embedded.copy_to("postgresql://host/name", tmp_path / "copy.db")


def test_a_damaged_file_is_told(url: str) -> None:
    """A page that is overwritten, and a row that points nowhere."""
    file = embedded.file_of(url)
    assert file is not None
    assert embedded.faults_in(file) == []
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO course_settings VALUES('x',NULL,NULL,0,0,NULL,'best','full','full',0)")
    assert embedded.faults_in(file) == ["a row of course_settings points nowhere"]
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * 8192)
    assert embedded.faults_in(file)


def test_no_password_is_shown() -> None:
    """What a message says of a database may be sent on."""
    assert embedded.shown("postgresql://me:secret@host/name") == "postgresql://me:***@host/name"
