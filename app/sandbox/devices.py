"""Classes of device that rooms can be made for. One broker serves one class; a worker declares which.

Another class is another entry here: the system calls its driver needs, and whether address space can be bounded. What a
room does to make its device ready belongs after the lock, where `spare` rehearses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.sandbox.lockdown import policy
from app.sandbox.lockdown.rules import Policy


@dataclass(frozen=True, kw_only=True)
class DeviceClass:
    """What differs between rooms of one class and those of another."""

    name: str
    policy: Policy
    policy_of_same_user: Policy
    bounds_mapping: bool = True  #: RLIMIT_AS is set; a driver that maps terabytes does not bear it


CLASSES: Mapping[str, DeviceClass] = {
    "cpu": DeviceClass(name="cpu", policy=policy.CPU, policy_of_same_user=policy.SAME_USER),
}
