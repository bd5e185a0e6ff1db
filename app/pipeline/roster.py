"""A roster from a spreadsheet: read as text, every bad line told, and written whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.errors import AppError
from app.store import people
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Person

COLUMNS = ("name", "email", "external_id", "role")
ROLES = (Role.STUDENT, Role.INSTRUCTOR)
LONGEST = {"name": 200, "email": 320, "external_id": 200}  #: characters, as the tables have them
LARGEST = 4 << 20  #: bytes


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person. They are known again by the external id or, where there is none, by the address."""

    number: int  #: in the file, from 1
    name: str
    email: str | None
    external_id: str | None
    role: Role

    @property
    def keys(self) -> Iterable[tuple[str, str]]:
        """What nobody else in the course may have."""
        if self.email:
            yield "email", self.email.lower()
        if self.external_id:
            yield "external_id", self.external_id


class BadRoster(AppError):
    """The roster cannot be taken as it is; nothing of it was stored."""

    status = 422

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join([*faults, "Nothing was stored."]))
        self.faults = tuple(faults)


@dataclass(kw_only=True)
class Enrolled:
    """What came of an import: the people who are new, and those who were there."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def read_roster(data: bytes) -> list[Line]:
    """Read CSV with a head of `name,email,external_id,role`, the last three as needed (BadRoster with all faults)."""
    rows = _rows(data)
    head = [name.strip().lower() for name in rows[0][1]] if rows else []
    if unknown := [name for name in head if name not in COLUMNS]:
        raise BadRoster([f"line 1: there is no column {unknown[0]!r}; there are {', '.join(COLUMNS)}"])
    if "name" not in head or len(set(head)) < len(head):
        raise BadRoster(["line 1: it names the columns, each once: name,email,external_id,role"])
    lines, faults, seen = [], [], dict[tuple[str, str], int]()
    for number, cells in rows[1:]:
        try:
            line = _line(number, head, cells)
            _first(line, seen)
        except ValueError as fault:
            faults.append(f"line {number}: {fault}")
        else:
            lines.append(line)
    if faults:
        raise BadRoster(faults)
    return lines


async def enrol(session: Session, course_id: str, lines: Sequence[Line], now: datetime) -> Enrolled:
    """Write a roster into a course: new people are added, those who are there get the name and role it says.

    An import again changes nothing. Who is not in the file stays. BadRoster where a line's address and external id are
    two different people's.
    """
    done, faults = Enrolled(), []
    for line in lines:
        found = {person.id: person for person in await _known(session, course_id, line)}
        if len(found) > 1:
            faults.append(f"line {line.number}: the address is of another person than the external_id")
            continue
        person = next(iter(found.values()), None)
        if person is None:
            person = await people.add(session, name=line.name, email=line.email, now=now)
            done.added.append(person.id)
        else:
            await people.change(session, person.id, name=line.name, email=line.email or person.email)
            done.known.append(person.id)
        before = await people.membership(session, course_id, person.id)
        external_id = line.external_id or (before.external_id if before else None)
        await people.join(
            session, course_id=course_id, person_id=person.id, role=line.role, now=now, external_id=external_id
        )
    if faults:
        raise BadRoster(faults)
    return done


async def _known(session: Session, course_id: str, line: Line) -> list[Person]:
    by_id = await people.by_external_id(session, course_id, line.external_id) if line.external_id else None
    by_email = await people.by_email(session, course_id, line.email) if line.email else []
    return [*([by_id] if by_id else []), *by_email]


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Cut into rows with their line numbers; a spreadsheet may part by semicolons, and mark its UTF-8."""
    if len(data) > LARGEST:
        raise BadRoster([f"It is larger than {LARGEST >> 20} MiB."])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise BadRoster([f"line {number}: it is not UTF-8; save the sheet as `CSV UTF-8`"]) from None
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    rows, number = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            number = reader.line_num + 1  # a quoted cell may hold line breaks: this is where the next row begins
    except csv.Error as error:
        raise BadRoster([f"line {number}: {error}"]) from None
    return rows


def _line(number: int, head: Sequence[str], cells: Sequence[str]) -> Line:
    """One row (ValueError says what is wrong with it)."""
    if len(cells) != len(head):
        raise ValueError(f"{len(cells)} columns where the head has {len(head)}")
    values = {name: cell.strip() for name, cell in zip(head, cells, strict=True)}
    for name, most in LONGEST.items():
        if len(values.get(name, "")) > most:
            raise ValueError(f"{name} is longer than {most} characters")
    if not all(value.isprintable() for value in values.values()):
        raise ValueError("it holds a character that cannot be printed")
    if not values["name"]:
        raise ValueError("there is no name")
    email, external_id = values.get("email") or None, values.get("external_id") or None
    if email is None and external_id is None:
        raise ValueError("neither email nor external_id: a second import would add them again")
    if email is not None and not _is_address(email):
        raise ValueError(f"{email!r} is no e-mail address")
    role = (values.get("role") or Role.STUDENT.value).lower()
    if role not in {one.value for one in ROLES}:
        raise ValueError(f"{role!r} is no role; there are {', '.join(ROLES)}")
    return Line(number=number, name=values["name"], email=email, external_id=external_id, role=Role(role))


def _is_address(text: str) -> bool:
    name, _, place = text.rpartition("@")
    return bool(name and place) and not any(letter.isspace() for letter in text)


def _first(line: Line, seen: dict[tuple[str, str], int]) -> None:
    for key in line.keys:
        if key in seen:
            raise ValueError(f"{key[0]} {key[1]!r} stands in line {seen[key]} already")
        seen[key] = line.number
