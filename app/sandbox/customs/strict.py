"""Strict reading of JSON that hostile code may have written: every value is checked by hand before it is believed."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn, cast

TEXT = 4 << 20  # bytes of JSON in a frame
INTEGER = 1 << 63


class Contraband(Exception):
    """The bytes that came out of the room are not what an honest inside sends; `str()` says what is wrong with them."""


def refuse(why: str) -> NoReturn:
    """Refuse the run."""
    raise Contraband(why)


def load(text: bytes) -> Any:
    """The JSON of a frame. NaN and infinities are no JSON; numbers of a thousand digits end the reading."""
    if len(text) > TEXT:
        refuse("a text is too long")
    try:
        return _decode(text.decode())
    except (ValueError, RecursionError) as error:
        raise Contraband(f"a text is no JSON ({type(error).__name__})") from None


def record(value: object, keys: frozenset[str]) -> dict[str, Any]:
    """An object with exactly these keys."""
    if type(value) is not dict or value.keys() != keys:
        refuse(f"where an object with the keys {', '.join(sorted(keys))} belongs there is none")
    return cast("dict[str, Any]", value)


def listing(value: object, most: int) -> list[Any]:
    """A list of at most so many entries."""
    if type(value) is not list or len(value) > most:
        refuse(f"where a list of at most {most} entries belongs there is none")
    return value


def pair(value: object) -> tuple[Any, Any]:
    """A list of two entries."""
    if type(value) is not list or len(value) != 2:
        refuse("where a pair belongs there is none")
    return value[0], value[1]


def mapping(value: object, most: int) -> dict[str, Any]:
    """An object with at most so many keys, whatever they are."""
    if type(value) is not dict or len(value) > most:
        refuse(f"where an object of at most {most} keys belongs there is none")
    return cast("dict[str, Any]", value)


def text(value: object, most: int) -> str:
    """A text of at most so many characters; halves of surrogate pairs become question marks."""
    if type(value) is not str or len(value) > most:
        refuse(f"where a text of at most {most} characters belongs there is none")
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def integer(value: object, low: int, high: int) -> int:
    """A whole number between two others, which it may equal."""
    if type(value) is not int or not low <= value <= high:
        refuse(f"where a whole number from {low} to {high} belongs there is none")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        refuse("where true or false belongs there is neither")
    return value


def plain(value: object) -> float | int | bool | str | None:
    """A value that JSON can hold by itself."""
    if value is None or isinstance(value, bool):
        return value
    if type(value) is str:
        return text(value, 4096)
    if type(value) is float and isfinite(value):
        return value
    return integer(value, -INTEGER, INTEGER - 1)


def number(value: object) -> int | float:
    """A finite number, and no truth value."""
    if type(value) is float and isfinite(value):
        return value
    return integer(value, -INTEGER, INTEGER - 1)


def _constant(_: str) -> NoReturn:
    raise ValueError


_decode = json.JSONDecoder(parse_constant=_constant).decode
