"""The front door over a real database and queue, with a stand-in for the worker: no box, no torch."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.web.app import build
from tests.app.web.scene import Scene, open_scene
from tests.databases import Template


@pytest.fixture
async def scene(sqlite_template: Template, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Scene]:  # noqa: ARG001 - it makes the fixture async
    """A course with two students, an instructor, an LMS, and another course beside it."""
    with sqlite_template.copy(tmp_path) as url:
        app = build(Settings(data=tmp_path, database=url, rate_per_minute=100_000))
        async with app.router.lifespan_context(app), open_scene(app) as opened:
            yield opened
