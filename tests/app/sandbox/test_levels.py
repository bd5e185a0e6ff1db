"""Which level a machine gets, and what is said when it is not enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.sandbox.levels import Level, LevelRefused, Machine, choose, look

ROOT = Machine(root=True, capabilities=(1 << 40) - 1, namespaces=True, landlock=7)
DOCKER = Machine(root=True, capabilities=0b11100000, namespaces=False, landlock=7)
USER = Machine(root=False, capabilities=0, namespaces=True, landlock=7)
CLOSED = Machine(root=False, capabilities=0, namespaces=False, landlock=7)


@pytest.mark.parametrize(
    ("machine", "level"),
    [(ROOT, Level.FULL), (DOCKER, Level.CONTAINER), (USER, Level.USERNS), (CLOSED, Level.SAME_UID)],
)
def test_a_machine_gets_the_strongest_level_it_permits(machine: Machine, level: Level) -> None:
    """Nothing is left out that could be had."""
    assert choose(None, Level.SAME_UID, machine) is level


def test_root_may_ask_for_less_than_full() -> None:
    """Layers can be left out on purpose, as tests do."""
    assert choose(Level.CONTAINER, Level.SAME_UID, ROOT) is Level.CONTAINER


@pytest.mark.parametrize(
    ("machine", "floor", "says"),
    [
        (CLOSED, Level.CONTAINER, "it needs root"),
        (CLOSED, Level.USERNS, "namespaces are refused here"),
        (DOCKER, Level.FULL, "allow unshare and mount"),
        (USER, Level.FULL, "it needs root"),
    ],
)
def test_below_the_floor_nothing_starts_and_the_remedy_is_told(machine: Machine, floor: Level, says: str) -> None:
    """A machine that is too weak is refused with what is missing, never silently accepted."""
    with pytest.raises(LevelRefused, match=says):
        choose(None, floor, machine)


def test_a_level_that_the_machine_lacks_is_refused() -> None:
    """Asking for namespaces where there are none does not fall back by itself."""
    with pytest.raises(LevelRefused, match="does not permit"):
        choose(Level.FULL, Level.SAME_UID, DOCKER)


def test_root_without_the_right_to_change_its_user_is_no_container_level() -> None:
    """Rooms of root itself would be no rooms: what is left is same-uid."""
    bare = Machine(root=True, capabilities=0, namespaces=False, landlock=7)
    assert choose(None, Level.SAME_UID, bare) is Level.SAME_UID


@pytest.mark.parametrize("machine", [DOCKER, CLOSED])
def test_without_namespaces_landlock_is_not_optional(machine: Machine) -> None:
    """Where nothing but Landlock closes the file system, a kernel without it gets no box at all."""
    with pytest.raises(LevelRefused, match="no Landlock"):
        choose(None, Level.SAME_UID, replace(machine, landlock=0))


def test_the_levels_are_ordered_from_strong_to_weak() -> None:
    """`at_least` follows the order in which the levels are listed."""
    assert [level for level in Level if level.at_least(Level.USERNS)] == [Level.FULL, Level.USERNS]


def test_looking_at_this_machine_needs_no_rights() -> None:
    """Finding out what is permitted works for anybody and changes nothing."""
    machine = look()
    assert machine.permits(machine.best())
