"""For those who operate it: alive, ready, and how much there is to do."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from app.store import deliveries, migrate
from app.store.trouble import StoreTrouble
from app.web.caller import OpenHouse
from app.web.problems import Starting, only

router = APIRouter(tags=["operation"])


class NotReady(Starting):
    """The database is not there, or has another schema; `allclose db upgrade` brings it up to date."""


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses=only(503))
async def ready(house: OpenHouse) -> dict[str, str]:
    """The database answers and has the schema that this version is written for."""
    try:
        schema = await migrate.schema(house.database)
    except StoreTrouble as trouble:
        raise NotReady from trouble
    if not schema.fits:
        raise NotReady
    return {"status": "ready"}


@router.get("/metrics", response_class=PlainTextResponse, responses=only(503))
async def metrics(house: OpenHouse) -> Response:
    """Prometheus: the depth of the queue by class and state, and what became of webhooks."""
    registry = CollectorRegistry()
    depth = Gauge("allclose_queue_jobs", "Jobs in the queue", ["job_class", "state"], registry=registry)
    sent = Gauge("allclose_webhook_deliveries", "Deliveries of webhooks", ["state"], registry=registry)
    async with house.database.read() as session:
        for state, number in (await deliveries.counts(session)).items():
            sent.labels(state.value).set(number)
        for count in await house.dispatcher.stats(session):
            depth.labels(count.job_class, count.state.value).set(count.jobs)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
