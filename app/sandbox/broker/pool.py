"""Rooms that wait, jobs that wait, and the bringing together of the two."""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from contextlib import suppress

from app.sandbox.broker import processes
from app.sandbox.broker.groups import Groups
from app.sandbox.broker.job import Job, RoomSize, no_room
from app.sandbox.broker.loop import Loop
from app.sandbox.broker.lull import Lull
from app.sandbox.broker.room import Room
from app.sandbox.broker.zygotes import Zygote, Zygotes
from app.sandbox.orders import BrokerOrders, RoomOrders

LAST_RESORT_CPU = 200_000  # seconds of RLIMIT_CPU, above all that the broker itself allows a run
PATIENCE = 120.0  # seconds a job waits for a room before it is told that there is none
PER_THREAD, SLACK = 136 << 20, 512 << 20  # bytes of address space: a stack and an arena of malloc; and libraries
STRAYS = 0.2  # seconds between two looks for rooms that nobody told of
SPOILT_AFTER, REST = 3, 60.0  # rooms that never got ready in one slot, one after another; seconds it then rests
SLOW_DOWN_AFTER, SLOW_DOWN = 3, 0.5  # rooms lost in a row before they got ready; seconds to wait then


class Pool:
    """Keeps `spares` rooms of the usual size ready; makes one of another size when a job asks for it."""

    def __init__(self, loop: Loop, orders: BrokerOrders, usual: RoomSize) -> None:
        self.counts: Counter[str] = Counter()
        self.failure = ""
        self._loop, self._orders, self._usual = loop, orders, usual
        self.groups = Groups(orders.slots)
        self._free = deque(range(orders.slots))
        self._rooms: dict[int, Room] = {}
        self._asked: dict[int, Zygote] = {}
        self._jobs: deque[Job] = deque()
        self._spoilt: Counter[int] = Counter()
        self._held: list[int] = []
        self._lost_in_a_row = 0
        self._paused = False
        self._lull = Lull(loop, self._fill)
        self.zygotes = Zygotes(
            loop,
            orders.level,
            orders.device,
            orders.zygote_jobs,
            made=self._made,
            changed=self._fill,
            lost=self._zygote_lost,
        )

    @property
    def waiting(self) -> int:
        """How many rooms of the usual size are ready."""
        return sum(room.waiting and room.size == self._usual for room in self._rooms.values())

    @property
    def pids(self) -> list[int]:
        """The processes of all rooms."""
        return [room.pid for room in self._rooms.values() if room.pid]

    def submit(self, job: Job) -> None:
        """Give the job a room, now or as soon as there is one."""
        self._jobs.append(job)
        self._lull.stir()
        job.patience = self._loop.after(PATIENCE, lambda: self._lose_patience(job))
        self._match()
        if job in self._jobs:
            self._fill()

    def withdraw(self, job: Job) -> None:
        """Its worker has gone: forget it, and end the room it is in."""
        if job in self._jobs:
            self._leave(job)
        for room in self._rooms.values():
            if room.job is job:
                room.kill()

    def end(self) -> None:
        """Kill all rooms and zygotes, wait for them, and take the groups away."""
        for room in self._rooms.values():
            room.kill()
        self.zygotes.end()
        for room in self._rooms.values():
            if room.pid:
                with suppress(ChildProcessError):
                    os.waitpid(room.pid, 0)
        self.groups.remove()

    def _match(self) -> None:
        for job in list(self._jobs):
            room = self._freshest(job.size)
            if room:
                self._leave(job)
                self.counts["jobs"] += 1
                room.work(job)

    def _freshest(self, size: RoomSize) -> Room | None:
        """The waiting room that was made last: of its memory the most is still in the processor's caches."""
        return next((r for r in reversed(self._rooms.values()) if r.waiting and r.size == size), None)

    def _leave(self, job: Job) -> None:
        """The job waits no longer."""
        self._jobs.remove(job)
        if job.patience:
            job.patience.cancel()

    def _fill(self) -> None:
        """Order the rooms that are missing: those that jobs wait for first, then the usual spares."""
        if self._paused or self.zygotes.current is None or self._can_wait():
            return
        coming = Counter(room.size for room in self._rooms.values() if room.job is None)
        wanted = Counter(job.size for job in self._jobs)
        wanted[self._usual] += self._orders.spares
        for size, count in wanted.items():
            for _ in range(count - coming[size]):
                if not self._free or not self._order(size):
                    break
        self._make_way()

    def _can_wait(self) -> bool:
        """Whether missing rooms are made later: no job waits for one, and half of the spares are there or coming."""
        there = sum(room.size == self._usual and room.job is None for room in self._rooms.values())
        return not self._jobs and 2 * there >= self._orders.spares and self._lull.wanted()

    def _make_way(self) -> None:
        """When waiting rooms of other sizes hold every slot that a waiting job needs, give one of them up."""
        if self._free or not self._jobs or any(r.job or not r.waiting for r in self._rooms.values()):
            return
        needed = {job.size for job in self._jobs}
        if room := next((r for r in self._rooms.values() if r.size not in needed), None):
            room.kill()

    def _order(self, size: RoomSize) -> bool:
        slot = self._free[0]
        group = self.groups.slots[slot] if self.groups.slots else None
        try:
            if group:
                group.prepare(size.memory, size.threads + 1)
            room = Room(self._loop, slot, size, ready=self._room_ready, gone=self._room_gone, late=self._room_late)
        except OSError as error:  # no descriptor is left, or the kernel still holds memory in the group: ask again
            self._free.rotate(-1)
            self._postpone(f"a room cannot be made: {error}")
            return False
        entries, unified = (group.entries, group.unified) if group else ([], False)
        if group:
            room.oom = group.killed
        self._free.popleft()
        self._rooms[slot] = room
        zygote = self.zygotes.order(self._describe(slot, size, entries, unified), [*room.descriptors, *entries])
        if zygote is None:
            self._discard(slot)
            self._postpone("the zygote takes no orders")
            return False
        self._asked[slot] = zygote
        return True

    def _postpone(self, why: str) -> None:
        self.failure = why
        if not self._paused:
            self._paused = True
            self._loop.after(SLOW_DOWN, self._go_on)

    def _discard(self, slot: int) -> None:
        """A room that was ordered will not come."""
        self._rooms.pop(slot).discard()
        self._free.append(slot)

    def _describe(self, slot: int, size: RoomSize, entries: list[int], unified: bool) -> RoomOrders:
        level, scratch = self._orders.level, self._orders.scratch
        # Where rooms share a uid the count of its threads is shared too: in a user namespace of our own it must do for
        # all of them, or one room could starve the others; outside, the user's own programs count as well.
        alone = size.threads + 1 if level.own_uid else None
        return RoomOrders(
            slot=slot,
            uid=self._orders.first_uid + slot if level.own_uid else None,
            scratch=scratch[slot] if slot < len(scratch) else None,
            memory=size.memory,
            mapped=size.memory + size.threads * PER_THREAD + SLACK,
            threads=self._orders.slots * (size.threads + 1) if level.namespaces and not level.own_uid else alone,
            files=size.files,
            scratch_bytes=size.scratch,
            stdout_bytes=size.stdout,
            inodes=size.inodes,
            cpu_s=LAST_RESORT_CPU,
            groups=0 if unified else len(entries),
            unified=unified,
        )

    def _made(self, zygote: Zygote, slot: int, pid: int, pidfd: int) -> None:
        self._asked.pop(slot, None)
        if pid:
            self._rooms[slot].made(pid, pidfd)
        else:
            self.failure = zygote.failure
            self._discard(slot)
            self._count_loss()
            self._fill()

    def _zygote_lost(self, zygote: Zygote) -> None:
        """Rooms it was asked for and has not told of will not be heard of again."""
        for slot in [slot for slot, asked in self._asked.items() if asked is zygote]:
            del self._asked[slot]
            self._rooms.pop(slot).discard()
            self._held.append(slot)
        self._loop.after(STRAYS, self._end_strays)
        self._fill()

    def _end_strays(self) -> None:
        """A room made by a zygote that died before it could say so is our child all the same: end it.

        Its slot is used again only then, since the stray may still be at the slot's scratch.
        """
        strays = _children() - set(self.pids) - self.zygotes.pids
        for pid in strays:
            os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
        if [pid for pid in strays if processes.reap(pid) is None]:
            self._loop.after(STRAYS, self._end_strays)
            return
        self._free.extend(self._held)
        self._held.clear()
        self._fill()

    def _room_ready(self, _room: Room) -> None:
        self._lost_in_a_row = 0
        self.counts["rooms"] += 1
        self._match()
        self._fill()

    def _room_late(self, room: Room) -> None:
        """It should have been ready long ago: end it, or the zygote that never made it."""
        if room.pid:
            room.kill()
        elif zygote := self._asked.get(room.slot):
            zygote.kill()

    def _room_gone(self, room: Room) -> None:
        del self._rooms[room.slot]
        self._give_back(room)
        if room.job:
            self._lull.stir()
        if room.job is None and not room.waiting:
            self.counts["never_ready"] += 1
            self.failure = room.failure or "a room died while it was being made"
            self._count_loss()
        elif room.job is None:
            self.counts["lost_waiting"] += 1
        self._fill()

    def _give_back(self, room: Room) -> None:
        """Use the slot again; one in which room after room never got ready only after a rest, so that others serve."""
        young = room.job is None and not room.waiting
        self._spoilt[room.slot] = self._spoilt[room.slot] + 1 if young else 0
        if self._spoilt[room.slot] < SPOILT_AFTER:
            self._free.append(room.slot)
        else:
            self.counts["slots_rested"] += 1
            self._loop.after(REST, lambda: self._rested(room.slot))

    def _rested(self, slot: int) -> None:
        self._free.append(slot)
        self._fill()

    def _count_loss(self) -> None:
        """Rooms that die young one after another are asked for less often."""
        self._lost_in_a_row += 1
        if self._lost_in_a_row >= SLOW_DOWN_AFTER and not self._paused:
            self._paused = True
            self._loop.after(SLOW_DOWN, self._go_on)

    def _go_on(self) -> None:
        self._paused = False
        self._fill()

    def _lose_patience(self, job: Job) -> None:
        """No room for a long time: wait on while rooms come and go, else say that there are none."""
        if job not in self._jobs:
            return
        if self.zygotes.current and not self._lost_in_a_row:
            job.patience = self._loop.after(PATIENCE, lambda: self._lose_patience(job))
            return
        self._leave(job)
        why = self.failure or self.zygotes.failure or "no zygote is ready"
        job.answer(no_room(why))


def _children() -> set[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
            return {int(pid) for pid in children.read().split()}
    except OSError:  # a kernel that does not tell: strays then stay zombies until we end
        return set()
