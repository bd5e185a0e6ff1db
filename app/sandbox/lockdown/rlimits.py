"""Resource limits: what one process may use up, kept by the kernel for any user and in any container."""

import resource
from dataclasses import dataclass

_STACK = 8 << 20
_CPU_GRACE = 5  # seconds between the signal that can be caught and the kill


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of this process; None leaves one as it is. Bytes, seconds or pieces.

    `data` counts private writable memory and not files or shared maps; `address_space` counts all that is mapped, also
    what is never touched, and is useless beside CUDA. `nproc` counts processes and threads of the same *user*, in all
    rooms. Trap: the first process of a pid namespace does not notice the signal at the end of `cpu` (SIGXCPU), and
    lives until the kill, five seconds of work later.
    """

    cpu: int | None = None  #: seconds of work: SIGXCPU then, SIGKILL five later
    data: int | None = None  #: bytes
    address_space: int | None = None  #: bytes
    fsize: int | None = None  #: bytes, the longest a file may become
    nofile: int | None = None  #: open descriptors
    nproc: int | None = None  #: processes and threads of this user
    core: int | None = 0  #: bytes
    memlock: int | None = 0  #: bytes
    stack: int | None = _STACK  #: bytes
    msgqueue: int | None = 0  #: bytes
    sigpending: int | None = 256  #: queued signals of this user
    nice: int | None = 0
    rtprio: int | None = 0

    def set(self) -> None:
        """Set them, in the order above, soft and hard. A hard limit that is already lower stays."""
        for kind, value in (
            (resource.RLIMIT_CPU, self.cpu),
            (resource.RLIMIT_DATA, self.data),
            (resource.RLIMIT_AS, self.address_space),
            (resource.RLIMIT_FSIZE, self.fsize),
            (resource.RLIMIT_NOFILE, self.nofile),
            (resource.RLIMIT_NPROC, self.nproc),
            (resource.RLIMIT_CORE, self.core),
            (resource.RLIMIT_MEMLOCK, self.memlock),
            (resource.RLIMIT_STACK, self.stack),
            (resource.RLIMIT_MSGQUEUE, self.msgqueue),
            (resource.RLIMIT_SIGPENDING, self.sigpending),
            (resource.RLIMIT_NICE, self.nice),
            (resource.RLIMIT_RTPRIO, self.rtprio),
        ):
            if value is not None:
                _lower(kind, value, value + _CPU_GRACE if kind == resource.RLIMIT_CPU else value)


def _lower(kind: int, soft: int, hard: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))
