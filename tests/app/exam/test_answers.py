"""Which mutants a question's rulings call right."""

from pathlib import Path

import pytest

from app.exam.answers import Excuse, Unlabelled, excused


def written(folder: Path, text: str) -> Path:
    """A folder of answers whose question 4 has this file of excuses."""
    (folder / "q04").mkdir()
    (folder / "q04" / "excused.txt").write_text(text)
    return folder


def test_an_excuse_may_speak_of_some_lines_only(tmp_path: Path) -> None:
    """Another number of epochs is free, and another number elsewhere is a mistake."""
    [epochs] = excused(written(tmp_path, "constant.more on range(: the number of epochs is free\n"), 4)
    assert epochs == Excuse(operator="constant.more", on="range(")
    assert epochs.excuses("constant.more", "for _ in range(200):")
    assert not epochs.excuses("constant.more", "layer = nn.Linear(2, 1)")
    assert not epochs.excuses("constant.zero", "for _ in range(200):")


def test_an_excuse_without_a_line_speaks_of_all(tmp_path: Path) -> None:
    """Some operators make no mistake wherever they are."""
    [nested] = excused(written(tmp_path, "element.nested: data kept as 1x5 is accepted\n"), 4)
    assert nested.excuses("element.nested", "x = [1, 2]")


def test_an_excuse_has_a_reason(tmp_path: Path) -> None:
    """A line without one is told to the author."""
    with pytest.raises(Unlabelled, match="needs a reason"):
        excused(written(tmp_path, "element.nested\n"), 4)


def test_most_questions_excuse_nothing(tmp_path: Path) -> None:
    """No file, no excuse."""
    assert excused(tmp_path, 4) == ()
