"""`allclose roster`: who is in a course, from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.desk import COURSE, AsJson, show, the_course, told, usage, written

if TYPE_CHECKING:
    from app.pipeline.roster import Enrolled
    from app.store.session import Session

app = typer.Typer(help="Who is in a course.", no_args_is_help=True)


@app.callback()
def roster() -> None:
    """Who is in a course."""  # with a callback, a single command keeps its name


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV with the columns name,email,external_id,role.")],
    *,
    course: Annotated[str, COURSE],
    as_json: AsJson = False,
) -> None:
    """Add the people of a file to a course, or change their names and roles. A bad line: exit 1, nothing stored."""
    from app.pipeline.roster import enrol, read_roster
    from app.store.clock import now

    try:
        data = file.read_bytes()
    except OSError as error:
        raise usage(f"{file}: {error.strerror}") from None
    with told():
        lines = read_roster(data)

    async def put(session: Session) -> Enrolled:
        return await enrol(session, (await the_course(session, course)).id, lines, now())

    done = written(put)
    show(
        {"course": course, "added": done.added, "known": done.known},
        as_json,
        f"{len(done.added)} added, {len(done.known)} known already.",
    )
