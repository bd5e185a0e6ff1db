"""The page about mutants lists what the registry holds."""

from __future__ import annotations

import re
from pathlib import Path

from graders.proving import OPERATORS, Operator

PAGE = Path(__file__).parents[3] / "docs" / "mutants.md"


def _row(operator: Operator) -> str:
    before, after = (text.replace("\n", " ⏎ ").replace("|", "\\|") for text in (operator.before, operator.after))
    return f"| `{operator.name}` | {operator.says} | `{before}` | `{after}` |"


def test_the_table_is_the_registry() -> None:
    """Every operator, in the registry's order, with its own words and example; and nothing besides."""
    rows = re.findall(r"^\| `.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [_row(operator) for operator in OPERATORS]
