"""Whatever fails between the service and an LMS, the two gradebooks agree in the end."""

from __future__ import annotations

import pytest

from app.bench import storm
from app.bench.storm import Wanted


@pytest.mark.slow
def test_after_a_storm_the_two_gradebooks_agree() -> None:
    """A small one, with every deed of the large one; `allclose demo-lms --storm` lets it loose at any size."""
    found = storm.run(Wanted(grades=40, kills=3, seed=3))
    assert (found["missing"], found["contradictory"], found["lost"], found["doubled"], found["misjudged"]) == (0,) * 5
    assert found["settled"]
    assert found["equal"]
    assert found["submissions"] == 40
    assert found["marks"] > 10
    assert sum(found["kills"].values()) == 3
    assert found["restarts"] == 2
    assert found["done"]["enabled again"] == 1
    assert found["done"]["regrades published"] == 2
    assert found["faults"]["410"] == 1
    assert set(found["verified_by"]) == {"standardwebhooks", "svix", "the text of the standard"}
    assert found["tracebacks"] == 0
