"""All values of a run in the order in which they came up, and which came from which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import torch

from graders.evidence.found import Found
from graders.observation import CellSeen, How, Identity, Observation, TensorSeen, Value

PARTS = 64  #: of a list whose makings are looked for
SHOWS = frozenset({"builtins.print", "IPython.core.display_functions.display"})


class Trail:
    """What happened, of which `own` are the cells that answer the question; earlier ones are asked for origins only."""

    def __init__(self, observation: Observation, own: Sequence[int] | None = None) -> None:
        self.observation = observation
        self.cells = observation.cells
        self.own = frozenset(range(len(observation.facts)) if own is None else own)
        self.claimed: set[Found] = set()  #: what a check has found right: no other check's mistake
        self._parents: dict[Found, list[Found]] = {}
        self._rows: dict[tuple[int, int], Found] = {}
        self._by_token: dict[int, list[Found]] = {}
        for cell in self.cells:
            self._read(cell)

    def _read(self, cell: CellSeen) -> None:
        shown = {i for row in cell.made if row.callee in SHOWS for i in row.operands if i is not None}
        for index, row in enumerate(cell.made):
            value = cell.living.get(row.token, row.value) if row.token is not None else row.value
            found = Found(
                value=value,
                cell=cell.index,
                made=row,
                token=row.token,
                index=index,
                shown=row.shown or index in shown,
            )
            self._rows[cell.index, index] = found
            if row.token is not None:
                self._by_token.setdefault(row.token, []).append(found)

    @cached_property
    def mine(self) -> tuple[Found, ...]:
        """Everything that came up in the question's own cells, then what their variables hold at the end."""
        rows = [found for (cell, _), found in self._rows.items() if cell in self.own]
        return (*rows, *self.variables)

    @cached_property
    def variables(self) -> tuple[Found, ...]:
        """What the variables hold that the question's own cells have set."""
        found = []
        before: dict[str, Found] = {}
        for cell in self.cells:
            nobody = Identity(token=-1)
            after = {
                name: Found(
                    value=cell.living.get(cell.identities.get(name, nobody).token, value),
                    cell=cell.index,
                    name=name,
                    token=cell.identities[name].token if name in cell.identities else None,
                )
                for name, value in cell.namespace.items()
            }
            if cell.index in self.own:
                found += [v for name, v in after.items() if name not in before or before[name].mark != v.mark]
            before = after
        return tuple(found)

    def parents(self, found: Found) -> list[Found]:
        """What this was made of; of a mere mention: the making of it."""
        if found not in self._parents:
            self._parents[found] = self._found_parents(found)
        return self._parents[found]

    def _found_parents(self, found: Found) -> list[Found]:
        above = self._given(found)
        if (found.looked_at or self._fetched(found, above)) and found.token is not None:
            above += self._makings(found) or self._unpacked(found) or self._shared(found)
            above += self._filled(found)
        elif found.looked_at and found.parts:
            above += self._collected(found)
        return above

    def _makings(self, found: Found) -> list[Found]:
        """The calls and operators that made or changed this object before it was looked at.

        The last pass of a loop is told when its cell has ended, wherever it was made: it counts if nothing else does.
        """
        others = self._by_token.get(found.token, ()) if found.token is not None else ()
        made = [other for other in others if self._earlier(other, found)]
        last = (other for other in others if other.made is not None and other.made.last and not other.looked_at)
        return made or [other for other in last if other.cell <= found.cell]

    @staticmethod
    def _fetched(found: Found, above: Sequence[Found]) -> bool:
        """It was only kept in something, such as `self.x` or `results["sum"]`."""
        kept = found.made is not None and found.made.how in {How.ATTRIBUTE, How.SUBSCRIPT}
        return kept and not any(one.seen is not None or one.module is not None for one in above)

    def _unpacked(self, found: Found) -> list[Found]:
        """The calls that gave several values back, this one among them: `values, places = t.max(dim=0)`."""
        several = (one for one in self._rows.values() if isinstance(one.value, tuple) and self._earlier(one, found))
        return [one for one in several if any(_same(part, found.seen) for part in one.parts)]

    def _collected(self, found: Found) -> list[Found]:
        """What several values at once are, when they are mentioned: one call's, or makings of their own."""
        earlier = [one for one in self._rows.values() if self._earlier(one, found)]
        whole = [
            one for one in earlier if len(one.parts) == len(found.parts) and all(map(_alike, one.parts, found.parts))
        ]
        single = (next((one for one in earlier if _same(part, one.seen)), None) for part in found.parts[:PARTS])
        return whole[-1:] or [one for one in single if one is not None]

    def _shared(self, found: Found) -> list[Found]:
        """What a loop or an unpacking handed this out of: it lies in the same memory, and was there before."""
        memory = found.made.memory if found.made else None
        if memory is None:
            return []
        lent = (one for one in self._rows.values() if one.made is not None and one.made.memory == memory)
        return [one for one in lent if one.token != found.token and self._earlier(one, found)][:1]

    def _filled(self, found: Found) -> list[Found]:
        """What was put into it, place by place, before it was looked at."""
        others = self._by_token.get(found.token, ()) if found.token is not None else ()
        return [
            parent
            for other in others
            if other.made is not None and other.made.how is How.BEFORE and self._before(other, found)
            for parent in self._given(other)
        ]

    def _given(self, found: Found) -> list[Found]:
        operands = found.made.operands if found.made else ()
        return [self._rows[found.cell, i] for i in operands if i is not None and (found.cell, i) in self._rows]

    def _earlier(self, one: Found, other: Found) -> bool:
        return not one.looked_at and self._before(one, other)

    def _before(self, one: Found, other: Found) -> bool:
        return one.cell <= other.cell if other.made is None else (one.cell, one.index) < (other.cell, other.index)

    def ancestors(self, found: Found) -> list[Found]:
        """Everything that it came from, the nearest first, itself left out."""
        reached, queue, seen = [], [found], {id(found)}
        while queue:
            for parent in self.parents(queue.pop(0)):
                if id(parent) not in seen:
                    seen.add(id(parent))
                    reached.append(parent)
                    queue.append(parent)
        return reached

    def roots(self, found: Found) -> list[Found]:
        """The calls at the far end of its origins: those that were made of no tensor."""
        line = [found, *self.ancestors(found)]
        return [one for one in line if one.tensor is not None and not one.looked_at and not self._tensors_above(one)]

    def _tensors_above(self, found: Found) -> bool:
        return any(parent.seen is not None for parent in self.parents(found))

    def came_from(self, found: Found, origin: Found) -> bool:
        """Whether `found` was made of `origin`, at any distance."""
        return any(
            one is origin or (one.token is not None and one.token == origin.token) for one in self.ancestors(found)
        )

    def of_tensor(self, found: Found) -> bool:
        """Whether a torch tensor is among its origins: it was computed, not written down."""
        return any(one.is_tensor for one in self.ancestors(found))


def _same(part: Value, seen: TensorSeen | None) -> bool:
    if seen is None or not isinstance(part, TensorSeen) or part.value is None or seen.value is None:
        return False
    return part.shape == seen.shape and part.dtype == seen.dtype and torch.equal(part.value, seen.value)


def _alike(part: Value, other: Value) -> bool:
    return _same(part, other) if isinstance(other, TensorSeen) else type(part) is type(other) and part == other


def distinct(values: Iterable[Found]) -> Iterator[Found]:
    """Leave out what is the same object with the same numbers in it."""
    seen = set()
    for found in values:
        if found.mark not in seen:
            seen.add(found.mark)
            yield found
