"""Looking for inputs and an output that a rule ties together."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.evidence import Evidence, Failure, Undecided, derived
from graders.evidence.layouts import Pattern, answers_to
from tests.graders.build import Build

X = torch.tensor([[1.0, 2.0], [3.0, 5.0], [-1.0, 4.0]])
W = torch.tensor([[2.0, -1.0], [0.5, 3.0]])
B = torch.tensor([0.25, -2.0])


def line(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The rule of most tests: a layer."""
    return x @ w + b


def layer(
    *, x: torch.Tensor = X, w: torch.Tensor = W, b: torch.Tensor = B, out: torch.Tensor | None = None
) -> Evidence:
    """A run that made a layer's parts and its output."""
    run = Build()
    cell = run.cell()
    rows = [cell.call("torch.tensor", one, source=name) for name, one in (("x", x), ("w", w), ("b", b))]
    cell.operator("+", line(X, W, B) if out is None else out, *rows, source="out")
    return run.evidence()


def sources(reading: derived.Reading) -> dict[str, str]:
    """Which of the student's expressions is what."""
    return {name: one.source for name, one in reading.inputs.items()} | {"": reading.output.source}


def why(seen: Evidence, rule: derived.Rule = line, **more: object) -> Failure:
    """The failure of a search."""
    shapes = {"x": "n d", "w": "d h", "b": "h"}
    with pytest.raises(Failure) as told:
        seen.derived(rule, **{**shapes, **more})  # type: ignore[arg-type]
    return told.value


def test_inputs_and_output_are_found_by_the_rule_alone() -> None:
    """No name and no order says which tensor is which; all that took part is noted."""
    seen = layer()
    reading = seen.derived(line, x="n d", w="d h", b="h")
    assert sources(reading) == {"x": "x", "w": "w", "b": "b", "": "out"}
    assert {one.source for one in seen.used} == {"x", "w", "b", "out"}


def test_what_the_output_came_from_is_tried_first() -> None:
    """Of two inputs that fit, the true origin is taken, though the other was made earlier."""
    run = Build()
    cell = run.cell()
    cell.call("torch.tensor", X, source="twin")
    x = cell.call("torch.tensor", X, source="origin")
    cell.operator("*", 2 * X, x, source="doubled")
    reading = run.evidence().derived(lambda x: 2 * x, x="n d")
    assert sources(reading) == {"x": "origin", "": "doubled"}


def test_what_is_not_accepted_is_a_coincidence_and_the_search_goes_on() -> None:
    """A reading that holds is refused by the question, and the next that holds is given."""
    run = Build()
    cell = run.cell()
    x = cell.call("torch.tensor", torch.tensor([1.0, 2.0]), source="x")
    twin = cell.call("torch.tensor", torch.tensor([1.0, 2.0]), source="twin")
    cell.call("torch.mul", torch.tensor([2.0, 4.0]), x, twin, source="doubled")
    seen = run.evidence()
    first = sources(seen.derived(lambda x: 2 * x, x="n"))["x"]
    other = sources(seen.derived(lambda x: 2 * x, accept=lambda one: one.inputs["x"].source != first, x="n"))["x"]
    assert {first, other} == {"x", "twin"}


def test_without_origins_every_choice_that_fits_is_tried() -> None:
    """What reached the output on a way that nobody saw is found all the same."""
    run = Build()
    cell = run.cell()
    cell.call("torch.tensor", 2 * X, source="doubled")
    cell.call("torch.tensor", X, source="x")
    assert sources(run.evidence().derived(lambda x: 2 * x, x="n d")) == {"x": "x", "": "doubled"}


@pytest.mark.parametrize("w", [W, W.T.contiguous()])
@pytest.mark.parametrize("b", [B, B.unsqueeze(0)])
@pytest.mark.parametrize("turned", [False, True])
def test_layouts_are_the_students_choice(w: torch.Tensor, b: torch.Tensor, turned: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Weights may stand either way, a bias may be a row, the output may lie; the rule sees one layout only."""
    out = line(X, W, B)
    seen = layer(w=w, b=b, out=out.T.contiguous() if turned else out)
    reading = seen.derived(line, x="n d", w="d h | h d", b="h | 1 h")
    other = reading.again({"x": 2 * X, "w": w, "b": b})
    assert other is not None
    assert torch.allclose(other, line(2 * X, W, B).double())


def test_without_a_choice_of_layouts_the_shape_is_exact() -> None:
    """A pattern of one layout means it."""
    assert why(layer(out=line(X, W, B).T.contiguous())).message_id == "seen.underived"


@pytest.mark.parametrize("number", [0.0, 3.0])
def test_a_constant_proves_nothing(number: float) -> None:
    """Zeros are what zeros give by any rule: an output that is the same everywhere is passed over."""
    seen = layer(x=torch.zeros(3, 2), b=torch.full((2,), number), out=torch.full((3, 2), number))
    assert why(seen).message_id == "seen.underived"


def test_a_single_number_is_no_constant() -> None:
    """A scalar has one value by nature; only zero says nothing."""
    run = Build()
    cell = run.cell()
    x = cell.call("torch.tensor", torch.tensor(3.0), source="x")
    cell.operator("*", torch.tensor(6.0), x, source="out")
    assert sources(run.evidence().derived(lambda x: 2 * x, x=""))[""] == "out"


def test_an_input_is_not_its_own_output() -> None:
    """x is abs(x) where nothing is negative: a tensor follows from another one, not from itself."""
    run = Build()
    run.cell().call("torch.tensor", [1.0, 2.0])
    with pytest.raises(Failure) as told:
        run.evidence().derived(torch.abs, x="n")
    assert told.value.message_id == "seen.underived"


def test_a_mentioned_output_is_none() -> None:
    """A variable that holds the value was not made there."""
    run = Build()
    cell = run.cell()
    x = cell.call("torch.tensor", X, source="x")
    out = cell.operator("*", 2 * X, x, source="made")
    cell.look(out, "named")
    assert sources(run.evidence().derived(lambda x: 2 * x, x="n d"))[""] == "made"


def test_a_hint_names_the_mistake_and_its_place() -> None:
    """The first rule among the known mistakes that the output follows is told."""
    hints = {"There is no bias.": lambda x, w, _b: x @ w, "The bias is taken off.": lambda x, w, b: x @ w - b}
    told = why(layer(out=X @ W - B), hints=hints)
    assert (told.reason, told.hint, told.known) == ("`out` is not the value asked for.", "The bias is taken off.", True)
    assert told.place is not None
    assert told.place.line == 4


def test_a_right_value_beats_a_hint() -> None:
    """Who makes the wrong thing too has made the right one."""
    reading = layer().derived(line, hints={"Never told.": line}, x="n d", w="d h", b="h")
    assert reading.output.source == "out"


def test_what_does_not_fit_together_is_told_by_its_shapes() -> None:
    """Where no choice of tensors has the shapes, the shapes are the answer."""
    told = why(layer(), x="n 7", w="7 h", b="h")
    assert told.reason == "Your tensors do not fit together as x (n 7), w (7 h), b (h)."


def test_a_rule_that_refuses_is_no_bug() -> None:
    """A rule that raises on these tensors does not hold of them, and the search goes on."""

    def strict(x: torch.Tensor) -> torch.Tensor:
        if x.shape[0] == 3:
            raise ValueError("no")
        return 2 * x

    run = Build()
    cell = run.cell()
    cell.call("torch.tensor", X, source="refused")
    y = cell.call("torch.tensor", W, source="taken")
    cell.operator("*", 2 * W, y, source="out")
    assert sources(run.evidence().derived(strict, x="n d"))["x"] == "taken"


def test_a_search_that_our_cap_stops_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few tensors, and yet not through: a person has to look, and no mark is lost."""
    monkeypatch.setattr(derived, "TRIES", 5)
    run = Build()
    cell = run.cell()
    for n in range(10):
        cell.call("torch.tensor", X + n * n)
    with pytest.raises(Undecided):
        run.evidence().derived(lambda x, y: x * y + 1, x="n d", y="n d")


def test_an_answer_that_floods_the_search_fails() -> None:
    """Hundreds of tensors make some relation true by chance, or the search endless: keep what is asked for."""
    run = Build()
    cell = run.cell()
    for n in range(derived.MANY + 40):
        cell.call("torch.tensor", X + n * n)
    with pytest.raises(Failure) as told:
        run.evidence().derived(lambda x, y: x * y + 1, x="n d", y="n d")
    assert told.value.message_id == "seen.flood"
    assert told.value.params == {"count": derived.MANY + 40}


def test_a_flood_that_fits_nothing_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices that never become complete are counted as well: they cost time without a single try of the rule."""
    monkeypatch.setattr(derived, "LOOKS", 10_000)
    run = Build()
    cell = run.cell()
    for n in range(derived.MANY + 1):
        cell.call("torch.tensor", X + n * n)
    with pytest.raises(Failure) as told:
        run.evidence().derived(lambda x, y, z: x * y + z, x="n d", y="n d", z="n n n")
    assert told.value.message_id == "seen.flood"


def test_whole_and_floating_numbers_are_computed_alike() -> None:
    """`torch.tensor([1, 2])` times a float tensor is what PyTorch says it is; the rule gets one precision."""
    run = Build()
    cell = run.cell()
    a = cell.call("torch.tensor", torch.tensor([[1, 2], [3, 4]]), source="a")
    b = cell.call("torch.tensor", W, source="b")
    cell.operator("@", torch.tensor([[1.0, 2.0], [3.0, 4.0]]) @ W, a, b, source="out")
    reading = run.evidence().derived(torch.matmul, a="2 2", b="2 2")
    assert sources(reading) == {"a": "a", "b": "b", "": "out"}


def test_other_inputs_that_the_rule_refuses_give_nothing() -> None:
    """`again` never raises: what does not fit has no result."""
    reading = layer().derived(line, x="n d", w="d h", b="h")
    assert reading.again({"x": torch.zeros(2, 9), "w": W, "b": B}) is None


sizes = st.integers(1, 4)


@given(sizes, sizes, st.randoms(use_true_random=False))
def test_a_matrix_product_is_found_whatever_its_sizes(n: int, h: int, random: object) -> None:
    """x @ w is found among its operands for all sizes, in either layout of the weights."""
    generator = torch.Generator().manual_seed(hash(random) % 1000)
    x, w = torch.randn(n, 3, generator=generator), torch.randn(3, h, generator=generator)
    run = Build()
    cell = run.cell()
    rows = [cell.call("torch.randn", x, source="x"), cell.call("torch.randn", w.T.contiguous(), source="w")]
    cell.call("torch.nn.functional.linear", x @ w, *rows, source="out")
    assert run.evidence().derived(torch.matmul, x="n 3", w="3 h | h 3").output.source == "out"


@given(st.permutations(["a", "b", "c"]), st.lists(sizes, min_size=3, max_size=3))
def test_a_layout_is_turned_into_the_wanted_one(order: list[str], found: list[int]) -> None:
    """Laying out moves axes by their names, and never a number."""
    shape = dict(zip("abc", found, strict=True))
    pattern = Pattern.of("t", f"a b c | {' '.join(order)}")
    tensor = torch.arange(float(torch.tensor(found).prod())).reshape([shape[name] for name in order])
    assert (1, shape) in list(pattern.fits(tuple(tensor.shape), {}))
    laid = pattern.laid_out(tensor, 1)
    assert tuple(laid.shape) == tuple(found)
    assert torch.equal(laid.permute(["abc".index(name) for name in order]), tensor)


def test_sizes_agree_between_patterns() -> None:
    """A name has one size in all patterns; a number is itself."""
    w = Pattern.of("w", "d h")
    assert list(w.fits((2, 5), {"d": 2})) == [(0, {"d": 2, "h": 5})]
    assert list(w.fits((2, 5), {"d": 3})) == []
    assert list(Pattern.of("v", "4 1").fits((4, 1), {})) == [(0, {})]
    assert list(Pattern.of("s", "").fits((), {})) == [(0, {})]


def test_an_answer_of_another_shape_is_none() -> None:
    """A result may lie or lack an axis of size one where layouts are free; else it has one shape."""
    result = torch.arange(6.0).reshape(2, 3)
    assert answers_to(result, torch.zeros(3, 2), free=False) is None
    lying = answers_to(result, torch.zeros(3, 2), free=True)
    assert lying is not None
    assert torch.equal(lying, result.T)
    assert answers_to(result, torch.zeros(6), free=True) is None


def test_what_an_input_was_made_of_is_no_output() -> None:
    """With d = p - q it is true that p = d + q, and yet nobody has added."""
    run = Build()
    cell = run.cell()
    p = cell.call("torch.tensor", X, source="p")
    q = cell.call("torch.tensor", X * X, source="q")
    cell.operator("-", X - X * X, p, q, source="p - q")
    with pytest.raises(Failure) as failed:
        run.evidence().derived(torch.add, a="3 2", b="3 2", hints={"That is the difference.": torch.sub})
    assert failed.value.hint == "That is the difference."
