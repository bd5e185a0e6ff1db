"""The way to the page after this one, as RFC 8288 has it."""

from __future__ import annotations

from fastapi import Request, Response


def link_next(request: Request, response: Response, following: str | None) -> None:
    """Name the next page in the Link header, if there is one; all filters stay."""
    if following is not None:
        url = request.url.include_query_params(cursor=following)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
