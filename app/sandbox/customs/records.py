"""What the recorder told of a cell: its rows, from JSON. The order of reading is that of the tensors' bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.sandbox.customs.goods import Goods
from app.sandbox.customs.parts import Parts, token
from app.sandbox.customs.places import Places
from app.sandbox.customs.strict import INTEGER, flag, integer, listing, mapping, pair, record, refuse, text
from graders.observation import How, Identity, Made, ModuleSeen, OptimiserSeen, Place, Raised

ROWS, NAMES, ALIVE, CAUGHT, OPERANDS, NAME = 3000, 2000, 40, 50, 1000, 200
SHOWN, LAST, CHANGED = 1, 2, 4

_RECORD = frozenset(("instrumented", "places", "made", "names", "living", "caught", "dropped"))
_HOW: dict[str, How] = {how.value: how for how in How}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spot:
    how: How
    place: Place
    source: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What `CellSeen` has of it."""

    instrumented: bool
    made: tuple[Made, ...]
    identities: dict[str, Identity]
    living: dict[int, ModuleSeen | OptimiserSeen]
    caught: tuple[Raised, ...]
    dropped: int


class Records:
    """Reads the records of a run's cells."""

    def __init__(self, goods: Goods, places: Places, raised: Callable[[Any], Raised | None]) -> None:
        self._places, self._raised = places, raised
        self._parts = Parts(goods)

    def read(self, told: object) -> Recorded:
        """One cell's record. Raises Contraband."""
        cell = record(told, _RECORD)
        spots = [self._spot(spot) for spot in listing(cell["places"], ROWS)]
        made: list[Made] = []
        for row in listing(cell["made"], ROWS):
            made.append(self._made(row, spots, len(made)))
        return Recorded(
            instrumented=flag(cell["instrumented"]),
            made=tuple(made),
            identities={text(name, NAME): _identity(told) for name, told in mapping(cell["names"], NAMES).items()},
            living=dict([self._alive(one) for one in listing(cell["living"], ALIVE)]),
            caught=tuple([self._caught(error) for error in listing(cell["caught"], CAUGHT)]),
            dropped=integer(cell["dropped"], 0, INTEGER),
        )

    def _spot(self, told: object) -> _Spot:
        spot = listing(told, 7)
        how = _HOW.get(spot[0]) if len(spot) == 7 and type(spot[0]) is str else None
        if how is None:
            refuse("where a place of a value belongs there is none")
        place, source = self._places.stretch(spot[1], spot[2:6])
        return _Spot(how=how, place=place, source=source, name=text(spot[6], NAME))

    def _made(self, told: object, spots: list[_Spot], index: int) -> Made:
        row = listing(told, 9)
        if len(row) != 9:
            refuse("where a value that was made belongs there is none")
        number, nth, value, object_, memory, callee, called, operands, flags = row
        spot = spots[integer(number, 0, len(spots) - 1)]
        flags = integer(flags, 0, SHOWN | LAST | CHANGED)
        return Made(
            how=spot.how,
            place=spot.place,
            source=spot.source,
            name=spot.name,
            nth=integer(nth, 1, INTEGER),
            value=None if value is None else self._parts.value(value),
            told=value is not None,
            token=token(object_),
            memory=token(memory),
            callee=None if callee is None else text(callee, NAME),
            callee_token=token(called),
            operands=tuple([None if n is None else integer(n, 0, index - 1) for n in listing(operands, OPERANDS)]),
            shown=bool(flags & SHOWN),
            last=bool(flags & LAST),
            changed=bool(flags & CHANGED),
        )

    def _alive(self, told: object) -> tuple[int, ModuleSeen | OptimiserSeen]:
        number, value = pair(told)
        return integer(number, 0, INTEGER), self._parts.whole(value)

    def _caught(self, told: object) -> Raised:
        return self._raised(told) or refuse("where a caught exception belongs there is none")


def _identity(told: object) -> Identity:
    number, memory = pair(told)
    return Identity(token=integer(number, 0, INTEGER), memory=token(memory))
