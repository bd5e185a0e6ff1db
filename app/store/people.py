"""People and their part in courses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import Role
from app.store.sql import insert_into
from app.store.tables import Membership, Person, Token
from app.store.trouble import Taken


async def add(session: AsyncSession, *, name: str, now: datetime, email: str | None = None) -> Person:
    """Write somebody down."""
    person = Person(id=ulid(now), name=name, email=email, made_at=now)
    session.add(person)
    await session.flush()
    return person


async def join(
    session: AsyncSession, *, course_id: str, person_id: str, role: Role, now: datetime, external_id: str | None = None
) -> None:
    """Give somebody a role in a course, or another than before (Taken where the LMS's id is another's)."""
    new = insert_into(session, Membership).values(
        course_id=course_id, person_id=person_id, role=role, external_id=external_id, joined_at=now
    )
    try:
        await session.execute(
            new.on_conflict_do_update(
                index_elements=["course_id", "person_id"],
                set_={"role": role, **({"external_id": external_id} if external_id is not None else {})},
            )
        )
    except IntegrityError as error:
        raise Taken from error


async def membership(session: AsyncSession, course_id: str, person_id: str) -> Membership | None:
    """Tell what part somebody has in a course, None for no part."""
    return await session.get(Membership, (course_id, person_id))


async def external_ids(session: AsyncSession, course_id: str, people: Collection[str]) -> dict[str, str]:
    """Give what the LMS calls some people of a course; who has no such id is left out."""
    wanted = select(Membership.person_id, Membership.external_id).where(
        Membership.course_id == course_id, Membership.person_id.in_(people), Membership.external_id.is_not(None)
    )
    return {person: external for person, external in await session.execute(wanted) if external is not None}


async def by_external_id(session: AsyncSession, course_id: str, external_id: str) -> Person | None:
    """Find somebody by what the LMS calls them."""
    found: Person | None = await session.scalar(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.course_id == course_id, Membership.external_id == external_id)
    )
    return found


async def by_email(session: AsyncSession, course_id: str, email: str) -> Sequence[Person]:
    """Find the people of a course who have an address; capitals do not matter."""
    found = select(Person).join(Membership, Membership.person_id == Person.id)
    wanted = found.where(Membership.course_id == course_id, func.lower(Person.email) == email.lower())
    return (await session.scalars(wanted)).all()


async def search(session: AsyncSession, name: str, *, course_id: str | None = None) -> Sequence[Person]:
    """Find people by id, e-mail or what an LMS calls them, of one course or of all; nobody is found by the name."""
    by = or_(Person.id == name, func.lower(Person.email) == name.lower(), Membership.external_id == name)
    found = (
        select(Person).outerjoin(Membership, Membership.person_id == Person.id).where(by, Person.erased_at.is_(None))
    )
    if course_id is not None:
        found = found.where(Membership.course_id == course_id)
    return (await session.scalars(found.distinct().order_by(Person.id))).all()


async def change(session: AsyncSession, person_id: str, *, name: str, email: str | None) -> None:
    """Write down a name or an address that has changed."""
    await session.execute(update(Person).where(Person.id == person_id).values(name=name, email=email))


async def roster(
    session: AsyncSession, course_id: str, *, after: str = "", limit: int = 100
) -> Sequence[tuple[Person, Membership]]:
    """List who is in a course, a page at a time, by id."""
    rows = await session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.course_id == course_id, Person.id > after)
        .order_by(Person.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


async def forget_name(session: AsyncSession, person_id: str, now: datetime) -> None:
    """Take away what says who somebody is, and their tokens; their marks stay, nobody's."""
    await session.execute(update(Person).where(Person.id == person_id).values(name="", email=None, erased_at=now))
    await session.execute(update(Membership).where(Membership.person_id == person_id).values(external_id=None))
    await session.execute(
        update(Token).where(Token.person_id == person_id, Token.revoked_at.is_(None)).values(revoked_at=now)
    )
