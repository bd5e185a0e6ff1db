"""The client over a transport of the test's own: what it sends, what it makes of answers, and when it comes again."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from app.client import Client, Late, NotGraded, Refused, Submission, Unreachable

Answer = httpx.Response | Exception
ONE = {"id": "01A", "question": 9, "student": "01S", "state": "queued", "place": 2, "links": {}, "new": "key"}


class Server:
    """Gives the answers of a list, one after another, and remembers what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer."""
        request.read()
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def client(self) -> Client:
        """A client that asks it."""
        return Client("http://grader.example", "ac_1_s", course="c", transport=httpx.MockTransport(self))


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in no time."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def problem(status: int, kind: str = "k", detail: str = "A sentence.", **headers: str) -> httpx.Response:
    """A problem as the server tells it."""
    return httpx.Response(status, json={"type": f"urn:allclose:problem:{kind}", "detail": detail}, headers=headers)


def stream(*states: str, after: Exception | None = None) -> httpx.Response:
    """Server-sent events, with the comments that keep a line alive; then the end, or a break."""

    def lines() -> Iterator[bytes]:
        for state in states:
            yield f"event: {state}\ndata: {json.dumps(ONE | {'state': state})}\n\n: ping\n\n".encode()
        if after:
            raise after

    return httpx.Response(200, content=lines(), headers={"Content-Type": "text/event-stream"})


def test_code_is_sent_with_the_token_and_a_key() -> None:
    """The key makes a POST that is sent twice one deed; keys of the answer that are not known are left."""
    server = Server(httpx.Response(202, json=ONE), httpx.Response(202, json=ONE))
    with server.client as made:
        found = made.submit(9, "print(1)")
        made.submit(9, "print(1)", student="lms-7")
    assert found == Submission(id="01A", question=9, state="queued", place=2)
    first, second = server.asked
    assert first.url == "http://grader.example/v1/courses/c/questions/9/submissions"
    assert first.headers["Authorization"] == "Bearer ac_1_s"
    assert [json.loads(one.content) for one in server.asked] == [
        {"code": "print(1)"},
        {"code": "print(1)", "student": {"id": "lms-7"}},
    ]
    assert first.headers["Idempotency-Key"] != second.headers["Idempotency-Key"]


def test_a_file_is_sent_as_a_form() -> None:
    """Its name and bytes; what was found in it comes back, and what was not."""
    answer = {"upload": "01U", "submissions": [ONE], "not_found": [1], "unknown": [77], "reports": None}
    server = Server(httpx.Response(202, json=answer))
    found = server.client.submit_file("mine.ipynb", b"{}")
    assert (found.id, found.submissions[0].id, found.not_found, found.unknown) == ("01U", "01A", (1,), (77,))
    assert b'name="file"; filename="mine.ipynb"' in server.asked[0].content


def test_questions_are_listed() -> None:
    """As they are asked."""
    asked = {
        "number": 9,
        "title": "Largest",
        "max": 4.0,
        "task": "Find it.",
        "starter": "",
        "checks": [],
        "version": "v",
    }
    (found,) = Server(httpx.Response(200, json=[asked])).client.questions()
    assert (found.number, found.title, found.max, found.task) == (9, "Largest", 4.0, "Find it.")


def test_the_report_comes_after_the_last_event() -> None:
    """Hand in, follow, read; a state that is told twice is given once."""
    server = Server(
        httpx.Response(202, json=ONE),
        stream("queued", "queued", "running", "graded"),
        httpx.Response(200, json={"score": 3}),
    )
    assert server.client.grade(9, "x") == {"score": 3}
    again = Server(stream("queued", "queued", "graded"))
    assert [one.state for one in again.client.events("01A")] == ["queued", "graded"]
    assert [one.url.path for one in server.asked] == [
        "/v1/courses/c/questions/9/submissions", "/v1/submissions/01A/events", "/v1/submissions/01A/report",
    ]  # fmt: skip


def test_a_stream_that_breaks_off_is_taken_up_again() -> None:
    """By an error, by its end, by a server that starts again; nothing is given twice."""
    server = Server(
        stream("queued", after=httpx.ReadError("cut")), stream("queued"), problem(503), stream("running", "graded")
    )
    assert [one.state for one in server.client.events("01A")] == ["queued", "running", "graded"]


def test_a_server_that_is_gone_is_told() -> None:
    """Four times in a row is enough; a sentence says why."""
    gone = [httpx.ConnectError("refused") for _ in range(4)]
    with pytest.raises(Unreachable, match=r"The server cannot be reached \(refused\)\."):
        list(Server(*gone).client.events("01A"))
    with pytest.raises(Unreachable, match="refused"):
        Server(*gone).client.questions()


def test_who_waits_for_too_long_is_told_that_nothing_is_lost() -> None:
    """The time counts also while events come in."""
    with pytest.raises(Late, match="It is not lost"):
        Server(stream("queued")).client.wait("01A", within_s=0.0)


@pytest.mark.parametrize(("state", "told"), [("ungraded", "not your fault"), ("withdrawn", "It was withdrawn.")])
def test_what_will_never_have_a_report_is_told(state: str, told: str) -> None:
    """Not asked for in vain."""
    with pytest.raises(NotGraded, match=told):
        Server(stream(state)).client.wait("01A")


def test_a_busy_server_is_asked_again_when_it_says(slept: list[float]) -> None:
    """429 and 503 with their Retry-After, a connection that broke with our own pauses; always with the same key."""
    server = Server(
        problem(503, **{"Retry-After": "2"}), httpx.ReadError("cut"), problem(429, **{"Retry-After": "9999"}),
        httpx.Response(202, json=ONE),
    )  # fmt: skip
    server.client.submit(9, "x")
    assert slept == [2.0, 1.0, 30.0]
    assert len({one.headers["Idempotency-Key"] for one in server.asked}) == 1


def test_a_server_that_stays_busy_is_told() -> None:
    """The fourth refusal is given to the caller, as the server words it."""
    with pytest.raises(Refused, match="Come later") as told:
        Server(*[problem(503, "busy", "Come later.") for _ in range(4)]).client.questions()
    assert (told.value.code, told.value.kind) == (503, "busy")


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (problem(404, "not-found", "No such question."), "not-found", "No such question."),
        (httpx.Response(400, text="<html>"), "unknown", "The server answered with 400 Bad Request."),
        (httpx.Response(403, json=["odd"]), "unknown", "The server answered with 403 Forbidden."),
        (
            httpx.Response(302, headers={"Location": "http://evil.example"}),
            "unknown",
            "The server answered with 302 Found.",
        ),
    ],
)
def test_what_is_refused_is_told_at_once(answer: httpx.Response, kind: str, told: str, slept: list[float]) -> None:
    """In the server's words, or by its status; nothing is sent again, and no redirection is followed with the token."""
    with pytest.raises(Refused) as refused:
        Server(answer).client.questions()
    assert (str(refused.value), refused.value.kind, slept) == (told, kind, [])


def test_nothing_of_the_service_is_loaded() -> None:
    """A student's machine needs httpx, and neither torch nor a database."""
    heavy = {"torch", "sqlalchemy", "fastapi", "pydantic", "graders"}
    code = f"import sys, app.client; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
