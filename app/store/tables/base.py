"""What all tables share: names of constraints, and columns that mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

from app.store.kinds import (
    Cause,
    Counts,
    DeliveryState,
    Detail,
    HookStyle,
    ItemState,
    JobState,
    RegradeState,
    Role,
    SubmissionState,
    UploadKind,
)

Json = dict[str, Any]


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC and aware on the way out; SQLite has no zone to keep one in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time that does not say where it is (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[StrEnum]) -> Enum:
    """Keep an enum by its value, as text: a new word is then no change of the schema."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=16, values_callable=lambda k: [one.value for one in k]
    )


Id = Annotated[str, mapped_column(String(26))]
Serial = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        Json: JSON,
        list[str]: JSON,
        int: BigInteger().with_variant(Integer, "sqlite"),
        **{
            kind: word(kind)
            for kind in (
                Cause,
                Counts,
                DeliveryState,
                Detail,
                HookStyle,
                ItemState,
                JobState,
                RegradeState,
                Role,
                SubmissionState,
                UploadKind,
            )
        },
    }
