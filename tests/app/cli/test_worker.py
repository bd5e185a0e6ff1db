"""The worker at the command line, where it does not start."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.serving import ALLCLOSE


def worker(data: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Start one that cannot run; how it ends, and what it says."""
    environment = os.environ | {f"ALLCLOSE_{name}": value for name, value in settings.items()}
    environment["ALLCLOSE_DATA"] = str(data)
    ran = subprocess.run([ALLCLOSE, "worker", *arguments], env=environment, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stderr.strip()


def test_a_class_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """2, and which there are."""
    assert worker(tmp_path, "--class", "gpu") == (2, "There is no class 'gpu': only all, cpu and notify.")


def test_certificates_that_cannot_be_read_are_told_at_the_start(tmp_path: Path) -> None:
    """1, by the name of the setting: no course finds it out by its marks."""
    code, said = worker(tmp_path, "--class", "notify", WEBHOOKS_CA=str(tmp_path / "gone.pem"))
    assert (code, said) == (
        1,
        "The file that ALLCLOSE_WEBHOOKS_CA names holds no certificates, or cannot be read.",
    )
