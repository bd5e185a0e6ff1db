"""Lists, page by page: what is left out of this one, and the way to the next, as RFC 8288 has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi import Request, Response

T = TypeVar("T")


def cut(rows: Sequence[T], limit: int, cursor: Callable[[T], str]) -> tuple[Sequence[T], str | None]:
    """Of one row more than is shown make a page, and the cursor of the page after it, which its last row gives."""
    page = rows[:limit]
    return page, cursor(page[-1]) if len(rows) > limit else None


def link_next(request: Request, response: Response, following: str | None) -> None:
    """Name the next page in the Link header, if there is one; all filters stay."""
    if following is not None:
        url = request.url.include_query_params(cursor=following)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
