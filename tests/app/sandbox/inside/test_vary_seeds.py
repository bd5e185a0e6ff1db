"""An offset in every seed that the program sets itself."""

from __future__ import annotations

import pytest

from graders.plan import Plan, Vary
from tests.app.sandbox.inside.rooms import Rooms

HEAD = "import torch, random, numpy as np\n"
SEEDERS = [
    "torch.manual_seed(3)\nn = torch.rand(1).item()",
    "from torch import manual_seed\nmanual_seed(3)\nn = torch.rand(1).item()",
    "torch.random.manual_seed(seed=3)\nn = torch.rand(1).item()",
    "g = torch.Generator().manual_seed(3)\nn = torch.rand(1, generator=g).item()",
    "from torch import Generator\ng = Generator(device='cpu')\ng.manual_seed(3)\nn = torch.rand(1, generator=g).item()",
    "np.random.seed(3)\nn = float(np.random.rand())",
    "np.random.seed([3, 4])\nn = float(np.random.rand())",
    "np.random.seed(np.int64(3))\nn = float(np.random.rand())",
    "n = float(np.random.default_rng(3).random())",
    "n = float(np.random.default_rng(seed=[3, 4]).random())",
    "n = float(np.random.RandomState(3).rand())",
    "r = np.random.RandomState()\nr.seed(3)\nn = float(r.rand())",
    "random.seed(3)\nn = random.random()",
    "random.seed('three')\nn = random.random()",
    "random.seed(b'three')\nn = random.random()",
    "random.seed(3.5)\nn = random.random()",
    "random.seed(-3)\nn = random.random()",
    "n = random.Random(3).random()",
    "from random import Random, seed\nseed(3)\nn = random.random() + Random(4).random()",
]


def run(rooms: Rooms, text: str, offset: int, seed: int = 0) -> object:
    """What the program draws."""
    told = rooms.run(HEAD + text, plan=Plan(seed=seed, vary=Vary(offset=offset)))
    assert told.last.raised is None
    return told.last.namespace["n"]


@pytest.mark.parametrize("text", SEEDERS)
def test_every_seeder_starts_from_elsewhere(rooms: Rooms, text: str) -> None:
    """From another place for each offset, always the same one; the plan's own seed has no part in it."""
    plain = run(rooms, text, 0)
    first, again, other = run(rooms, text, 1), run(rooms, text, 1, seed=9), run(rooms, text, 2)
    assert first == again
    assert len({plain, first, other}) == 3


def test_without_an_offset_nothing_is_touched(rooms: Rooms) -> None:
    """The seeders are the libraries' own, and draw what they always did."""
    told = rooms.run(
        HEAD + "files = [f.__code__.co_filename for f in (torch.manual_seed, random.Random.seed)]\n"
        "n = torch.Generator is torch._C.Generator, np.random.RandomState.mro()[1] is object, 'inside' in str(files)\n"
        "torch.manual_seed(0)\nx = torch.rand(1).item()",
        plan=Plan(vary=Vary(draw=4)),
    )
    assert told.last.namespace["n"] == (True, True, False)
    assert told.last.namespace["x"] == pytest.approx(0.4962565899)


def test_a_seed_set_twice_draws_twice_the_same(rooms: Rooms) -> None:
    """A student may rely on it; and other seeds draw other numbers."""
    draw = "torch.rand(1).item() + float(np.random.rand()) + random.random()"
    seeds = "torch.manual_seed({0}); np.random.seed({0}); random.seed({0})"
    text = "".join(f"{seeds.format(seed)}\n{name} = {draw}\n" for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert run(rooms, f"{text}n = a == b, a == c", 7) == (True, False)


def test_the_plans_own_seed_is_not_mixed(rooms: Rooms) -> None:
    """The caller has done so already, if it is to be."""
    text = "n = torch.rand(1).item(), float(np.random.rand()), random.random()"
    assert run(rooms, text, 0, seed=5) == run(rooms, text, 8, seed=5)


@pytest.mark.parametrize(
    "call",
    [
        *("torch.manual_seed('a')", "torch.manual_seed(1 << 70)", "torch.Generator().manual_seed(None)"),
        *("np.random.seed(-1)", "np.random.seed(1 << 40)", "np.random.RandomState(-1)", "np.random.default_rng(-1)"),
        *("random.seed([1])", "torch.manual_seed()", "np.random.default_rng('x')"),
    ],
)
def test_a_wrong_seed_is_refused_in_the_generators_own_words(rooms: Rooms, call: str) -> None:
    """Mixed or not."""
    raised = [rooms.run(HEAD + call, plan=Plan(vary=Vary(offset=n))).last.raised for n in (0, 1)]
    assert raised[0] is not None
    assert raised[1] is not None
    assert (raised[0].type, raised[0].message) == (raised[1].type, raised[1].message)


def test_what_stands_in_for_a_class_passes_for_it(rooms: Rooms) -> None:
    """For the objects of the class itself, for shuffling, and for being copied and called without a seed."""
    text = """
from copy import deepcopy
from torch.utils.data import DataLoader, random_split
g = torch.Generator().manual_seed(1)
n = (
    isinstance(g, torch.Generator), isinstance(torch.default_generator, torch.Generator),
    not isinstance(3, torch.Generator), issubclass(np.random.RandomState, np.random.RandomState),
    isinstance(np.random.mtrand._rand, np.random.RandomState), torch.Generator.__name__ == "Generator",
    sorted(int(x) for x in DataLoader([1, 2, 3], shuffle=True, generator=g)) == [1, 2, 3],
    sum(len(part) for part in random_split([1, 2, 3], [2, 1], generator=g)) == 3,
    deepcopy(np.random.RandomState(3)).rand() == np.random.RandomState(3).rand(),
    np.random.RandomState().rand() != np.random.RandomState().rand(), random.Random().random() < 1,
    np.random.default_rng().random() < 1,
)
"""
    assert run(rooms, text, 3) == (True,) * 12
