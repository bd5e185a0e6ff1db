"""`allclose demo-lms`: an LMS for integrators to try, and the storm that it has to come through."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

REFUSED_URL = 422
HINT = (
    "\nA service tells nothing to an address on this machine unless its operator allows it: start it with "
    "ALLCLOSE_WEBHOOKS_ALLOW=127.0.0.1 and ALLCLOSE_WEBHOOKS_HTTP=true."
)


def demo_lms(
    *,
    url: Annotated[str, typer.Option(help="A service that runs; without it one is started and thrown away.")] = "",
    token: Annotated[str, typer.Option(help="An instructor's token there.", envvar="TOKEN")] = "",
    course: Annotated[str, typer.Option(help="The course there.")] = "pytorch",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one.", min=0, max=65535)] = 0,
    public: Annotated[str, typer.Option(help="How the service reaches us, if not at 127.0.0.1.")] = "",
    storm: Annotated[int, typer.Option(help="Let a storm loose over so many grades instead.", min=0)] = 0,
    kills: Annotated[
        int, typer.Option(help="How often web and worker are killed in it; -1: by its size.", min=-1)
    ] = -1,
    seed: Annotated[int, typer.Option(help="Draws faults, answers and moments.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Play the LMS: register a webhook, hand answers in, verify what arrives; exit 1 if the gradebooks differ."""
    if storm:
        raise typer.Exit(_storm(storm, kills, seed, as_json=as_json))
    if bool(url) != bool(token):
        raise typer.BadParameter("--url and --token go together")
    raise typer.Exit(_tour(url, token, course, port, public, as_json=as_json))


def _tour(url: str, token: str, course: str, port: int, public: str, *, as_json: bool) -> int:
    from app.bench.service import running
    from app.bench.storm import ALLOWED
    from app.demo.tour import Way

    if url:
        return _show(Way(url=url, token=token, course=course, port=port, public=public), as_json=as_json)
    typer.echo("Starting a service to try it with ...", err=True)
    with running(0, settings=ALLOWED) as service:
        way = Way(url=f"http://127.0.0.1:{service.port}", token=service.teacher, port=port)
        return _show(way, as_json=as_json)


def _show(way: Any, *, as_json: bool) -> int:  # noqa: ANN401 - a Way, which is imported late
    from app.demo.api import NotDone
    from app.demo.tour import tour

    with tempfile.TemporaryDirectory(prefix="allclose-lms-") as place:
        try:
            found = asyncio.run(tour(way, Path(place) / "journal", lambda line: typer.echo(line, err=as_json)))
        except NotDone as error:
            typer.echo(f"{error}{_hint(error.status)}", err=True)
            return 1
    if as_json:
        typer.echo(json.dumps(found))
    return 0 if found["complete"] else 1


def _hint(status: int) -> str:
    return HINT if status == REFUSED_URL else ""


def _storm(grades: int, kills: int, seed: int, *, as_json: bool) -> int:
    from app.bench.storm import Wanted, run

    found = run(Wanted(grades=grades, kills=kills if kills >= 0 else max(2, grades // 50), seed=seed))
    if as_json:
        typer.echo(json.dumps(found))
    else:
        _tell(found)
    return 0 if found["equal"] else 1


def _tell(found: dict[str, Any]) -> None:
    typer.echo(f"{found['submissions']} handed in: {found['states']}; signed messages: {found['by_signed_message']}")
    typer.echo(f"killed: {found['kills']}; the LMS was restarted {found['restarts']} times")
    typer.echo(f"done meanwhile: {found['done']}; requests sent again: {found['sent_again']}")
    typer.echo(f"requests that met a fault: {found['faults']}")
    typer.echo(f"notices: {found['notices']}; sent again by the service: {found['retries']}")
    typer.echo(f"verified by {', '.join(found['verified_by'])}; refused: {found['refused'] or 'none'}")
    typer.echo(f"{found['marks']} marks: missing {found['missing']}, contradictory {found['contradictory']}")
    typer.echo(f"lost {found['lost']}, twice {found['doubled']}, misjudged {found['misjudged']}")
    typer.echo(f"{'The gradebooks agree' if found['equal'] else 'THE GRADEBOOKS DIFFER'} after {found['seconds']} s")
