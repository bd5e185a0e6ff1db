"""Which value came from which."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.evidence.trail import Trail, distinct
from graders.observation import How, ModuleSeen
from tests.graders.build import Build, Cell, Row, at, tensor


def named(trail: Trail) -> list[str]:
    """The variables that are the question's own."""
    return [one.name for one in trail.variables]


def test_a_value_came_from_its_operands() -> None:
    """Parents are one step away, ancestors any number, the nearest first; other values are none."""
    run = Build()
    cell = run.cell()
    a = cell.call("torch.tensor", [1.0, 2.0])
    b = cell.call("torch.exp", [2.7, 7.4], a)
    c = cell.operator("*", [5.4, 14.8], b, None)
    other = cell.call("torch.zeros", [0.0, 0.0])
    trail = run.trail()
    assert trail.parents(at(trail, c)) == [at(trail, b)]
    assert trail.ancestors(at(trail, c)) == [at(trail, b), at(trail, a)]
    assert trail.roots(at(trail, c)) == [at(trail, a)]
    assert trail.came_from(at(trail, c), at(trail, a))
    assert not trail.came_from(at(trail, c), at(trail, other))
    assert not trail.came_from(at(trail, a), at(trail, c))


def test_a_mentioned_variable_came_from_the_making_of_it() -> None:
    """A look has no operands; the token leads on to the call that made the object, and not to a later change."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [1.0])
    before = cell.look(t)
    changed = cell.call("torch.Tensor.add_", [2.0], before, token=t.made.token)
    after = cell.look(changed)
    trail = run.trail()
    assert trail.parents(at(trail, before)) == [at(trail, t)]
    assert trail.parents(at(trail, after)) == [at(trail, t), at(trail, changed)]


def test_a_variable_came_from_the_making_of_it_up_to_its_own_cell() -> None:
    """What a name holds when the cell ends was made in it or before; what a later cell does to it is no origin."""
    run = Build()
    first = run.cell()
    t = first.call("torch.tensor", [1.0])
    first.keeps(t=t)
    changed = run.cell().call("torch.Tensor.add_", [2.0], token=t.made.token)
    trail = run.trail()
    variable = trail.variables[0]
    assert trail.parents(variable) == [at(trail, t)]
    assert at(trail, changed) not in trail.ancestors(variable)


def test_parts_of_a_tuple_came_from_the_call_that_gave_it() -> None:
    """`values, places = t.max(dim=0)`: no row makes `values`, so the tuple with the same numbers is its origin."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [[1.0, 5.0], [3.0, 2.0]])
    both = cell.call("torch.max", (tensor([3.0, 5.0]), tensor([1, 0])), t)
    values = cell.add(How.NAME, [3.0, 5.0], name="values")
    stranger = cell.add(How.NAME, [3.0, 6.0], name="stranger")
    trail = run.trail()
    assert trail.parents(at(trail, values)) == [at(trail, both)]
    assert trail.came_from(at(trail, values), at(trail, t))
    assert trail.parents(at(trail, stranger)) == []


def test_an_array_is_not_unpacked_from_a_tuple_of_other_dtypes() -> None:
    """The same numbers in another dtype are not the same part."""
    run = Build()
    cell = run.cell()
    cell.call("torch.max", (tensor([3.0]), tensor([1])))
    part = cell.add(How.NAME, [1.0], name="part")
    trail = run.trail()
    assert trail.parents(at(trail, part)) == []


def test_the_last_pass_of_a_loop_made_what_is_looked_at_after_it() -> None:
    """The last value of a place is told when its cell has ended, so behind a look that came after it."""
    run = Build()
    cell = run.cell()
    start = cell.call("torch.zeros", [0.0])
    first = cell.operator("-", [1.0], start)
    token = run.fresh()
    after = cell.add(How.NAME, [9.0], name="w", token=token)
    last = cell.operator("-", [9.0], first, token=token, nth=40, last=True)
    trail = run.trail()
    assert trail.parents(at(trail, after)) == [at(trail, last)]
    assert trail.came_from(at(trail, after), at(trail, start))


def test_the_last_pass_is_no_origin_of_what_was_there_before_it() -> None:
    """An object changed in place in a loop was made before the loop; a look at it then came from that alone."""
    run = Build()
    cell = run.cell()
    w = cell.call("torch.zeros", [0.0])
    before = cell.look(w)
    cell.operator("-=", [9.0], token=w.made.token, nth=40, last=True)
    trail = run.trail()
    assert trail.parents(at(trail, before)) == [at(trail, w)]


def test_what_a_variable_held_before_is_not_the_questions_own() -> None:
    """Variables of own cells count when they are set there: new, another object, or other numbers in the same one."""
    run = Build()
    earlier = run.cell()
    kept, rebound, changed = (earlier.call("torch.tensor", [float(n)]) for n in range(3))
    earlier.keeps(kept=kept, rebound=rebound, changed=changed)
    own = run.cell()
    own.seen = earlier.seen
    own.keeps(rebound=own.call("torch.tensor", [1.0]), new=own.call("torch.tensor", [4.0]))
    own.keeps(changed=own.call("torch.Tensor.add_", [9.0], token=changed.made.token))
    own.ends(index=1)
    assert sorted(named(run.trail(1))) == ["changed", "new", "rebound"]
    assert sorted(named(run.trail(0))) == ["changed", "kept", "rebound"]


def test_mine_is_what_the_own_cells_made() -> None:
    """Rows of other questions are asked for origins only."""
    run = Build()
    theirs = run.cell().call("torch.tensor", [1.0])
    own = run.cell().call("torch.exp", [2.7])
    trail = run.trail(1)
    assert trail.mine == (at(trail, own),)
    assert at(trail, theirs).tensor is not None


def test_a_look_in_a_later_cell_came_from_the_earlier_one() -> None:
    """One namespace: origins go through all cells."""
    run = Build()
    made = run.cell().call("torch.tensor", [1.0])
    look = run.cell().look(made)
    trail = run.trail(1)
    assert trail.parents(at(trail, look)) == [at(trail, made)]


def test_what_print_was_given_is_shown() -> None:
    """The operand of print is displayed, also where the value itself was made elsewhere."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [1.0])
    other = cell.call("torch.tensor", [2.0])
    cell.call("builtins.print", None, t)
    trail = run.trail()
    assert at(trail, t).shown
    assert not at(trail, other).shown


def test_a_number_computed_by_hand_is_not_of_a_tensor() -> None:
    """Origins are what was handed on: a literal has none, an item has its tensor."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [4.0])
    item = cell.call("torch.Tensor.item", 4.0, t)
    typed = cell.operator("+", 4.0)
    trail = run.trail()
    assert trail.of_tensor(at(trail, item))
    assert not trail.of_tensor(at(trail, typed))


def test_distinct_leaves_out_mentions_and_keeps_changes() -> None:
    """One object with the same numbers is told once; when its numbers have changed, again."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [1.0])
    cell.look(t)
    changed = cell.call("torch.Tensor.add_", [2.0], token=t.made.token)
    twin = cell.call("torch.tensor", [1.0])
    trail = run.trail()
    assert list(distinct(trail.mine)) == [at(trail, one) for one in (t, changed, twin)]


def test_a_module_is_as_its_cell_left_it() -> None:
    """A row of a module tells what became of it, since its weights are trained after it was made."""
    run = Build()
    cell = run.cell()
    made = cell.call("torch.nn.modules.linear.Linear", ModuleSeen(type="Linear", training=True))
    after = ModuleSeen(type="Linear", training=False)
    cell.ends(living={made.made.token: after})
    trail = run.trail()
    assert at(trail, made).module == after


@given(st.data())
def test_origins_end_and_hold_each_value_once(data: st.DataObject) -> None:
    """However rows refer to one another, ancestors end and repeat nothing; all parents are there, the value is not."""
    run = Build()
    cells = [run.cell() for _ in range(data.draw(st.integers(1, 3)))]
    rows: list[Row] = []
    for _ in range(data.draw(st.integers(1, 12))):
        cell: Cell = data.draw(st.sampled_from(cells))
        own = [row for row in rows if row.cell == cell.index]
        operands = data.draw(st.lists(st.sampled_from(own), max_size=2)) if own else []
        token = data.draw(st.sampled_from([1, 2, 3]))
        how = data.draw(st.sampled_from([How.CALL, How.NAME, How.OPERATOR]))
        last = data.draw(st.booleans())
        rows.append(cell.add(how, torch.tensor([float(token)]), *operands, token=token, last=last))
    trail = run.trail()
    for one in trail.mine:
        above = trail.ancestors(one)
        assert len(set(above)) == len(above)
        assert one not in above
        assert set(trail.parents(one)) - {one} <= set(above)
        assert set(trail.roots(one)) <= {one, *above}


def test_what_a_loop_hands_out_came_from_what_it_goes_through() -> None:
    """`for row in t`: no call makes the row, but it lies in the memory of t; other memory is no origin."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [[1.0], [2.0]], memory=7)
    other = cell.call("torch.tensor", [[1.0], [2.0]], memory=8)
    row = cell.add(How.TARGET, [1.0], name="row", memory=7)
    trail = run.trail()
    assert trail.came_from(at(trail, row), at(trail, t))
    assert not trail.came_from(at(trail, row), at(trail, other))


def test_what_is_filled_place_by_place_came_from_what_was_put_in() -> None:
    """`new[0] = value`: from then on new came from the value, and before that it did not."""
    run = Build()
    cell = run.cell()
    new = cell.call("torch.zeros", [0.0, 0.0])
    early = cell.look(new)
    value = cell.call("torch.tensor", 3.0 * torch.ones(()))
    cell.add(How.BEFORE, [0.0, 0.0], value, token=new.made.token)
    late = cell.add(How.NAME, [3.0, 0.0], name="new", token=new.made.token)
    trail = run.trail()
    assert trail.came_from(at(trail, late), at(trail, value))
    assert not trail.came_from(at(trail, early), at(trail, value))


def test_what_was_kept_in_an_object_came_from_the_making_of_it() -> None:
    """`self.x` hands out what was made elsewhere, while an attribute of a tensor is made of that tensor."""
    run = Build()
    cell = run.cell()
    array = cell.call("torch.Tensor.numpy", [1.0, 2.0])
    kept = cell.add(How.ATTRIBUTE, [1.0, 2.0], name="x", token=array.made.token)
    turned = cell.add(How.ATTRIBUTE, [2.0, 1.0], kept, name="T", token=array.made.token)
    trail = run.trail()
    assert trail.parents(at(trail, kept)) == [at(trail, array)]
    assert trail.parents(at(trail, turned)) == [at(trail, kept)]


def test_a_list_of_tensors_came_from_the_making_of_each_or_of_all() -> None:
    """A list has no token: the call that gave the same values is its origin, or else those that gave its parts."""
    run = Build()
    cell = run.cell()
    one, two = cell.call("torch.tensor", [1.0]), cell.call("torch.tensor", [2.0])
    parts = cell.add(How.NAME, (tensor([1.0]), tensor([2.0])), name="parts")
    split = cell.call("torch.Tensor.split", (tensor([3.0]), tensor([4.0])))
    pieces = cell.add(How.NAME, (tensor([3.0]), tensor([4.0])), name="pieces")
    trail = run.trail()
    assert trail.parents(at(trail, parts)) == [at(trail, one), at(trail, two)]
    assert trail.parents(at(trail, pieces)) == [at(trail, split)]
