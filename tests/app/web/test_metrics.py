"""What a Prometheus reads is what the database holds."""

from __future__ import annotations

import pytest

from app.store import uploads
from app.store.clock import now
from app.store.session import Session
from app.store.tables import Submission
from tests.app.web.scene import Scene

pytestmark = pytest.mark.anyio


async def read(scene: Scene) -> dict[str, float]:
    """The figures by their names with labels."""
    response = await scene.client.get("/metrics")
    assert response.status_code == 200
    lines = [line.rpartition(" ") for line in response.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_what_waits_and_what_is_graded_is_counted(scene: Scene) -> None:
    """The queue by class and state with the age of its oldest job, the submissions by state."""
    first, _ = await scene.hand_in(), await scene.hand_in()
    await scene.grade(first)
    found = await read(scene)
    assert found['allclose_queue_jobs{job_class="cpu",state="waiting"}'] == 2
    assert 0 <= found['allclose_queue_oldest_seconds{job_class="cpu",state="waiting"}'] < 60
    assert found['allclose_submissions{state="graded"}'] == found['allclose_submissions{state="queued"}'] == 1


async def test_where_the_time_went_is_told_by_phase(scene: Scene) -> None:
    """Of uploads that went all the way; before the first there is nothing to tell."""
    submission = await scene.hand_in()
    assert not [name for name in await read(scene) if name.startswith("allclose_phase_seconds")]

    async def write(session: Session) -> None:
        found = await session.get(Submission, submission)
        assert found is not None
        moment = now()
        await uploads.claim(session, found.upload_id, seed=1, now=moment)
        await uploads.graded(session, found.upload_id, boxed=moment, graded=moment, stored=moment)

    await scene.house.writer.write(write)
    found = await read(scene)
    for phase in ("waiting", "running", "storing", "all"):
        assert 0 <= found[f'allclose_phase_seconds{{phase="{phase}",quantile="0.5"}}'] < 60
    assert found['allclose_phase_seconds{phase="running",quantile="0.95"}'] == 0
