"""The Dockerfile and the compose file, as far as they can be read without a daemon: no image is built here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from app.sandbox.levels import Level
from app.sandbox.orders import BrokerOrders

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
WORKER = SERVICES["worker"]


def programs() -> list[str]:
    """The Python that the Dockerfile runs while it builds."""
    joined = DOCKERFILE.replace("\\\n", "")
    return re.findall(r'python -c "(import .*?)"(?: |\))', joined)


def run(program: str) -> str:
    """What such a program prints, run beside pyproject.toml as it is there."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return ran.stdout


def test_the_web_image_needs_no_torch() -> None:
    """Its needs are ours without what only grading needs; and without those, all that it runs can be imported."""
    names = {re.match(r"[a-z-]+", line)[0] for line in run(programs()[0]).splitlines()}  # type: ignore[index]
    assert {"fastapi", "sqlalchemy", "uvicorn", "alembic"} <= names
    assert not {"torch", "numpy", "ipython"} & names
    gone = "import sys; sys.modules.update(torch=None, numpy=None, IPython=None)"
    run(f"{gone}; import app.main, app.cli, app.cli.web, app.store.migrate, app.sender")


def test_the_worker_image_takes_the_torch_that_is_declared() -> None:
    """From the CPU index, which sorts above the plain one."""
    assert run(programs()[1]).startswith("torch>=")


def test_what_the_images_copy_is_there() -> None:
    """And what they start is a command of ours."""
    for line in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
    targets = set(re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE))
    assert {service["build"]["target"] for service in SERVICES.values()} <= targets


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_is_more_than_it_needs(name: str) -> None:
    """Read-only, without capabilities and new privileges; never privileged, never the host's namespaces or socket."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["data:/data"]
    assert not {"privileged", "pid", "userns_mode", "devices", "env_file"} & set(service)
    assert set(service.get("cap_add", [])) <= ({"SETUID", "SETGID", "KILL"} if name == "worker" else set())


def test_strangers_code_has_no_network() -> None:
    """Nor room to grow: memory without swap, a number of processes, an ipc namespace of its own."""
    assert WORKER["network_mode"] == "none"
    assert WORKER["ipc"] == "private"
    assert WORKER["mem_limit"] == WORKER["memswap_limit"]
    assert WORKER["pids_limit"]
    assert "ports" not in WORKER


def test_what_goes_out_into_the_network_runs_no_strangers_code() -> None:
    """Webhooks are sent by a service of their own, and the worker without a network leaves them to it."""
    assert WORKER["command"] == ["allclose", "worker", "--class", "cpu"]
    assert SERVICES["sender"]["command"] == ["allclose", "worker", "--class", "notify"]
    assert SERVICES["sender"]["build"]["target"] == "web"


def test_every_room_has_its_scratch() -> None:
    """At the level `container` a room may not mount: for each slot a tmpfs, its user's, small in bytes and inodes."""
    told = WORKER["environment"]
    first = int(told["ALLCLOSE_FIRST_UID"])
    orders = BrokerOrders(level=Level.CONTAINER, spares=int(told["ALLCLOSE_SPARES"]), first_uid=first)
    places = told["ALLCLOSE_SCRATCH"].split(":")
    assert len(places) == orders.slots
    mounts = dict(entry.split(":", 1) for entry in WORKER["tmpfs"])
    for number, place in enumerate(places):
        options = set(mounts[place].split(","))
        assert {f"uid={first + number}", f"gid={first + number}", "mode=700", "nosuid", "nodev"} <= options
        assert any(option.startswith("size=") for option in options)
        assert any(option.startswith("nr_inodes=") for option in options)
    assert "ALLCLOSE_SANDBOX_FLOOR=container" in DOCKERFILE
