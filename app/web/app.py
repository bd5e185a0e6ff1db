"""The application: rooms, guards at the door, and errors told in one way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp

from app.queue.house import open_house
from app.settings import Settings
from app.web import (
    audit,
    course_hooks,
    course_settings,
    gradebook,
    handing_in,
    health,
    hooks,
    metrics,
    overrides,
    people,
    problems,
    questions,
    regrades,
    rubrics,
    submissions,
    tokens,
    webhook_deliveries,
    webhooks,
    written,
)
from app.web.door import Door
from app.webhooks.fetching import Fetcher
from app.webhooks.guard import Policy


class App(FastAPI):
    """The application behind its door."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the door around all of it, the answer to an unexpected error included."""
        return Door(super().build_middleware_stack())


def build(settings: Settings) -> FastAPI:
    """Make the application; the house is opened when it starts, and closed when it ends."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with open_house(settings) as house:
            app.state.house, app.state.fetcher = house, Fetcher.of(settings)
            try:
                yield
            finally:
                await app.state.fetcher.close()

    app = App(title="allclose", version="1", summary="Grades PyTorch coursework.", lifespan=living, redoc_url=None)
    app.state.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
    app.state.webhooks = Policy.of(settings)
    app.state.rate = RateLimitItemPerMinute(settings.rate_per_minute)
    problems.install(app)
    for room in (
        audit,
        course_settings,
        gradebook,
        overrides,
        questions,
        regrades,
        handing_in,
        submissions,
        people,
        tokens,
        webhooks,
        webhook_deliveries,
        course_hooks,
        hooks,
        rubrics,
        written,
        health,
        metrics,
    ):
        app.include_router(room.router)
    return app
