"""`allclose course`: open a course, list them, set its rules, hand one out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.desk import AsJson, NotSo, in_database, show, the_course, usage, written

if TYPE_CHECKING:
    from app.store.engine import Database
    from app.store.session import Session

app = typer.Typer(help="Courses.", no_args_is_help=True)
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Its name in addresses, such as pytorch-2026.")],
    *,
    title: Annotated[str, typer.Option(help="Its name for people; left out, the same.")] = "",
    pack: Annotated[str, typer.Option(help="The questions it asks.")] = "pytorch-basics",
    as_json: AsJson = False,
) -> None:
    """Open a course. It is empty: `allclose roster import` and `allclose token create` come next."""
    if not NAME.fullmatch(name):
        raise usage("A course's name has small letters, digits and hyphens between them, 64 at most.")
    made = written(lambda session: _open(session, name, title or name, pack))
    if not made["questions"]:
        typer.echo(f"No worker has loaded a pack {pack!r} yet: there are no questions to answer.", err=True)
    show(made, as_json, f"The course {name} is open, with {made['questions']} questions.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the courses, with how many people and submissions they have."""
    from app.store import courses

    async def look(database: Database) -> list[dict[str, Any]]:
        async with database.read() as session:
            return [
                {"name": c.course.name, "title": c.course.title, "pack": c.course.pack, "people": c.people}
                | {"submissions": c.submissions}
                for c in await courses.overview(session)
            ]

    found = in_database(look)
    lines = (f"{c['name']:<24} {c['people']:>6} people {c['submissions']:>8} submissions  {c['title']}" for c in found)
    show({"courses": found}, as_json, "\n".join(lines) or "There is no course yet.")


@app.command("export")
def export(course: Annotated[str, typer.Argument(help="The course's name.")]) -> None:
    """Print all that is stored of a course, people and code included: JSON Lines, each with its `kind`."""
    from app.store import takeout

    async def print_(database: Database) -> None:
        async with database.read() as session:
            found = await the_course(session, course)
            async for row in takeout.of_course(session, found):
                typer.echo(json.dumps(row))

    in_database(print_)


@app.command("settings")
def settings(
    course: Annotated[str, typer.Argument(help="The course's name.")],
    *,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A rule and its value, such as attempts=3; none takes it away.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the rules of a course: dates, late policy, attempts, what is shown. With --set they are changed first."""
    changes = _changes(set_ or [])
    document = in_database(lambda database: _settings(database, course, changes))
    width = max(map(len, document))
    show(document, as_json, "\n".join(f"{name:<{width}}  {_said(value)}" for name, value in document.items()))


def _changes(told: list[str]) -> dict[str, Any]:
    """Read `name=value` as the web reads a document: numbers, dates and words, each checked (exit 2)."""
    from pydantic import ValidationError

    from app.web.course_settings import SettingsWanted

    pairs = [one.partition("=") for one in told]
    if unread := [name for name, sign, _ in pairs if not sign]:
        raise usage(f"A rule is set as name=value, such as attempts=3; there is no value in {unread[0]!r}.")
    try:
        wanted = SettingsWanted.model_validate({name.strip(): _value(value.strip()) for name, _, value in pairs})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise usage(faults) from None
    return {name: getattr(wanted, name) for name in wanted.model_fields_set}


def _value(text: str) -> object:
    if text.lower() in {"", "none"}:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _said(value: object) -> str:
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


async def _settings(database: Database, name: str, changes: dict[str, Any]) -> dict[str, Any]:
    from app.pipeline import course_rules
    from app.queue.lease import LeaseDispatcher
    from app.queue.shift import Means
    from app.store import courses
    from app.store.audit import Operator
    from app.store.clock import now
    from app.store.writer import Writer

    if not changes:
        async with database.read() as session:
            found = await the_course(session, name)
            return course_rules.document(await courses.settings_of(session, found.id))
    dispatcher = LeaseDispatcher(Means(database=database, writer=Writer(database)))
    async with database.write() as session:
        found = await the_course(session, name)
        changed = await course_rules.change(session, dispatcher, found.id, changes, by=Operator(), now=now())
        return course_rules.document(changed)


async def _open(session: Session, name: str, title: str, pack: str) -> dict[str, Any]:
    from app.store import courses
    from app.store.clock import now

    if await courses.by_name(session, name) is not None:
        raise NotSo(f"There is a course {name!r} already.")
    made = await courses.add(session, name=name, title=title, pack=pack, now=now())
    questions = len(await courses.questions_of(session, pack))
    return {"id": made.id, "name": name, "title": title, "pack": pack, "questions": questions}
