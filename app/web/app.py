"""The application: rooms, guards at the door, and errors told in one way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from app.queue.house import open_house
from app.settings import Settings
from app.web import handing_in, health, people, problems, questions, submissions, tokens

BODY = 9 << 20  #: bytes: a notebook in a form
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def build(settings: Settings) -> FastAPI:
    """Make the application; the house is opened when it starts, and closed when it ends."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with open_house(settings) as house:
            app.state.house = house
            yield

    app = FastAPI(title="allclose", version="1", summary="Grades PyTorch coursework.", lifespan=living, redoc_url=None)
    app.state.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
    app.state.rate = RateLimitItemPerMinute(settings.rate_per_minute)
    problems.install(app)
    for room in (questions, handing_in, submissions, people, tokens, health):
        app.include_router(room.router)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=BODY)
    app.middleware("http")(_guarded)
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        if not (name == "Content-Security-Policy" and request.url.path == "/docs"):  # its page loads scripts
            response.headers.setdefault(name, value)
    return response
