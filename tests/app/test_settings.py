"""Settings: read from the environment, refused when wrong, and each of them documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings

OPERATOR = Path(__file__).parents[2] / "docs" / "operator.md"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The prefix and the name in capitals; lists are separated by colons."""
    monkeypatch.setenv("ALLCLOSE_SANDBOX_LEVEL", "container")
    monkeypatch.setenv("ALLCLOSE_SCRATCH", "/a:/b")
    found = Settings()
    assert (found.sandbox_level, found.scratch) == ("container", ("/a", "/b"))


@pytest.mark.parametrize(
    ("name", "value"), [("SANDBOX_LEVEL", "none"), ("SPARES", "-1"), ("FIRST_UID", "0"), ("SANDBOX_FLOOR", "auto")]
)
def test_a_wrong_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A setting that makes no sense stops the start, and names itself."""
    monkeypatch.setenv(f"ALLCLOSE_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_every_setting_is_documented() -> None:
    """The operator's page has a line for each setting, with its name and its default."""
    text = OPERATOR.read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`ALLCLOSE_{name.upper()}`" not in text]
    assert missing == []


def test_the_operators_page_names_no_setting_that_is_not_there() -> None:
    """Documentation of what was removed is removed with it."""
    import re

    named = set(re.findall(r"`ALLCLOSE_([A-Z_]+)`", OPERATOR.read_text(encoding="utf-8")))
    assert named == {name.upper() for name in Settings.model_fields}
