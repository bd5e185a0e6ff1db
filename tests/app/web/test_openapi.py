"""The whole OpenAPI, asked by schemathesis: what is declared is what is answered, and nothing breaks.

`ALLCLOSE_TEST_EXAMPLES=200` asks each operation more often, and other questions at every run.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.settings import Settings
from app.web.app import build
from tests.app.web.scene import Scene, open_scene
from tests.databases import Template

KEYS = itertools.count()
EXAMPLES = int(os.environ.get("ALLCLOSE_TEST_EXAMPLES", "50"))
ADMINISTRATION = (
    "/v1/tokens",
    "/v1/courses/{course}/people",
    "/v1/courses/{course}/audit",
    "/v1/courses/{course}/regrades",
    "/v1/submissions/{submission_id}/override",
    "/v1/submissions/{submission_id}/reports",
    "/v1/webhooks",
    "/v1/courses/{course}/hooks",
)
#: Any bytes make a file and any text an address, as far as a schema can say; and a signature is none of its business.
BEYOND_A_SCHEMA = ("/notebooks", "/webhooks", "/hooks")
DOCUMENT = build(Settings()).openapi()
schema = schemathesis.openapi.from_dict(DOCUMENT)


@pytest.fixture(scope="module")
def served(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Scene]]:
    """The application behind a real server, in a thread of its own."""
    place = tmp_path_factory.mktemp("openapi")
    with sqlite_template.copy(place) as url, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = build(Settings(data=place, database=url, rate_per_minute=1_000_000))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", asyncio.run(_scene(app))
        finally:
            server.should_exit = True
            thread.join()


async def _scene(app: Any) -> Scene:
    async with open_scene(app) as scene:
        endpoint = await scene.ask("teacher", "POST", "/v1/webhooks", json={"url": "https://lms.example.org/"})
        hook = await scene.ask("teacher", "POST", "/v1/courses/pytorch/hooks", json={"name": "LMS"})
        return replace(scene, ids={**scene.ids, "endpoint": endpoint.json()["id"], "hook": hook.json()["id"]})


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 50,
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_declared(case: Case[Any], served: tuple[str, Scene]) -> None:
    """Statuses, media types and shapes are those of the document; wrong input is refused, and none breaks us."""
    url, scene = served
    if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
        _make_likely(case, scene)
    role = "admin" if case.operation.path.startswith(ADMINISTRATION) else "ada"
    case.call_and_validate(
        base_url=url,
        headers={"Authorization": f"Bearer {scene.tokens[role]}"},
        timeout=60,
        excluded_checks=[positive_data_acceptance] if any(one in case.path for one in BEYOND_A_SCHEMA) else [],
    )


def _make_likely(case: Case[Any], scene: Scene) -> None:
    """Ask about what is there, half of the time: names that are drawn lead nowhere."""
    parts = case.path_parameters or {}
    if "course" in parts and len(str(parts["course"])) % 2:
        parts["course"] = "pytorch"
    if "number" in parts and int(parts["number"]) % 2:
        parts["number"] = 9
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"key {next(KEYS)}"  # another request with the same one is refused
    if "token_id" in parts and len(str(parts["token_id"])) % 2:
        parts["token_id"] = scene.ids["token of ben"]
    for kept in ("endpoint", "hook"):
        if case.method != "DELETE" and len(str(parts.get(f"{kept}_id", ""))) % 2:
            parts[f"{kept}_id"] = scene.ids[kept]


def test_every_status_and_every_shape_is_declared() -> None:
    """OpenAPI 3.1; each operation says what it does and which problems it answers with, each with an example."""
    assert DOCUMENT["openapi"].startswith("3.1")
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert any(status.startswith("2") for status in operation["responses"]), where
            if path.startswith("/v1"):
                assert {"401", "422", "429", "503"} <= set(operation["responses"]), where
            for status, response in operation["responses"].items():
                if status >= "4":
                    assert set(response["content"]) == {"application/problem+json"}, f"{where} {status}"
                elif status != "204":
                    assert response["content"], f"{where} {status}"


def test_every_body_has_an_example() -> None:
    """Who reads the document sees what to send."""
    shapes = DOCUMENT["components"]["schemas"]
    for name in ("CodeSent", "PersonWanted", "TokenWanted", "EndpointWanted", "HookWanted", "ReplayWanted"):
        required = shapes[name].get("required", [])
        assert [field for field in required if not shapes[name]["properties"][field].get("examples")] == [], name
