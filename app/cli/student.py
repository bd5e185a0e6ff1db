"""`allclose student`: hand out what is stored of somebody, and forget them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.desk import COURSE, AsJson, in_database, show, the_course, the_person

if TYPE_CHECKING:
    from app.store.engine import Database
    from app.store.session import Session
    from app.store.tables import Person

app = typer.Typer(help="What is stored of a student.", no_args_is_help=True)
Student = Annotated[str, typer.Argument(help="The id, e-mail or external id.")]


@app.command("export")
def export(student: Student, *, course: Annotated[str, COURSE] = "") -> None:
    """Print all that is stored of a student as one JSON document; files are in base64."""
    from app.store import takeout

    async def look(database: Database) -> dict[str, Any]:
        async with database.read() as session:
            return await takeout.of_person(session, await _find(session, student, course))

    typer.echo(json.dumps(in_database(look)))


@app.command("erase")
def erase(
    student: Student,
    *,
    course: Annotated[str, COURSE] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget a student in all courses: code, files, names and tokens go for good, and the marks stay as nobody's."""
    from app.store import erasure
    from app.store.clock import now

    async def name(database: Database) -> str:
        async with database.read() as session:
            person = await _find(session, student, course)
            return f"{person.name} ({person.id})"

    if not yes:
        typer.confirm(f"Erase {in_database(name)} for good?", abort=True, err=True)

    async def forget(database: Database) -> dict[str, Any]:
        async with database.write() as session:
            person = await _find(session, student, course)
            done = await erasure.erase(session, person.id, now())
        await database.cut_back()  # the log still holds what was overwritten
        return {"student": person.id, "uploads": done.uploads, "submissions": done.submissions, "reports": done.reports}

    done = in_database(forget)
    show(done, as_json, f"{done['student']} is erased: {done['submissions']} submissions, {done['reports']} reports.")


async def _find(session: Session, student: str, course: str) -> Person:
    found = await the_course(session, course) if course else None
    return await the_person(session, student, found)
