"""What the commands of administration share: the database of the settings, and an exit status for what goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import typer

from app.errors import AppError

if TYPE_CHECKING:
    from app.store.engine import Database
    from app.store.session import Session
    from app.store.tables import Course, Person

T = TypeVar("T")
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
COURSE = typer.Option(help="The course, by the name in its address.")


class NotSo(AppError):
    """What was asked for is not there."""

    status = 404


@contextmanager
def told() -> Iterator[None]:
    """Say what went wrong in a sentence: exit 1 where the thing asked about is not so, 3 where the fault is ours."""
    from app.store.trouble import StoreTrouble

    try:
        yield
    except AppError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(3 if isinstance(error, StoreTrouble) else 1) from None


def usage(sentence: str) -> typer.Exit:
    """A command that makes no sense as it is given: exit 2."""
    typer.echo(sentence, err=True)
    return typer.Exit(2)


def in_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Do something with the database that the settings name, and close it."""
    from app.settings import Settings
    from app.store import embedded
    from app.store.engine import connect
    from app.store.schema import find_schema

    async def opened(url: str) -> T:
        database = connect(url)
        try:
            schema = await find_schema(database)
            if not schema.fits:
                raise NotSo(
                    f"{embedded.shown(url)} has not the schema of this version; `allclose db upgrade` brings it."
                )
            return await work(database)
        finally:
            await database.close()

    url = Settings().database_url
    with told():
        embedded.needed(url)
        return asyncio.run(opened(url))


def written(work: Callable[[Session], Awaitable[T]]) -> T:
    """Write in one transaction: all of it or, where it raises, nothing."""

    async def write(database: Database) -> T:
        async with database.write() as session:
            return await work(session)

    return in_database(write)


async def the_course(session: Session, name: str) -> Course:
    """Find a course (NotSo)."""
    from app.store import courses

    found = await courses.by_name(session, name)
    if found is None:
        raise NotSo(f"There is no course {name!r}; `allclose course list` tells which there are.")
    return found


async def the_person(session: Session, name: str, course: Course | None = None) -> Person:
    """Find one person by id, e-mail or the LMS's id (NotSo where there is none, or more than one)."""
    from app.store import people

    found = await people.search(session, name, course_id=course.id if course else None)
    if not found:
        raise NotSo(f"There is nobody with the id, e-mail or external id {name!r}.")
    if len(found) > 1:
        ids = ", ".join(person.id for person in found)
        raise NotSo(f"{name!r} is several people's; say the id, or the course: {ids}")
    return found[0]


def show(document: dict[str, Any], as_json: bool, sentence: str) -> None:
    """Print what was done: for a program or for a person."""
    typer.echo(json.dumps(document) if as_json else sentence)
