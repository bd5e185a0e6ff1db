"""A client of the service: hand in, follow, read the report. It needs httpx, and nothing of what grades."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import httpx

from app.errors import AppError

T = TypeVar("T")
Json: TypeAlias = dict[str, Any]  #: a REPORT is one; its keys stand in docs/student.md

AGAIN = frozenset({429, 502, 503, 504})  #: come again later
TRIES, PAUSE_S = 4, 0.5  #: and the pause between them, doubled each time
LONGEST_S = 30.0  #: that a server may ask us to wait, or a stream be silent: it gives a sign every 15 s


class Refused(AppError):
    """The server does not take the request."""

    def __init__(self, status: int, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.code = status
        self.kind = kind  #: stable, such as `not-found`: what a program may act on


class Unreachable(AppError):
    """The server cannot be reached."""


class Late(AppError):
    """There is no report yet. It is not lost: ask for it later by the submission's id."""


class NotGraded(AppError):
    """It could not be graded, which is not your fault; a teacher has been told."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked."""

    number: int
    title: str
    max: float
    task: str
    starter: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Where one answer is on its way; `place` is how many are before it while it waits."""

    id: str
    question: int
    state: str
    score: float | None = None
    max: float | None = None
    attempt: int | None = None
    place: int | None = None
    attempts_left: int | None = None  #: where there is a limit
    note: str | None = None  #: why there is no score to be seen, where there is one

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in {"graded", "ungraded", "withdrawn"}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What was found in a file, and the numbers that were not."""

    id: str
    submissions: tuple[Submission, ...]
    not_found: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    spent: tuple[int, ...] = ()  #: not taken, for all attempts at them are used


class Client(AbstractContextManager["Client"]):
    """One token's view of one course. What is safe to be sent again is sent again when the server is busy."""

    def __init__(
        self, url: str, token: str, *, course: str = "pytorch", transport: httpx.BaseTransport | None = None
    ) -> None:
        shown = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(base_url=url, headers=shown, timeout=30.0, transport=transport)
        self._course, self._pause_s = f"/v1/courses/{course}", PAUSE_S

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def questions(self) -> list[Question]:
        """List the questions of the course."""
        return [_made(Question, one) for one in self._ask("GET", f"{self._course}/questions").json()]

    def submit(self, question: int, code: str, *, student: str | None = None) -> Submission:
        """Hand in the code of one question; `student` is the LMS's id, for those who hand in for others."""
        body = {"code": code, **({"student": {"id": student}} if student else {})}
        return _made(
            Submission, self._ask("POST", f"{self._course}/questions/{question}/submissions", json=body).json()
        )

    def submit_file(self, name: str, content: bytes) -> Upload:
        """Hand in a notebook or a Python file: a submission for each question in it."""
        found = self._ask("POST", f"{self._course}/notebooks", files={"file": (name, content)}).json()
        made = tuple(_made(Submission, one) for one in found["submissions"])
        missing, unknown = tuple(found["not_found"]), tuple(found["unknown"])
        spent = tuple(found.get("spent", ()))
        return Upload(id=found["upload"], submissions=made, not_found=missing, unknown=unknown, spent=spent)

    def grade(self, question: int, code: str, *, within_s: float = 120.0) -> Json:
        """Hand in, wait, and give the report."""
        return self.wait(self.submit(question, code).id, within_s=within_s)

    def submission(self, submission_id: str) -> Submission:
        """Look where it is."""
        return _made(Submission, self._ask("GET", f"/v1/submissions/{submission_id}").json())

    def report(self, submission_id: str) -> Json:
        """Give the report that holds (Refused with the kind `not-yet` where there is none)."""
        return dict(self._ask("GET", f"/v1/submissions/{submission_id}/report").json())

    def wait(self, submission_id: str, *, within_s: float = 120.0) -> Json:
        """Wait for the report (Late, NotGraded)."""
        for now in self.events(submission_id, within_s=within_s):
            if now.settled and now.state != "graded":
                raise NotGraded if now.state == "ungraded" else NotGraded("It was withdrawn.")
        return self.report(submission_id)

    def events(self, submission_id: str, *, within_s: float = 3600.0) -> Iterator[Submission]:
        """Follow it from state to state until it is settled (Late). A stream that breaks off is taken up again."""
        until, broken, last = time.monotonic() + within_s, 0, None
        while True:
            try:
                for now in self._stream(f"/v1/submissions/{submission_id}/events", until):
                    broken = 0
                    if now != last:
                        yield now
                    last = now
                    if now.settled:
                        return
            except httpx.TransportError as error:
                if not isinstance(error, httpx.ReadTimeout) and (broken := broken + 1) >= TRIES:
                    raise Unreachable(f"The server cannot be reached ({error}).") from error
            if time.monotonic() >= until:
                raise Late
            time.sleep(min(self._pause_s, max(0.0, until - time.monotonic())))

    def _stream(self, path: str, until: float) -> Iterator[Submission]:
        """Read server-sent events until the time is over, the stream ends or falls silent."""
        timeout = httpx.Timeout(30.0, read=max(0.1, min(LONGEST_S, until - time.monotonic())))
        with self._http.stream("GET", path, timeout=timeout) as answer:
            if answer.status_code not in AGAIN:
                _check(answer)
            for line in answer.iter_lines():  # each event's document is one line of `data:`
                if line.startswith("data:"):
                    yield _made(Submission, json.loads(line[5:]))
                if time.monotonic() >= until:
                    return

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        """Send a request, again where the server asks for it; the key makes the same POST twice one deed."""
        headers = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
        wait_s = self._pause_s
        for left in reversed(range(TRIES)):
            try:
                answer = self._http.request(method, path, headers=headers, **options)
                if answer.status_code not in AGAIN or not left:
                    return _check(answer)
                told = answer.headers.get("Retry-After", "")
                time.sleep(min(float(told), LONGEST_S) if told.isdecimal() else wait_s)
            except httpx.TransportError as error:
                if not left:
                    raise Unreachable(f"The server cannot be reached ({error}).") from error
                time.sleep(wait_s)
            wait_s *= 2
        raise Unreachable


def _check(answer: httpx.Response) -> httpx.Response:
    """Give back a good answer (Refused with what the server says)."""
    if answer.is_success:
        return answer
    try:
        problem = json.loads(answer.read())
        kind, detail = str(problem["type"]).rpartition(":")[2], str(problem["detail"])
    except (ValueError, KeyError, TypeError):  # a proxy's page
        kind, detail = "unknown", f"The server answered with {answer.status_code} {answer.reason_phrase}."
    raise Refused(answer.status_code, kind, detail)


def _made(kind: type[T], document: Mapping[str, Any]) -> T:
    """Take the keys that are known; a newer server may send more."""
    return kind(**{name: value for name, value in document.items() if name in kind.__annotations__})
