"""What a Prometheus reads: the queue, the states, where time goes, what became of webhooks."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from app.store import deliveries, gauges
from app.store.clock import now
from app.web.caller import OpenHouse
from app.web.problems import only

router = APIRouter(tags=["operation"])


@router.get("/metrics", response_class=PlainTextResponse, responses=only(503))
async def metrics(house: OpenHouse) -> Response:
    """Prometheus: the queue, submissions by state, seconds by phase, and what became of webhooks."""
    async with house.database.read() as session:
        queue = await house.dispatcher.stats(session)
        states = await gauges.states(session)
        seconds = await gauges.seconds(session)
        sent = await deliveries.counts(session)
    sheet = Sheet()
    kinds = [(one.job_class, one.state.value) for one in queue]
    sheet.add(
        "queue_jobs",
        "Jobs in the queue",
        ("job_class", "state"),
        dict(zip(kinds, (o.jobs for o in queue), strict=True)),
    )
    sheet.add(
        "queue_oldest_seconds",
        "How long the oldest of them is there",
        ("job_class", "state"),
        {kind: max(0.0, (now() - one.oldest).total_seconds()) for kind, one in zip(kinds, queue, strict=True)},
    )
    sheet.add("submissions", "Submissions", ("state",), {(state.value,): number for state, number in states.items()})
    sheet.add(
        "phase_seconds",
        f"How long the latest {gauges.LATEST} uploads took",
        ("phase", "quantile"),
        {
            (name, quantile): value
            for name, spread in seconds.items()
            for quantile, value in (("0.5", spread.p50), ("0.95", spread.p95))
        },
    )
    sheet.add(
        "webhook_deliveries", "Deliveries of webhooks", ("state",), {(state.value,): n for state, n in sent.items()}
    )
    return Response(sheet.text(), media_type=CONTENT_TYPE_LATEST)


class Sheet:
    """Figures read from the database at this moment: whichever web process is asked says the same."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()

    def add(self, name: str, about: str, labels: tuple[str, ...], values: Mapping[tuple[str, ...], float]) -> None:
        """Add a figure with a value for each set of labels."""
        gauge = Gauge(f"allclose_{name}", about, labels, registry=self._registry)
        for key, value in values.items():
            gauge.labels(*key).set(value)

    def text(self) -> bytes:
        """Give it as Prometheus reads it."""
        return generate_latest(self._registry)
