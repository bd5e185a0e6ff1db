"""The standard library's own tests, whose modules are rewritten as a student's cell is: every outcome stays the same.

That is what those tests are for: they hold what generators, scopes, classes, comprehensions, exceptions, frames and
sources do, down to positions and messages.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.app.sandbox.inside.rooms import FOLDER

MODULES = (
    *("test_abc", "test_asyncgen", "test_augassign", "test_baseexception", "test_binop", "test_bool", "test_class"),
    *("test_code", "test_collections", "test_compare", "test_complex", "test_contains", "test_contextlib"),
    *("test_contextlib_async", "test_copy", "test_coroutines", "test_dataclasses", "test_decorators", "test_deque"),
    *("test_descr", "test_dict", "test_dictcomps", "test_dynamic", "test_enum", "test_except_star"),
    *("test_exception_hierarchy", "test_exception_variations", "test_exceptions", "test_extcall", "test_finalization"),
    *("test_float", "test_frame", "test_fstring", "test_functools", "test_generator_stop", "test_generators"),
    *("test_genexps", "test_global", "test_grammar", "test_inspect", "test_isinstance", "test_iter"),
    *("test_keywordonlyarg", "test_list", "test_listcomps", "test_metaclass", "test_named_expressions"),
    *("test_opcodes", "test_operator", "test_ordered_dict", "test_patma", "test_positional_only_arg", "test_pow"),
    *("test_property", "test_raise", "test_richcmp", "test_scope", "test_set", "test_setcomps", "test_slice"),
    *("test_string_literals", "test_subclassinit", "test_super", "test_traceback", "test_tuple", "test_type_aliases"),
    *("test_type_annotations", "test_type_params", "test_typechecks", "test_types", "test_typing", "test_unary"),
    *("test_unpack", "test_unpack_ex", "test_userdict", "test_warnings", "test_weakref", "test_weakset", "test_with"),
    "test_yield_from",
)
LEAST = 60  # a Python has not all of them: some are newer, some were renamed
KNOWN = {  # what may differ, and why
    "test.test_patma.TestTracing.test_no_default": "a trace function sees the sites; who sets one runs as it stands",
    "test.test_patma.TestTracing.test_unreachable_code": "the same",
    "test.test_frame.TestIncompleteFrameAreInvisible.test_sneaky_frame_object": "counts on when a frame object is made",
}


def _run(mode: str, module: str, folder: Path) -> dict[str, str] | str:
    script = Path(__file__).with_name("standard.py")
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-P", script, FOLDER, mode, module],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": "0"},
        timeout=120,
        check=False,
    )
    last = done.stdout.splitlines()[-1:]
    return json.loads(last[0])[1] if last else done.stderr[-2000:]


@pytest.mark.slow
def test_the_standard_library_passes_its_tests_when_watched(tmp_path: Path) -> None:
    """Each test of each module ends as it does plain; what may differ is listed with its reason."""
    if importlib.util.find_spec("test.test_grammar") is None:
        assert not os.environ.get("CI"), "the standard library's tests are not installed: add the package `test`"
        pytest.skip("this Python comes without its own tests (the package `test`)")
    present = [name for name in MODULES if importlib.util.find_spec(f"test.{name}") is not None]
    jobs = [(mode, name) for name in present for mode in ("plain", "instrumented")]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda job: _run(job[0], job[1], tmp_path / "-".join(job)), jobs))
    told = dict(zip(jobs, results, strict=True))
    wrong: list[str] = []
    count = 0
    for name in present:
        plain, watched = told["plain", name], told["instrumented", name]
        if not isinstance(plain, dict) or not isinstance(watched, dict):
            wrong.append(f"{name}: {plain if isinstance(plain, str) else watched}")
            continue
        differ = sorted(test for test in plain.keys() | watched.keys() if plain.get(test) != watched.get(test))
        wrong += [f"{test}: {plain.get(test)} | {watched.get(test)}" for test in differ if test not in KNOWN]
        count += len(plain)
        print(f"{name:28} {len(plain):5} tests, {len(plain) - len(differ):5} the same")  # noqa: T201 - the table
    assert not wrong, "\n".join(wrong)
    assert len(present) >= LEAST
    assert count > 5000
