"""Letters beyond ASCII on SQLite, which knows capitals from A to Z only and puts an Ö behind the Z."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import FunctionElement, String
from sqlalchemy.ext.compiler import compiles

ORDER = "in_order"  #: the function's name in SQLite


class Alphabetical(FunctionElement[str]):
    """What to sort names by: in PostgreSQL as its collation has them, in SQLite an Ö beside the O."""

    type = String()
    inherit_cache = True


@compiles(Alphabetical)
def _elsewhere(element: Any, compiler: Any, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own are private
    return f"lower({compiler.process(element.clauses, **how)})"


@compiles(Alphabetical, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"{ORDER}({compiler.process(element.clauses, **how)})"


def teach(connection: Any) -> None:  # noqa: ANN401 - either driver's
    """Give a connection to SQLite these functions in place of its own `lower`.

    No index may be made of them: another program that opens the file has the others.
    """
    connection.create_function("lower", 1, lower, deterministic=True)
    connection.create_function(ORDER, 1, in_order, deterministic=True)


def lower(value: object) -> object:
    """Small letters, of whatever alphabet; what is no text stays as it is."""
    return value.lower() if isinstance(value, str) else value


def in_order(value: object) -> object:
    """Without capitals and accents, so that they make no difference to the order."""
    if not isinstance(value, str) or value.isascii():
        return lower(value)
    apart = unicodedata.normalize("NFKD", value.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
