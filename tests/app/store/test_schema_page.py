"""The page on the schema is true: it names every table, every state, every line between tables, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.store.kinds import SubmissionState
from app.store.submissions import BEFORE
from app.store.tables import Base

PAGE = (Path(__file__).parents[3] / "docs" / "schema.md").read_text(encoding="utf-8")
PICTURE = PAGE.partition("erDiagram")[2].partition("```")[0]
STATES = PAGE.partition("stateDiagram-v2")[2].partition("```")[0]
TABLES = set(Base.metadata.tables)


def test_the_list_names_every_table_and_no_other() -> None:
    """A row for each."""
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == TABLES


def test_the_picture_shows_every_table_and_no_other() -> None:
    """None hangs in the air."""
    lines = re.findall(r"^ +(\w+) \S+(?:--|\.\.)\S+ (\w+) :", PICTURE, re.MULTILINE)
    assert {table for line in lines for table in line} == TABLES


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_line_that_is_drawn_through_is_a_foreign_key(table: str) -> None:
    """From the one that is pointed at to the one that points, each once; `people` and `courses` may stand for both."""
    drawn = {one for one, other in re.findall(r"^ +(\w+) \S+--\S+ (\w+) :", PICTURE, re.MULTILINE) if other == table}
    keys = {key.column.table.name for key in Base.metadata.tables[table].foreign_keys}
    assert drawn <= keys
    assert keys - drawn <= {"courses", "people"}


def test_the_states_are_those_of_a_submission() -> None:
    """Every step of the picture may be made, and every state is in it."""
    steps = {(before, to) for before, to in re.findall(r"^ +(\w+) --> (\w+)", STATES, re.MULTILINE)}
    assert {state for step in steps for state in step} == set(SubmissionState)
    assert [step for step in steps if SubmissionState(step[0]) not in BEFORE[SubmissionState(step[1])]] == []
