"""What a message of an LMS brings: code, a file in it, or a file that is fetched; read as if it had been handed in."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.pipeline.reading import Notebook, Unreadable, read, read_code
from app.store.tables import Hook
from app.web.caller import CONTROL
from app.web.handing_in import NOTEBOOK
from app.web.hook_schemas import HandedOver
from app.web.problems import TooLarge
from app.web.schemas import CODE
from app.webhooks.fetching import Fetcher


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What was handed over, read."""

    notebook: Notebook
    filename: str = ""
    content: bytes | None = None


def parsed(body: bytes) -> HandedOver:
    """Take a message apart, and say what is wrong with it as of any other request."""
    try:
        return HandedOver.model_validate_json(body)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]
        raise RequestValidationError(faults) from None


async def read_matter(sent: HandedOver, hook: Hook, fetcher: Fetcher) -> Matter:
    """Read it, where it stands or from where it is (TooLarge, Unreadable; what a fetcher raises)."""
    if sent.code is not None and sent.question is not None:
        if len(sent.code.encode()) > CODE:
            raise TooLarge
        return Matter(notebook=read_code(sent.code, sent.question))
    name = sent.filename or ""
    if sent.file_url is not None:
        fetched = await fetcher.get(sent.file_url, hook.hosts)
        content, name = fetched.content, name or _name(fetched.name)
    elif sent.notebook_base64 is not None:
        content = _decoded(sent.notebook_base64)
    else:
        content = (sent.notebook or "").encode()
    if len(content) > NOTEBOOK:
        raise TooLarge
    return Matter(notebook=read(content, name, sent.question), filename=name, content=content)


def _name(last: str) -> str:
    """Take the end of an address for the name of a file only where it is one: `download.php` says nothing of it."""
    return CONTROL.sub("", last)[-255:] if last.lower().endswith((".ipynb", ".py")) else ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("It is not base64.", "Encode the bytes of the file as RFC 4648 has it.") from None
