"""Which system calls a room may make, and with what arguments: data, of which `seccomp` makes a filter.

What is not named fails with EPERM, so that a student reads a PermissionError with a line number. Missing on purpose is
all that makes processes, runs programs, opens sockets or reaches another process, and what opens the kernel widest for
no use to torch: io_uring, bpf, perf, keys, namespaces, mounts, userfaultfd, System V and POSIX messages, splice, memfd.

No way is left for a process to be killed by its own hand with SIGKILL: not by tgkill, nor by a timer or a descriptor
that sends a signal of one's choice (timer_create, mq_notify, F_SETSIG), nor by strict seccomp. A SIGKILL that nobody
else sent therefore came from a limit.
"""

import errno
import signal
import socket

from app.sandbox.lockdown.rules import OWN_PID, Policy, Rule, none_of, null, one_of

_MEMORY = "brk mremap msync munmap"
_FILES = """
    access chdir chmod close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate
    fchdir fchmod fchmodat fchmodat2 fdatasync flock fstat fstatfs fsync ftruncate getcwd getdents getdents64 link
    linkat lseek lstat mkdir mkdirat newfstatat open openat pread64 preadv preadv2 pwrite64 pwritev pwritev2 read
    readlink readlinkat readv rename renameat renameat2 rmdir sendfile stat statfs statx symlink symlinkat truncate
    umask unlink unlinkat utime utimensat utimes write writev
"""
# asyncio wakes itself through a socket pair, and the channel to the broker is a socket. sendmsg and recvmsg, which
# carry descriptors, and setsockopt, which attaches programs, are for neither.
_WAITING = """
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 getpeername getsockname
    getsockopt pipe pipe2 poll ppoll pselect6 recvfrom select shutdown
"""
_THREADS = "getcpu rseq sched_getaffinity sched_getparam sched_getscheduler sched_yield set_robust_list"
_SIGNALS = """
    alarm getitimer pause restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend
    rt_sigtimedwait setitimer sigaltstack
"""
_SELF = """
    exit exit_group getegid geteuid getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid
    getrlimit getrusage getsid gettid getuid sched_get_priority_max sched_get_priority_min times
"""
_MACHINE = "clock_getres clock_gettime clock_nanosleep getrandom gettimeofday nanosleep sysinfo time uname"

# What pthread_create passes. Any other bit (a new namespace, an exit signal, tracing) is refused.
_CLONE_THREAD = 0x10000
_THREAD_FLAGS = 0x3D0F00  # VM FS FILES SIGHAND THREAD SYSVSEM SETTLS PARENT_SETTID CHILD_CLEARTID
_MUST_BE_EXACT = 0xFFFFFFFF & ~_THREAD_FLAGS | _CLONE_THREAD

_SHARED_ANONYMOUS, _GROWS_DOWN, _PROT_GROWS = 0x21, 0x100, 0x03000000

_PI_FUTEXES = (6, 7, 8, 11, 12, 13)  # [UN|TRY]LOCK_PI, [WAIT|CMP]_REQUEUE_PI, LOCK_PI2
_FUTEX_COMMAND = 0x7F  # the kernel's mask is wider; what it takes for one of the above, this does too

_NOT_SUPPORTED = Rule(refusal=errno.EOPNOTSUPP)

_RULES = {
    # The C library then falls back to clone, whose flags are in a register and can be read.
    "clone3": Rule(refusal=errno.ENOSYS),
    # clone(2) itself drops the high half of its flags.
    "clone": Rule(alternatives=((one_of(0, _CLONE_THREAD, mask=_MUST_BE_EXACT),),)),
    # A thread of one's own, so raise() and abort() work; not with what cannot be caught.
    "tgkill": Rule(alternatives=((one_of(0, OWN_PID), none_of(2, signal.SIGKILL, signal.SIGSTOP)),)),
    "socketpair": Rule(alternatives=((one_of(0, socket.AF_UNIX),),)),
    # Only to the other end: a datagram could name a socket in the file system, which Landlock does not guard.
    "sendto": Rule(alternatives=(null(4),)),
    # No shared memory without a file (MAP_SHARED and MAP_ANONYMOUS): RLIMIT_DATA does not count it.
    # Nor what grows downwards (MAP_GROWSDOWN): to the kernel that is stack, which is not counted either.
    "mmap": Rule(
        alternatives=(
            (
                none_of(3, _SHARED_ANONYMOUS, mask=_SHARED_ANONYMOUS),
                none_of(3, _GROWS_DOWN, mask=_GROWS_DOWN),
            ),
        )
    ),
    "mprotect": Rule(alternatives=((one_of(2, 0, mask=_PROT_GROWS),),)),
    # Locks that lend priority: never used by torch, and where the kernel's futex code was broken time and again.
    "futex": Rule(alternatives=((none_of(1, *_PI_FUTEXES, mask=_FUTEX_COMMAND),),), refusal=errno.ENOSYS),
    # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX, and FICLONE: pathlib's copy asks, and gives up on ENOTTY.
    "ioctl": Rule(
        alternatives=((one_of(1, 0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x40049409),),), refusal=errno.ENOTTY
    ),
    # F_SETOWN F_SETSIG F_SETOWN_EX F_NOTIFY send signals; F_SETLEASE stalls whoever else opens the file.
    "fcntl": Rule(alternatives=((none_of(1, 8, 10, 15, 1026, 1024),),)),
    # MADV_HWPOISON MADV_SOFT_OFFLINE take pages from the machine.
    "madvise": Rule(alternatives=((none_of(2, 100, 101),),)),
    # Reading one's own limits; a new limit would be in the third argument, a pointer of 64 bits.
    "prlimit64": Rule(alternatives=((one_of(0, 0, OWN_PID), *null(2)),)),
    # GET_DUMPABLE SET_NAME GET_NAME GET_SECCOMP GET_NO_NEW_PRIVS SVE_GET_VL SME_GET_VL
    "prctl": Rule(alternatives=((one_of(0, 3, 15, 16, 21, 39, 51, 64),),)),
    # ARCH_GET_XCOMP_SUPP, ARCH_[GET|REQ]_XCOMP_PERM: oneDNN asks for the matrix registers (AMX).
    "arch_prctl": Rule(alternatives=((one_of(0, 0x1021, 0x1022, 0x1023),),)),
    # shutil.copy2 looks for extended attributes, and takes this answer, but not EPERM, for "there are none".
    **dict.fromkeys(["listxattr", "llistxattr", "flistxattr", "getxattr", "lgetxattr", "fgetxattr"], _NOT_SUPPORTED),
}

CPU = Policy(
    allowed=frozenset(f"{_MEMORY} {_FILES} {_WAITING} {_THREADS} {_SIGNALS} {_SELF} {_MACHINE}".split()),
    rules=_RULES,
)
"""For rooms without a device of their own."""

SAME_USER = CPU.narrowed(["chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimensat", "utimes"])
"""For rooms that run as their keeper's own user: Landlock does not guard whose files' rights and times are changed."""
