"""`allclose token`: make tokens, and end them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.desk import COURSE, AsJson, NotSo, show, the_course, the_person, usage, written
from app.store.kinds import Role

if TYPE_CHECKING:
    from app.store.session import Session

app = typer.Typer(help="Make and end bearer tokens.", no_args_is_help=True)


@app.command("create")
def create(
    *,
    role: Annotated[Role, typer.Option(help="What it may do.")],
    name: Annotated[str, typer.Option(help="What it is for, in your own words.")],
    course: Annotated[str, COURSE] = "",
    student: Annotated[str, typer.Option(help="Whose it is: the id, e-mail or external id.")] = "",
    days: Annotated[int, typer.Option(min=0, help="Days that it is good for; 0: until it is ended.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Make a token, and print it. It is shown this once: only its hash is kept."""
    if role is not Role.ADMIN and not course:
        raise usage("Only an administrator's token has no course: say which, with --course.")
    if role is Role.STUDENT and not student:
        raise usage("A student's token is for somebody: say who, with --student.")
    if role in {Role.ADMIN, Role.LMS} and student:
        raise usage(f"A token of the role {role} is nobody's: leave --student out.")
    if not name.strip() or len(name) > 200 or not name.isprintable():  # noqa: PLR2004 - the column's width
        raise usage("A name has 1 to 200 characters, all of which can be printed.")
    made = written(lambda session: _make(session, role=role, name=name, course=course, student=student, days=days))
    show(made, as_json, made["token"])
    if not as_json:
        typer.echo("Shown only now, keep it.", err=True)


@app.command("revoke")
def revoke(token: Annotated[str, typer.Argument(help="Its id, or all of it.")], *, as_json: AsJson = False) -> None:
    """End a token at once."""
    from app.store import tokens
    from app.store.clock import now

    token_id = token.split("_")[1] if token.count("_") > 1 else token

    async def end(session: Session) -> None:
        if not await tokens.revoke(session, token_id, now()):
            raise NotSo(f"There is no token {token_id}, or it is ended already.")

    written(end)
    show({"id": token_id, "revoked": True}, as_json, f"{token_id} is ended.")


async def _make(session: Session, *, role: Role, name: str, course: str, student: str, days: int) -> dict[str, Any]:
    from app.store import people, tokens
    from app.store.clock import now

    found = await the_course(session, course) if course else None
    person = await the_person(session, student, found) if student else None
    if found and person and role is not Role.STUDENT:
        member = await people.membership(session, found.id, person.id)
        if member is None or member.role is not role:
            raise NotSo(f"{student!r} is no {role} in the course {course!r}.")
    moment = now()
    token, text = await tokens.make(
        session,
        role=role,
        name=name,
        now=moment,
        person_id=person.id if person else None,
        course_id=found.id if found else None,
        expires_at=moment + timedelta(days=days) if days else None,
    )
    expires = token.expires_at.isoformat() if token.expires_at else None
    return {"id": token.id, "token": text, "role": role.value, "student": token.person_id, "expires_at": expires}
