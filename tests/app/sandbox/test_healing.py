"""What is killed comes back: the broker, the zygote, a waiting room, a room at work. And what is closed is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.sandbox import client, wire
from app.sandbox.box import Limits, Program, Room, Run, WrongDevice
from app.sandbox.client import BrokerBox, Wish, order
from graders.observation import RunStatus
from graders.plan import Plan


@pytest.fixture
def own_box() -> Iterator[BrokerBox]:
    """A box that a test may hurt."""
    with BrokerBox(Wish(spares=2)) as started:
        started.wait_until_warm()
        yield started


def eventually(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


def whole(box: BrokerBox) -> bool:
    """Whether all spares wait and nothing else is there."""
    status = box.status()
    return bool(status["waiting"] == box.orders.spares == len(status["room_pids"]))


def in_background(box: BrokerBox, code: str) -> tuple[threading.Thread, list[Run]]:
    """A run under way, and where its end will be found."""
    ended: list[Run] = []
    limits = Limits(cell_cpu_s=20, cell_wall_s=20)
    thread = threading.Thread(target=lambda: ended.append(box.run(Program.of(code), Plan(), limits)))
    thread.start()
    return thread, ended


WAIT = "import time\ntime.sleep(1.5)\nx = 1"


def test_a_killed_broker_comes_back_and_the_run_is_tried_again(own_box: BrokerBox) -> None:
    """The caller sees a slow run, not a lost one."""
    thread, ended = in_background(own_box, WAIT)
    time.sleep(0.5)
    os.kill(own_box.broker_pid, signal.SIGKILL)
    thread.join(60)
    assert ended
    assert ended[0].status is RunStatus.FINISHED
    assert eventually(lambda: whole(own_box))


def test_a_killed_zygote_is_replaced(own_box: BrokerBox) -> None:
    """Rooms that wait already are used on; new ones come from a new zygote."""
    before = own_box.status()["zygote_pid"]
    os.kill(before, signal.SIGKILL)
    for _ in range(4):
        assert own_box.run(Program.of("x = 1"), Plan(), Limits()).status is RunStatus.FINISHED
    assert eventually(lambda: whole(own_box))
    assert own_box.status()["zygote_pid"] != before


def test_a_killed_waiting_room_is_replaced(own_box: BrokerBox) -> None:
    """A spare that dies is missed and made anew."""
    assert eventually(lambda: whole(own_box))
    victim = own_box.status()["room_pids"][0]
    os.kill(victim, signal.SIGKILL)
    assert eventually(lambda: victim not in own_box.status()["room_pids"] and whole(own_box))
    assert own_box.status()["counts"]["lost_waiting"] == 1


def test_a_room_killed_at_work_is_our_fault_and_tried_again(own_box: BrokerBox) -> None:
    """No room can send itself SIGKILL, so a kill from outside never becomes a student's crash."""
    assert eventually(lambda: whole(own_box))
    waiting = set(own_box.status()["room_pids"])
    thread, ended = in_background(own_box, WAIT)
    time.sleep(0.5)
    for pid in waiting:
        os.kill(pid, signal.SIGKILL)
    thread.join(60)
    assert ended[0].status is RunStatus.FINISHED
    assert own_box.status()["counts"]["jobs"] > 1


def test_a_room_that_is_killed_every_time_is_a_failed_box(own_box: BrokerBox) -> None:
    """After three tries the run is reported as ours, with a sentence that says so."""
    thread, ended = in_background(own_box, "import time\ntime.sleep(15)")
    deadline = time.monotonic() + 60
    while thread.is_alive() and time.monotonic() < deadline:
        for pid in own_box.status()["room_pids"]:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
    thread.join(1)
    assert ended[0].status is RunStatus.BOX_FAILED
    assert ended[0].trouble
    assert eventually(lambda: whole(own_box))


def test_a_zygote_is_retired_after_its_rooms() -> None:
    """A fresh zygote takes over after so many rooms, and no job notices."""
    with BrokerBox(Wish(spares=1, zygote_jobs=5)) as box:
        box.wait_until_warm()
        first = box.status()["zygote_pid"]
        for _ in range(12):
            assert box.run(Program.of("x = 1"), Plan(), Limits()).status is RunStatus.FINISHED
        assert eventually(lambda: box.status()["zygote_pid"] not in (first, None))


def test_a_worker_that_goes_away_frees_its_room(own_box: BrokerBox) -> None:
    """A connection that closes in the middle of a job withdraws it; the room is ended and replaced."""
    assert eventually(lambda: whole(own_box))
    waiting = set(own_box.status()["room_pids"])
    job = order(Program.of("import time\ntime.sleep(60)"), Plan(), Limits())
    sock = own_box.connect(5.0)
    wire.send(sock, job)
    assert eventually(lambda: own_box.status()["counts"]["jobs"] == 1)
    sock.close()
    assert eventually(lambda: whole(own_box) and set(own_box.status()["room_pids"]) != waiting)


def test_a_box_may_be_closed_twice() -> None:
    """The second time closes nothing: the descriptor's number may belong to somebody else by then."""
    box = BrokerBox(Wish(spares=1))
    box.close()
    reader, writer = os.pipe()
    box.close()
    os.close(reader)
    os.close(writer)


def test_a_stopped_broker_does_not_keep_the_box_from_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that does not end when its lifeline closes is killed after a while."""
    monkeypatch.setattr(client, "PATIENCE_S", 0.5)
    box = BrokerBox(Wish(spares=1))
    box.wait_until_warm()
    os.kill(box.broker_pid, signal.SIGSTOP)
    began = time.monotonic()
    box.close()
    assert time.monotonic() - began < 10


def test_a_job_of_an_odd_size_is_not_starved_by_rooms_nobody_wants(own_box: BrokerBox) -> None:
    """When rooms of other sizes hold every slot and wait for nobody, one of them makes way."""
    for turn in range(own_box.orders.slots):
        sock = own_box.connect(5.0)
        wire.send(sock, order(Program.of("x = 1"), Plan(), Limits(room=Room(inodes=100 + turn))))
        sock.close()
    odd = Limits(room=Room(inodes=50))
    assert own_box.run(Program.of("x = 1"), Plan(), odd).status is RunStatus.FINISHED


def test_the_folder_of_a_killed_worker_is_swept_by_the_next() -> None:
    """What a worker that was killed left in the temporary directory is removed when another starts."""
    code = (
        "import os\nfrom app.sandbox.client import BrokerBox, Wish\nbox = BrokerBox(Wish(spares=1))\n"
        "print(box.address, flush=True)\nos._exit(1)\n"
    )
    address = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    assert eventually(lambda: _swept(Path(address).parent))


def _swept(folder: Path) -> bool:
    with BrokerBox(Wish(spares=1)):
        return not folder.exists()


def test_a_closed_box_leaves_nothing() -> None:
    """No process, no folder and no control group of it is there afterwards."""
    box = BrokerBox(Wish(spares=2))
    box.wait_until_warm()
    status = box.status()
    pids = [box.broker_pid, status["zygote_pid"], *status["room_pids"]]
    folder = Path(box.address).parent
    box.close()
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
    assert not folder.exists()
    assert list(Path("/sys/fs/cgroup").glob(f"**/allclose-{pids[0]}")) == []


def test_a_broker_whose_worker_is_killed_ends_itself_and_its_rooms() -> None:
    """Nothing waits for a worker that will not come back."""
    code = (
        "import time\nfrom app.sandbox.client import BrokerBox, Wish\nbox = BrokerBox(Wish(spares=2))\n"
        "box.wait_until_warm()\ns = box.status()\n"
        "print(box.broker_pid, s['zygote_pid'], *s['room_pids'], flush=True)\ntime.sleep(600)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    pids = [int(pid) for pid in worker.stdout.readline().split()]
    assert len(pids) >= 3
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), 10)


def test_a_plan_for_another_device_is_refused(own_box: BrokerBox) -> None:
    """A plan for a class of rooms that this box has not is the caller's mistake, and is never run on another."""
    with pytest.raises(WrongDevice, match="asks for the device 'gpu'; this box is for 'cpu'"):
        own_box.run(Program.of("x = 1"), Plan(device="gpu"), Limits())
