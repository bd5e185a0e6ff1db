"""For those who operate it: alive, and ready."""

from __future__ import annotations

from fastapi import APIRouter

from app.store.schema import find_schema
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
        schema = await find_schema(house.database)
    except StoreTrouble as trouble:
        raise NotReady from trouble
    if not schema.fits:
        raise NotReady
    return {"status": "ready"}
