"""Control groups, on a file tree that looks like the kernel's: v1, v2, and a machine that refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.sandbox.broker import groups


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A /proc/self/cgroup of our own."""
    table = tmp_path / "cgroup"
    real = Path

    def path(*parts: str) -> Path:
        return table if parts == ("/proc/self/cgroup",) else real(*parts)

    monkeypatch.setattr(groups, "Path", path)
    return table


def test_a_path_with_a_colon_is_a_path(own: Path, tmp_path: Path) -> None:
    """containerd names its groups with colons; the table has three fields, whatever is in the last."""
    own.write_text("4:memory:/a:cri:1\n8:pids:/b\n0::/\n", encoding="ascii")
    assert list(groups._choices(tmp_path)) == [(tmp_path / "memory" / "a:cri:1", tmp_path / "pids" / "b")]


def test_with_one_tree_the_group_above_is_tried_too(own: Path, tmp_path: Path) -> None:
    """Our own group has processes in it, and such a one may have no groups with controllers below it."""
    (tmp_path / "cgroup.controllers").touch()
    own.write_text("0::/service/main\n", encoding="ascii")
    assert list(groups._choices(tmp_path)) == [(tmp_path / "service" / "main",), (tmp_path / "service",)]


def test_where_nothing_can_be_made_there_are_none_and_the_reason_is_told(own: Path, tmp_path: Path) -> None:
    """The box works without groups; the doctor says why there are none."""
    own.write_text("4:memory:/\n8:pids:/\n", encoding="ascii")
    made = groups.Groups(2, tmp_path)
    assert made.slots == []
    assert made.why_not.startswith("No such file or directory: ")


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/sys/fs/cgroup/memory").exists(), reason="needs root and v1 groups")
def test_real_groups_count_and_are_removed() -> None:
    """On a machine with v1 groups: limits are written, an entry is open for each, and nothing stays."""
    made = groups.Groups(2)
    assert len(made.slots) == 2
    made.slots[0].prepare(64 << 20, 10)
    assert not made.slots[0].killed()
    assert len(made.slots[0].entries) == 2
    made.remove()
    assert list(Path("/sys/fs/cgroup").glob(f"*/**/allclose-{os.getpid()}")) == []
