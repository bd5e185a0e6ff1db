"""`allclose demo-lms`: what an integrator sees, and what is said where it cannot be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.demo import tour
from tests.serving import serving


@pytest.mark.slow
def test_the_tour_shows_notices_verified_and_a_gradebook() -> None:
    """With a service of its own; the document is on stdout, what happens meanwhile is not."""
    ran = CliRunner().invoke(app, ["demo-lms", "--json"])
    assert ran.exit_code == 0, ran.output
    document = json.loads(ran.stdout)
    assert document["complete"]
    assert set(document["verified_by"]) == {"standardwebhooks", "svix", "the text of the standard"}
    assert {one["type"] for one in document["notices"]} == {"ping", "submission.received", "submission.graded"}
    assert document["gradebook"] == [
        {"user": "lms-ada", "question": 9, "score": 3.0, "max": 3.0},
        {"user": "lms-grace", "question": 9, "score": 2.0, "max": 3.0},
    ]
    assert re.search(r"its secret, shown once, is whsec_\S+", ran.stderr)


@pytest.mark.slow
def test_a_service_that_allows_no_local_address_is_explained(tmp_path: Path) -> None:
    """Its own words, and what its operator would have to set."""
    with serving(tmp_path) as served:
        options = ["--url", served.url, "--token", served.tokens["instructor"]]
        ran = CliRunner().invoke(app, ["demo-lms", *options])
    assert ran.exit_code == 1
    assert "422" in ran.stderr
    assert "ALLCLOSE_WEBHOOKS_ALLOW=127.0.0.1" in ran.stderr


def test_a_service_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon, and without a hint that would not help."""
    monkeypatch.setattr(tour, "PATIENCE_S", 0.0)
    ran = CliRunner().invoke(app, ["demo-lms", "--url", "http://127.0.0.1:9", "--token", "ac_x"])
    assert ran.exit_code == 1
    assert "the service cannot be reached" in ran.stderr
    assert "ALLCLOSE" not in ran.stderr


def test_an_address_alone_makes_no_sense() -> None:
    """A token belongs to it."""
    ran = CliRunner().invoke(app, ["demo-lms", "--url", "http://127.0.0.1:9"], env={"TOKEN": ""})
    assert ran.exit_code == 2
    assert "--url and --token go together" in ran.stderr
