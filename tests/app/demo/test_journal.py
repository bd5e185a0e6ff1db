"""What the LMS has taken outlives it; what it had not finished writing it has not taken."""

from __future__ import annotations

from pathlib import Path

from app.demo.journal import Entry, Journal


def test_what_was_written_is_read_by_the_next(tmp_path: Path) -> None:
    """In its order, with its bytes."""
    path = tmp_path / "journal"
    first = Journal(path)
    kept = [Entry("m1", b'{"a": "\\u00e9\\n"}'), Entry("m2", '{"name": "é"}'.encode())]
    for entry in kept:
        first.write(entry)
    first.close()
    second = Journal(path)
    assert list(second) == kept
    second.close()


def test_half_a_line_is_cut_off(tmp_path: Path) -> None:
    """The process died while it wrote: nobody was told that it was taken."""
    path = tmp_path / "journal"
    first = Journal(path)
    first.write(Entry("m1", b"{}"))
    first.close()
    with path.open("ab") as file:
        file.write(b'["m2", "{')
    second = Journal(path)
    second.write(Entry("m3", b"{}"))
    second.close()
    third = Journal(path)
    assert [entry.message for entry in third] == ["m1", "m3"]
    third.close()
