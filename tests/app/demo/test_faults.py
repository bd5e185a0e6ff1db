"""The weather: what is drawn, what is ordered, and when it is enough."""

from __future__ import annotations

from app.demo.faults import PATIENCE, WEIGHTS, Fault, Weather


def test_every_fault_is_drawn_but_those_that_are_ordered() -> None:
    """A storm of some size meets all of them."""
    weather = Weather(1)
    drawn = {weather.of(f"m{number}") for number in range(5000)}
    assert drawn == {Fault.NONE, *WEIGHTS}
    assert set(Fault) - drawn == {Fault.GONE, Fault.FORGOT}


def test_one_message_meets_so_many_faults_and_no_more() -> None:
    """Else it would be given up, and that is another rule than the one that is shown."""
    weather = Weather(2)
    assert sum(weather.of("m") is not Fault.NONE for _ in range(500)) == PATIENCE


def test_what_is_ordered_comes_next_and_once() -> None:
    """Also in calm weather."""
    weather = Weather(3, stormy=False)
    weather.once.append(Fault.GONE)
    assert [weather.of("m") for _ in range(3)] == [Fault.GONE, Fault.NONE, Fault.NONE]
