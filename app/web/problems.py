"""Errors as RFC 9457 has them: a stable type, a sentence for people, and never an exception's own text."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.errors import AppError
from app.store.trouble import StoreTrouble

log = logging.getLogger(__name__)

MEDIA = "application/problem+json"
WRONG_MOST = 20  #: faults of one body that are told


class Problem(BaseModel):
    """What went wrong."""

    type: str = Field(examples=["urn:allclose:problem:not-found"], description="Stable; a program may act on it.")
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no such submission, or it is not yours."])
    errors: list[dict[str, str]] | None = Field(default=None, description="The faults of a body, a place each.")


class Unauthorized(AppError):
    """Send a token that is valid: `Authorization: Bearer ac_...`."""

    status = 401


class Forbidden(AppError):
    """The token may not do that."""

    status = 403


class NotFound(AppError):
    """There is no such thing, or it is not yours to see."""

    status = 404


class NotYet(AppError):
    """There is no report yet. Ask again in a moment, or listen to the submission's events."""

    status = 409


class NoReport(NotYet):
    """It could not be graded. The fault is ours, not yours; the people who run this can see it."""


class Withdrawn(NotYet):
    """It was withdrawn before it was graded, so there is no report."""


class Held(NotYet):
    """The marks of this course are held back. They are shown when your teacher releases them."""


class Cleared(AppError):
    """What was handed in has been taken away, by its age or at the student's wish. The marks stay."""

    status = 410


class TooLarge(AppError):
    """It is too large: code may have 256 KiB, a notebook 8 MiB. Clear a notebook's outputs and send it again."""

    status = 413


class WrongMedia(AppError):
    """Send a file as multipart/form-data, or the notebook itself as application/json."""

    status = 415


class WrongBody(AppError):
    """Send the body as JSON, and say so: `Content-Type: application/json`."""

    status = 415


class TooMany(AppError):
    """Too many requests with this token. Wait a little."""

    status = 429
    retry_after_s: ClassVar[int] = 10


class Starting(AppError):
    """No worker has loaded the questions yet. Try again in a moment."""

    status = 503
    retry_after_s: ClassVar[int] = 2


#: What the framework refuses by itself: the stable end of the type, and the sentence.
HTTP = {
    400: ("bad-request", "The body cannot be read: it has to be JSON in UTF-8, or a form."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take that method."),
    408: ("too-slow", "The body took longer than a minute to come. Send it again."),
    413: ("too-large", TooLarge.default_message()),
}


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare which problems a call may answer with; those that every call may answer with are added."""
    return only(400, 401, 422, 429, 503, *statuses)


def only(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare these problems and no others."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA: {"schema": Problem.model_json_schema()}}}
        for status in sorted(set(statuses))
    }


def slug(error: type[BaseException]) -> str:
    """`NotFound` -> `not-found`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__).lower()


def install(app: FastAPI) -> None:
    """Have every error of an application told like this."""
    app.add_exception_handler(AppError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unexpected)


def answer(status: int, kind: str, detail: str, headers: dict[str, str] | None = None, **more: object) -> JSONResponse:
    """Write a problem."""
    document = {
        "type": f"urn:allclose:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(document, status, headers, media_type=MEDIA)


def problem(error: AppError, headers: dict[str, str] | None = None) -> JSONResponse:
    """Write what one of our own errors says."""
    return answer(error.status, slug(type(error)), str(error), headers)


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)  # noqa: S101 - it is registered for these only
    headers = {}
    if isinstance(error, StoreTrouble | TooMany | Starting):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", error, exc_info=error)
        return answer(500, "internal", "Something went wrong on our side. It has been written down.")
    return problem(error, headers)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these only
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed(request)
    kind, sentence = HTTP.get(error.status_code, ("http", HTTPStatus(error.status_code).phrase))
    return answer(error.status_code, kind, sentence, headers)


def _allowed(request: Request) -> str:
    """The methods of an address: the framework names those of the first of its routes only."""
    app: FastAPI = request.app
    found: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), request.url.path):
            found.update(operations)
    return ", ".join(sorted(method.upper() for method in found))


async def _gone(_: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 - the protocol's
    return answer(400, *HTTP[400])  # nobody hears it; it is for the log of whatever stands in front of us


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these only
    faults = error.errors()
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not media.endswith("json") and any(fault["loc"] == ("body",) for fault in faults):
        return problem(WrongBody())
    if any(fault["type"] == "json_invalid" for fault in faults):
        return answer(400, "bad-request", "The body is not JSON.")
    told = [
        {"where": ".".join(str(part) for part in fault["loc"]), "what": fault["msg"]} for fault in faults[:WRONG_MOST]
    ]
    detail = "; ".join(f"{one['where']}: {one['what']}" for one in told[:3])
    return answer(422, "invalid", f"The request does not fit: {detail}", errors=told)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    log.error("a request failed", exc_info=error)
    return answer(500, "internal", "Something went wrong on our side. It has been written down.")
