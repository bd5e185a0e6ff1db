"""The words a system-call policy is written in: conditions on arguments, a rule for a call, a policy of rules.

A filter sees the bits of arguments, never what a pointer points at. Where the kernel takes an argument for an `int` it
drops the high half before anything else, so the low half is the argument and is all that need be read.
"""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

OWN_PID = -1  #: among a condition's values: the pid of the process that loads the filter

LOW_HALF = 0xFFFFFFFF


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Half of an argument, masked, is one of the values; with `negated`, none of them."""

    argument: int  #: 0 to 5
    values: tuple[int, ...]
    mask: int = LOW_HALF
    negated: bool = False
    high: bool = False  #: bits 32 to 63 are read instead of 0 to 31


Alternative = tuple[Condition, ...]  #: all of them must hold


def one_of(argument: int, *values: int, mask: int = LOW_HALF) -> Condition:
    """Hold when the masked low half is one of the values."""
    return Condition(argument=argument, values=values, mask=mask)


def none_of(argument: int, *values: int, mask: int = LOW_HALF) -> Condition:
    """Hold when the masked low half is none of the values."""
    return Condition(argument=argument, values=values, mask=mask, negated=True)


def null(argument: int) -> Alternative:
    """Hold when all 64 bits are nought: a pointer to nothing."""
    return one_of(argument, 0), Condition(argument=argument, values=(0,), high=True)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A call is allowed when one alternative holds; else it fails with `refusal`, an errno."""

    alternatives: tuple[Alternative, ...] = ()
    refusal: int = errno.EPERM


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Calls allowed whatever their arguments, calls that depend on them, and the errno of all others.

    Names are the kernel's. A name that a machine has no number for means nothing there.
    """

    allowed: frozenset[str]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    refusal: int = errno.EPERM

    def narrowed(self, refused: Iterable[str]) -> "Policy":
        """Give a policy that refuses these calls as well, whatever their arguments."""
        refused = frozenset(refused)
        rules = {name: rule for name, rule in self.rules.items() if name not in refused}
        return replace(self, allowed=self.allowed - refused, rules=rules)

    def widened(
        self, allowed: Iterable[str] = (), rules: Mapping[str, Iterable[Alternative]] | None = None
    ) -> "Policy":
        """Give a policy that allows more: further calls, and further alternatives for calls that depend on arguments.

        This is how another class of device is added: its ioctl numbers are one more alternative of the rule "ioctl".
        """
        merged = dict(self.rules)
        for name, alternatives in (rules or {}).items():
            rule = merged.get(name, Rule(refusal=self.refusal))
            merged[name] = replace(rule, alternatives=(*rule.alternatives, *alternatives))
        allowed = self.allowed | frozenset(allowed)
        return replace(self, allowed=allowed, rules={n: rule for n, rule in merged.items() if n not in allowed})
