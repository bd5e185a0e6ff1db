"""A client that costs next to nothing: on two cores, a comfortable one would be measured along with the service."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOST = (OSError, EOFError, asyncio.IncompleteReadError, ValueError)  #: what a dying server looks like from here


@dataclass(frozen=True, kw_only=True)
class Heard:
    """An answer."""

    status: int
    body: bytes

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever it says
        """The answer's JSON."""
        return json.loads(self.body)


class Line:
    """One connection that is kept; a broken one is opened anew for the next request."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, token: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Heard:
        """Send a request and read its answer (one of LOST)."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", f"Authorization: Bearer {token}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if method == "POST":
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._host, self._port)
            reader, writer = self._streams
            writer.write(request)
            return await _heard(reader)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _heard(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
    body = await reader.readexactly(int(fields.get("content-length", "0")))
    return Heard(status=int(head[0].split()[1]), body=body)


def ask_once(host: str, port: int, method: str, path: str, token: str, **body: object) -> Any:  # noqa: ANN401 - as above
    """Ask without a loop, to set the scene; what it is told must be good."""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    if response.status >= http.HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"{method} {path}: {response.status} {content.decode(errors='replace')[:500]}")
    return json.loads(content)
