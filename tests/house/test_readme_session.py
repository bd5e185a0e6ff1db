"""The README's session is real: what it types is typed at a service that runs, and what it shows is what comes back."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.house.pages import fits
from tests.serving import serving

README = Path(__file__).parents[2] / "README.md"
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


def session() -> tuple[str, str]:
    """The command of the README's session, and what is shown under it."""
    found = SESSION.search(README.read_text(encoding="utf-8"))
    assert found
    _, _, asked = found[1].partition("\n$ ")
    typed = re.match(r"(?:.*\\\n)*.*\n", asked)
    assert typed
    return typed[0], asked[typed.end() :]


def test_the_session_gives_what_the_readme_shows(tmp_path: Path) -> None:
    """The one thing that differs is the port, and who asks."""
    typed, shown = session()
    assert ADDRESS in typed
    with serving(tmp_path) as served:
        ran = subprocess.run(
            ["bash", "-c", typed.replace(ADDRESS, served.url)],
            env=os.environ | {"TOKEN": served.tokens["student"]},
            capture_output=True,
            text=True,
            check=True,
        )
    assert fits(shown, ran.stdout) == ""


def test_what_is_not_shown_is_not_taken_for_shown() -> None:
    """The comparison above can fail: a line that differs, one too many, one too few."""
    shown = "{\n  score: 2\n  ...\n  time: ...\n}\n"
    assert fits(shown, "{\n  score: 2\n  a\n  b\n  time: 12\n}") == ""
    for real in ("{\n  score: 3\n  time: 12\n}", "{\n  score: 2\n  time: 12\n}\n}", "{\n  score: 2\n}"):
        assert fits(shown, real) == real
