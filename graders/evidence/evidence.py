"""All that one run produced, whatever the student called it: what a check asks its questions of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Unpack

from graders.evidence import derived, value
from graders.evidence.found import Found
from graders.evidence.models import Model
from graders.evidence.trail import Trail, distinct
from graders.explain import Context
from graders.observation import ModelAnswer, ModuleSeen, Place, Raised

if TYPE_CHECKING:
    import torch


class Evidence:
    """`seen`, in a check. What a search finds is noted: those are the values that are varied in the next run."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self.used: list[Found] = []

    @property
    def everything(self) -> tuple[Found, ...]:
        """All values in the order in which they came up, the variables last; each as often as it was mentioned."""
        return self._trail.mine

    @property
    def tensors(self) -> list[Found]:
        """Each torch tensor once, and again when its numbers have changed."""
        return [one for one in distinct(self.everything) if one.is_tensor]

    @property
    def arrays(self) -> list[Found]:
        """Each NumPy array once, and again when its numbers have changed."""
        return [one for one in distinct(self.everything) if one.is_array]

    @property
    def modules(self) -> list[Found]:
        """Every `nn.Module` as the question's last cell left it; those of earlier cells, and parts of others, too."""
        cells = [cell for cell in self._trail.cells if cell.index <= max(self._trail.own, default=-1)]
        living = {token: (cell.index, seen) for cell in cells for token, seen in cell.living.items()}
        return [
            Found(value=seen, cell=index, token=token, name=self._name(token))
            for token, (index, seen) in living.items()
            if isinstance(seen, ModuleSeen)
        ]

    def models(self, answers: Iterable[ModelAnswer], given: torch.Tensor) -> tuple[Model, ...]:
        """Put together what models answered on given rows and what they are made of."""
        made = {one.token: one.module for one in self.modules}
        return tuple(Model(answer=one, given=given, module=made.get(one.token)) for one in answers)

    @property
    def optimisers(self) -> list[Found]:
        """Every optimiser that the question's own cells used or made, as they left it."""
        by_token = {one.token: one for one in self.everything if one.optimiser is not None}
        return list(by_token.values())

    @property
    def raised(self) -> list[Raised]:
        """Every exception of the question's own cells, those caught by the code itself included."""
        own = [cell for cell in self._trail.cells if cell.index in self._trail.own]
        return [error for cell in own for error in (*cell.caught, cell.raised) if error is not None]

    @property
    def stopped(self) -> Raised | None:
        """The exception that ended one of the question's own cells."""
        own = (cell for cell in self._trail.cells if cell.index in self._trail.own)
        return next((cell.raised for cell in own if cell.raised is not None), None)

    @property
    def literals(self) -> list[tuple[int | float | str | bool, Place]]:
        """The numbers and texts that the source holds, with their places. Read before anything ran."""
        facts = self._trail.observation.facts
        return [literal for i, fact in enumerate(facts) if i in self._trail.own for literal in fact.literals]

    @property
    def stdout(self) -> str:
        """What was printed: a text that anybody can print, so no proof of anything."""
        return "".join(cell.stdout for cell in self._trail.cells if cell.index in self._trail.own)

    @property
    def called(self) -> frozenset[str]:
        """Every dotted name that the source calls, such as "torch.relu" or "x.relu". Read before anything ran."""
        facts = self._trail.observation.facts
        return frozenset(call for i, fact in enumerate(facts) if i in self._trail.own for call in fact.calls)

    @property
    def dotted(self) -> frozenset[str]:
        """Every dotted name that the source calls, or only mentions, such as "torch.relu". Read before anything ran."""
        facts = self._trail.observation.facts
        named = {name for i, fact in enumerate(facts) if i in self._trail.own for name in fact.names if "." in name}
        return self.called | named

    @property
    def imported(self) -> frozenset[str]:
        """Every dotted name that the source imports, such as "torch.nn.functional.relu"."""
        facts = self._trail.observation.facts
        return frozenset(name for i, fact in enumerate(facts) if i in self._trail.own for name in fact.imports)

    @property
    def dynamic(self) -> frozenset[str]:
        """What in the source makes it impossible to tell what it calls, such as "exec" or a computed "getattr"."""
        facts = self._trail.observation.facts
        return frozenset(name for i, fact in enumerate(facts) if i in self._trail.own for name in fact.dynamic)

    def calls(self, *names: str) -> bool:
        """Whether the source calls one of these: a dotted name, or the last part of one."""
        return any(call == name or call.endswith(f".{name}") for call in self.called for name in names)

    def mentions(self, *names: str) -> bool:
        """Whether the source names one of these variables or attributes."""
        facts = self._trail.observation.facts
        return any(name in fact.names for i, fact in enumerate(facts) if i in self._trail.own for name in names)

    def value(
        self,
        expected: object,
        *,
        of: object = None,
        hints: Mapping[str, object] | None = None,
        context: Context | None = None,
        **terms: Unpack[value.Terms],
    ) -> Found:
        """Find a value that is close to `expected`, computed from the numbers `of` the task where those are given.

        `hints` are mistakes that a student makes here: what to say, and the value that comes of it. Raises Failure.
        """
        found = value.find(self._trail, expected, of=of, hints=hints, context=context, terms=terms)
        self.used.append(found)
        return found

    def derived(
        self,
        rule: derived.Rule,
        *,
        hints: Mapping[str, derived.Rule] | None = None,
        accept: Callable[[derived.Reading], bool] | None = None,
        **shapes: str,
    ) -> derived.Reading:
        """Find inputs and an output such that output = rule(inputs), whatever they are called.

        Shapes name their axes: x="n d" and w="d h" must agree on d, "2 2" is fixed, "h | 1 h" leaves the layout to the
        student. `hints` are mistakes: what to say, and the rule that they follow. What `accept` refuses holds by
        coincidence, and the search goes on. Raises Failure, or Undecided when the search had to stop.
        """
        reading = derived.find(self._trail, rule, shapes, hints or {}, accept)
        self.used += [reading.output, *reading.inputs.values()]
        return reading

    def found(self, test: Callable[[Found], bool]) -> Found | None:
        """The first value that passes a test, noted like what the searches find."""
        one = next((one for one in self.everything if test(one)), None)
        self.used += [one] if one else []
        return one

    def note(self, found: Found) -> None:
        """Have the numbers behind a value varied, like those of what the searches find."""
        self.used.append(found)

    def latest(self, found: Found) -> Found:
        """The same object as it was when it was last told of: the weights after training."""
        if found.token is None:
            return found
        return next((one for one in reversed(self.everything) if one.token == found.token and one.is_tensor), found)

    def shows(self, found: Found) -> bool:
        """Whether this very object, or something taken out of it, was printed, formatted or displayed."""
        return found.shown or any(
            one.shown and (one.token == found.token is not None or self.came_from(one, found))
            for one in self.everything
        )

    def came_from(self, found: Found, origin: Found) -> bool:
        """Whether `found` was made of `origin`, at any distance."""
        return self._trail.came_from(found, origin)

    def operands(self, found: Found) -> list[Found]:
        """What a value was made of in one step: of an attribute, what it is an attribute of."""
        return self._trail.parents(found)

    def origins(self, found: Found) -> list[Found]:
        """Everything that a value came from, the nearest first."""
        return self._trail.ancestors(found)

    def roots(self) -> list[Found]:
        """The expressions at the far end of what was found: where its numbers are written down."""
        return list(dict.fromkeys(root for one in self.used for root in self._trail.roots(one)))

    def _name(self, token: int) -> str:
        cells = reversed(self._trail.cells)
        return next((name for cell in cells for name, one in cell.identities.items() if one.token == token), "")
