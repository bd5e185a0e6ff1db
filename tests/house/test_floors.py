"""The floors hold: each forbidden import is made in a copy of the tree, and the contract meant for it must refuse it.

Rooms that are not built yet are built in the copy: a rule is known to bite before its first real file is written.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "graders", "reference")
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
FLOORS = ("houses", "app-floors", "graders-floors", "no-circles")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}


@dataclass(frozen=True, kw_only=True)
class Sabotage:
    """One forbidden deed: the lines it adds to files, and the contract that must refuse it."""

    contract: str  #: its id in pyproject.toml
    rule: str
    files: dict[str, str]  #: path -> lines added; the file is made where it is missing


def forbid(contract: str, rule: str, **files: str) -> Sabotage:
    """Write a sabotage with a path as a keyword: `app__web__pages` stands for `app/web/pages.py`."""
    return Sabotage(
        contract=contract,
        rule=rule,
        files={name.replace("__", "/").replace("/init", "/__init__") + ".py": line for name, line in files.items()},
    )


SABOTAGES = (
    forbid("houses", "graders know nothing of app", graders__compare="import app.errors"),
    forbid("houses", "a model answer stands alone", reference__q99="import graders.observation"),
    forbid("houses", "a model answer knows nothing of app", reference__q99="import app.errors"),
    forbid("app-floors", "the store does not know what it stores for", app__store__rows="import app.pipeline.receive"),
    forbid("app-floors", "the queue does not know what it runs", app__queue__lease="import app.pipeline.receive"),
    forbid("app-floors", "the queue stands on the sandbox's floor, not under it", app__sandbox__box="import app.queue"),
    forbid("app-floors", "an error knows nothing of its cause", app__errors="import app.sandbox.box"),
    forbid("app-floors", "settings know no error", app__settings="import app.errors"),
    forbid("app-floors", "the box stores nothing", app__sandbox__box="import app.store"),
    forbid("app-floors", "webhooks are handed what they send", app__webhooks__sign="import app.store"),
    forbid("app-floors", "the pipeline has no front door", app__pipeline__receive="import app.web"),
    forbid("app-floors", "web and worker are two processes", app__main="import app.worker"),
    forbid("app-floors", "a client needs nothing of the service", app__client="import app.store"),
    forbid("app-floors", "a notebook starts no worker", app__nb__magic="import app.worker"),
    forbid("app-floors", "a measure is not needed to run", app__worker="import app.bench"),
    forbid("app-floors", "a new room says on which floor it stands", app__attic="x = 1"),
    forbid("graders-floors", "comparing does not know why it is asked", graders__compare="import graders.authoring"),
    forbid("graders-floors", "a question does not grade", graders__questions__q99="import graders.grade"),
    forbid("graders-floors", "an observation is not a report", graders__observation="import graders.report"),
    forbid("graders-floors", "grading does not need the graders' own exam", graders__grade="import graders.proving"),
    forbid(
        "no-circles", "no circle in app", app__sandbox__a="import app.sandbox.b", app__sandbox__b="import app.sandbox.a"
    ),
    forbid(
        "no-circles",
        "no circle in graders",
        graders__questions__a="import graders.questions.b",
        graders__questions__b="import graders.questions.a",
    ),
    forbid("web-without-torch", "web loads no torch", app__web__pages="import torch"),
    forbid("web-without-torch", "not even inside a function", app__web__pages="def late() -> None:\n    import torch"),
    forbid("web-without-torch", "the web root loads no torch", app__main="from torch import nn"),
    forbid("web-without-torch", "the store loads no torch", app__store__rows="import torch"),
    forbid("web-without-torch", "the queue loads no torch", app__queue__lease="import torch"),
    forbid("web-without-torch", "a client loads no torch", app__client="import torch"),
    forbid("web-without-torch", "webhooks load no torch", app__webhooks__sign="import torch"),
    forbid("web-without-torch", "web sees no model answer", app__web__pages="import reference.q99", reference__q99=""),
    forbid(
        "web-without-torch",
        "web reaches no torch through another room",
        app__web__pages="from app.pipeline import grade",
        app__pipeline__grade="import graders.grade",
        graders__grade="import torch",
    ),
    forbid("plain-data", "a report loads no torch", graders__report="import torch"),
    forbid("plain-data", "an observation names torch for its types only", graders__observation="import torch"),
    forbid("plain-data", "a plan names torch for its types only", graders__plan="import torch"),
    forbid("light-doors", "the door of graders loads no torch", graders__init="import torch"),
    forbid("light-doors", "the door of app loads no torch", app__init="import torch"),
    forbid("light-doors", "the door of the sandbox loads no torch", app__sandbox__init="import torch"),
    forbid(
        "light-doors",
        "the door of the corridor leads to no grader",
        app__pipeline__init="import app.pipeline.grade",
        app__pipeline__grade="import torch",
    ),
    forbid("pure-graders", "graders open no socket", graders__compare="import socket"),
    forbid("pure-graders", "graders start no process", graders__compare="import subprocess"),
    forbid("pure-graders", "graders ask no server", graders__compare="import httpx"),
    forbid("pure-graders", "graders ask no database", graders__questions__q99="from sqlalchemy import text"),
    forbid("pure-graders", "graders read no clock", graders__evidence="import time"),
    forbid("pure-graders", "graders open no file", graders__catalogue="from pathlib import Path"),
    forbid("an-lms-is-a-stranger", "it checks no signature by our code", app__demo__lms="import app.webhooks.sign"),
    forbid("an-lms-is-a-stranger", "it reads no database of ours", app__demo__gradebook="import app.store"),
    forbid("no-unpickling", "what crosses the boundary is bytes", app__sandbox__customs="import pickle"),
    forbid("sandbox-knows-no-answer", "no model answer near the box", app__sandbox__box="import reference.q99"),
    forbid("sandbox-knows-no-answer", "no check near the box", app__sandbox__customs="import graders.compare"),
    forbid("broker-holds-nothing", "the broker sees no check", app__sandbox__broker__loop="import graders.plan"),
    forbid("broker-holds-nothing", "the broker has no database", app__sandbox__broker__loop="import sqlite3"),
    forbid("broker-holds-nothing", "the broker has no secret", app__sandbox__broker__loop="import app.settings"),
    forbid("broker-holds-nothing", "the zygote sees no check", app__sandbox__zygote="import graders.observation"),
    forbid("broker-holds-nothing", "the lockdown sees no check", app__sandbox__lockdown__limits="import graders.plan"),
    forbid("broker-holds-nothing", "the wire sees no check", app__sandbox__wire="import graders.observation"),
    forbid("broker-without-torch", "the broker loads no torch", app__sandbox__broker__loop="import torch"),
    forbid(
        "broker-without-torch",
        "not through its tools either",
        app__sandbox__broker__loop="import app.sandbox.lockdown.limits",
        app__sandbox__lockdown__limits="import torch",
    ),
    forbid("inside-imports-nothing", "no model answer inside", app__sandbox__inside__record="import reference.q99"),
    forbid("inside-imports-nothing", "no check inside", app__sandbox__inside__record="import graders.observation"),
    forbid(
        "inside-imports-nothing",
        "nothing of the room's outside",
        app__sandbox__inside__record="import app.sandbox.wire",
    ),
    forbid("inside-imports-nothing", "nothing of app", app__sandbox__inside__record="import app.errors"),
    forbid(
        "inside-has-no-callers",
        "nobody runs inside code outside",
        app__sandbox__customs="import app.sandbox.inside.record",
        app__sandbox__inside__record="",
    ),
    forbid(
        "inside-has-no-callers",
        "not even the zygote imports it",
        app__sandbox__zygote="from app.sandbox.inside import record",
        app__sandbox__inside__record="",
    ),
    forbid("only-store-speaks-sql", "the corridor speaks no SQL", app__pipeline__receive="import sqlalchemy"),
    forbid("only-store-speaks-sql", "the front door speaks no SQL", app__web__pages="import sqlite3"),
)

ALLOWED = (
    forbid(
        "app-floors",
        "the queue speaks SQL in the store's transaction",
        app__queue__lease="import sqlalchemy, app.store",
    ),
    forbid("web-without-torch", "web shows a report", app__web__pages="import graders.report", graders__report=""),
    forbid(
        "inside-has-no-callers",
        "inside modules use each other",
        app__sandbox__inside__a="from . import b",
        app__sandbox__inside__b="",
    ),
    forbid("inside-imports-nothing", "torch is there inside", app__sandbox__inside__record="import torch"),
    forbid("broker-without-torch", "the zygote holds a warm torch", app__sandbox__zygote="import torch"),
    forbid(
        "only-store-speaks-sql",
        "the corridor uses the store",
        app__pipeline__receive="import app.store.rows",
        app__store__rows="import sqlalchemy",
    ),
)


def copy_tree(target: Path) -> Path:
    """Copy what import-linter reads, and nothing else."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run the gate as `make check` does, or only some contracts of it."""
    chosen = [f"--contract={contract}" for contract in contracts]
    command = [str(LINT_IMPORTS), "--no-logo", "--no-cache", *chosen]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False, timeout=60)


def commit(sabotage: Sabotage, tree: Path) -> None:
    """Add the lines, building on the way each package that is missing; an import's target must exist to be seen."""
    for name, lines in sabotage.files.items():
        append(tree / name, lines, tree)
        for word in lines.replace(",", " ").split():
            if word.startswith(tuple(f"{package}." for package in PACKAGES)):
                build(tree, word)


def build(tree: Path, module: str) -> None:
    """Make an empty module where there is none."""
    path = tree / module.replace(".", "/")
    append(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"), "", tree)


def append(path: Path, lines: str, tree: Path) -> None:
    """Add lines to a file, and make each folder above it a package, or import-linter would not look into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for package in path.relative_to(tree).parents[:-1]:
        (tree / package / "__init__.py").touch()
    with path.open("a") as file:
        file.write(f"\n{lines}\n")


def test_house_as_it_stands_passes(tmp_path: Path) -> None:
    """The tree keeps every contract; a refusal below is therefore the sabotage's own."""
    result = lint(copy_tree(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken" in result.stdout


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: f"{sabotage.contract}: {sabotage.rule}")
def test_forbidden_import_is_refused(sabotage: Sabotage, tmp_path: Path) -> None:
    """An import against a rule fails the gate, and the contract that states the rule is the one named."""
    tree = copy_tree(tmp_path)
    commit(sabotage, tree)
    result = lint(tree)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[sabotage.contract]} BROKEN" in result.stdout.splitlines(), result.stdout + result.stderr


@pytest.mark.parametrize("deed", ALLOWED, ids=lambda deed: f"{deed.contract}: {deed.rule}")
def test_allowed_import_passes(deed: Sabotage, tmp_path: Path) -> None:
    """A rule forbids no more than it says."""
    tree = copy_tree(tmp_path)
    commit(deed, tree)
    result = lint(tree)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_is_tried() -> None:
    """A contract that nobody has tried to break may be one that cannot bite."""
    assert {sabotage.contract for sabotage in SABOTAGES} == set(CONTRACTS)


def test_floors_hold_for_types_too(tmp_path: Path) -> None:
    """The gate skips what stands under TYPE_CHECKING, for the sake of torch; our own floors hold there all the same."""
    tree = copy_tree(tmp_path)
    for_types_too(tree)
    result = lint(tree, *FLOORS)
    assert result.returncode == 0, result.stdout + result.stderr


def test_import_for_types_against_a_floor_is_refused(tmp_path: Path) -> None:
    """Hiding an import under TYPE_CHECKING does not take it past a floor."""
    tree = copy_tree(tmp_path)
    lines = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import app.worker"
    commit(forbid("app-floors", "", app__settings=lines), tree)
    assert lint(tree, *FLOORS).returncode == 0
    for_types_too(tree)
    result = lint(tree, *FLOORS)
    assert f"{CONTRACTS['app-floors']} BROKEN" in result.stdout.splitlines(), result.stdout + result.stderr


def for_types_too(tree: Path) -> None:
    """Have the copy's contracts see imports under TYPE_CHECKING as well."""
    file = tree / "pyproject.toml"
    text = file.read_text()
    switch = "exclude_type_checking_imports = true"
    assert text.count(switch) == 1
    file.write_text(text.replace(switch, "exclude_type_checking_imports = false"))
