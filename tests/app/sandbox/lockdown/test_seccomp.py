"""The filter's program, run by a BPF interpreter of our own: it decides what the policy says, for both machines."""

import errno
import signal
import socket
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.lockdown import numbers, policy
from app.sandbox.lockdown.rules import OWN_PID, Condition, Policy, Rule, none_of, null, one_of
from app.sandbox.lockdown.seccomp import Filter

KILL, ALLOW, ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
X32 = 0x40000000
PID = 4242
LONGEST = 4096  # BPF_MAXINSNS
MACHINES = sorted(numbers.MACHINES)
FILTERS = {name: Filter(policy.CPU, machine) for name, machine in numbers.MACHINES.items()}
ZEROS = [0] * 6

both = pytest.mark.parametrize("name", MACHINES)


def run(program: Filter, audit: int, number: int, args: Sequence[int]) -> int:
    """Run the program as the kernel does, over struct seccomp_data."""
    data = struct.pack("=IIQ6Q", number, audit, 0, *args)
    accumulator = at = 0
    while True:
        code, k, true, false = program.instructions[at]
        k = PID if k == OWN_PID else k
        at += 1
        if code == 0x06:
            return k
        if code == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, k)
        elif code == 0x54:
            accumulator &= k
        elif code == 0x05:
            at += k
        else:
            at += true if {0x15: accumulator == k, 0x35: accumulator >= k}[code] else false


def holds(condition: Condition, args: Sequence[int]) -> bool:
    """Say whether a condition holds, read straight from its words."""
    half = args[condition.argument] >> (32 if condition.high else 0) & 0xFFFFFFFF & condition.mask
    found = half in {PID if value == OWN_PID else value for value in condition.values}
    return found is not condition.negated


def decided(asked: Policy, name: str, number: int, args: Sequence[int]) -> int:
    """Say what a policy means, read straight from its words."""
    machine = numbers.MACHINES[name]
    if machine.x32 and number >= X32:
        return KILL
    call = next((call for call, theirs in machine.calls.items() if theirs == number), None)
    if call in asked.allowed:
        return ALLOW
    rule = asked.rules.get(call or "", Rule(refusal=asked.refusal))
    if any(all(holds(condition, args) for condition in alternative) for alternative in rule.alternatives):
        return ALLOW
    return ERRNO | rule.refusal


def verdict(name: str, call: str, *args: int) -> str:
    """Give what the filter of the CPU policy says to a call: ``ok``, or an errno by name."""
    machine = numbers.MACHINES[name]
    result = run(FILTERS[name], machine.audit, machine.calls[call], [*args, *ZEROS][:6])
    return "ok" if result == ALLOW else errno.errorcode[result & 0xFFFF]


WORDS = sorted({v for rule in policy.CPU.rules.values() for alt in rule.alternatives for c in alt for v in c.values})
LOW = st.one_of(st.sampled_from([PID if word == OWN_PID else word for word in WORDS]), st.integers(0, 2**32 - 1))
ARGUMENTS = st.lists(
    st.builds(lambda high, low: high << 32 | low, st.sampled_from([0, 0, 1, 2**31, 2**32 - 1]), LOW),
    min_size=6,
    max_size=6,
)
CONDITIONS = st.builds(
    Condition,
    argument=st.integers(0, 5),
    values=st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple),
    mask=st.sampled_from([0xFFFFFFFF, 1, 2]),
    negated=st.booleans(),
    high=st.booleans(),
)
RULES = st.builds(
    Rule,
    alternatives=st.lists(st.lists(CONDITIONS, max_size=3).map(tuple), max_size=3).map(tuple),
    refusal=st.sampled_from([errno.EPERM, errno.ENOSYS, errno.ENOTTY]),
)


@both
def test_each_number_is_decided_as_the_policy_says(name: str) -> None:
    """Every number from 0 to 1023 is allowed, refused or tied to arguments by its name, and no other way."""
    machine = numbers.MACHINES[name]
    for number in range(1024):
        assert run(FILTERS[name], machine.audit, number, ZEROS) == decided(policy.CPU, name, number, ZEROS), number


@both
def test_numbers_of_the_x32_abi_kill_where_there_is_one(name: str) -> None:
    """On x86-64 the same calls have a second set of numbers: whoever tries one is killed. aarch64 has none to try."""
    machine = numbers.MACHINES[name]
    for number in [*(X32 | low for low in range(1024)), 0x7FFFFFFF, 0xFFFFFFFF]:
        expected = KILL if machine.x32 else ERRNO | errno.EPERM
        assert run(FILTERS[name], machine.audit, number, ZEROS) == expected


@both
def test_calls_in_another_machines_language_kill(name: str) -> None:
    """A number means another call on another machine (32-bit x86, ARM), so nothing is looked up for it."""
    own = numbers.MACHINES[name].audit
    for audit in {0x40000003, 0x40000028, 0xC000003E, 0xC00000B7, 0} - {own}:
        assert all(run(FILTERS[name], audit, number, ZEROS) == KILL for number in range(512))


@settings(deadline=None)  # a busy machine is no failure
@given(name=st.sampled_from(MACHINES), call=st.sampled_from(sorted(policy.CPU.rules)), args=ARGUMENTS)
def test_arguments_are_decided_as_the_policy_says(name: str, call: str, args: list[int]) -> None:
    """A rule reads the arguments, both halves where both count, as its conditions say."""
    number = numbers.MACHINES[name].number(call)
    if number is not None:
        assert run(FILTERS[name], numbers.MACHINES[name].audit, number, args) == decided(policy.CPU, name, number, args)


@settings(deadline=None)
@given(
    name=st.sampled_from(MACHINES),
    allowed=st.frozensets(st.sampled_from(sorted(numbers.MACHINES["x86_64"].calls))),
    rules=st.dictionaries(st.sampled_from(sorted(numbers.MACHINES["aarch64"].calls)), RULES, max_size=40),
    args=st.lists(st.integers(0, 3).map(lambda n: n << 32 | 3 - n), min_size=6, max_size=6),
)
def test_any_policy_becomes_a_program_that_says_the_same(
    name: str, allowed: frozenset[str], rules: dict[str, Rule], args: list[int]
) -> None:
    """Whatever the policy, the program agrees with its words: how it searches and jumps changes no decision."""
    asked = Policy(allowed=frozenset(), rules=rules).widened(allowed=allowed)
    program = Filter(asked, numbers.MACHINES[name])
    assert len(program.instructions) < LONGEST
    for number in range(480):
        assert run(program, numbers.MACHINES[name].audit, number, args) == decided(asked, name, number, args)


def test_far_jumps_reach_their_target() -> None:
    """A jump on a condition reaches 255 instructions; a policy with longer halves is still decided right."""
    many = Rule(alternatives=tuple((one_of(0, *range(at * 10, at * 10 + 10)),) for at in range(40)))
    calls = ("read", "mmap", "futex", "openat", "statx", "clone3")
    asked = Policy(allowed=frozenset(), rules=dict.fromkeys(calls, many))
    machine = numbers.MACHINES["x86_64"]
    program = Filter(asked, machine)
    assert len(program.instructions) > 10 * 255
    for call in calls:
        for word in (0, 9, 10, 255, 399, 400):
            expected = ALLOW if word < 400 else ERRNO | errno.EPERM
            assert run(program, machine.audit, machine.calls[call], [word, *ZEROS[1:]]) == expected


@pytest.mark.parametrize("values", [1, 2])
def test_jumps_are_far_from_one_step_past_what_a_byte_holds(values: int) -> None:
    """Where a half is about as long as a short jump reaches, to the step, the program is still right."""
    machine = numbers.MACHINES["x86_64"]
    for count in range(60, 90):
        rule = Rule(alternatives=tuple((one_of(0, *range(at, at + values)),) for at in range(count)))
        program = Filter(Policy(allowed=frozenset(["write"]), rules={"read": rule}), machine)
        assert run(program, machine.audit, 0, [count + values, *ZEROS[1:]]) == ERRNO | errno.EPERM
        assert run(program, machine.audit, 0, [count - 1, *ZEROS[1:]]) == ALLOW
        assert run(program, machine.audit, 1, ZEROS) == ALLOW


@both
def test_every_jump_lands_inside_and_every_path_returns(name: str) -> None:
    """The kernel refuses a program that could jump or fall off its end; it is short enough to be loaded."""
    code = FILTERS[name].instructions
    assert len(code) < LONGEST
    for at, instruction in enumerate(code):
        if instruction.code in (0x15, 0x35):
            assert at + 1 + max(instruction.true, instruction.false) < len(code)
            assert 0 <= min(instruction.true, instruction.false) <= max(instruction.true, instruction.false) <= 255
        elif instruction.code == 0x05:
            assert at + 1 + instruction.k < len(code)
        else:
            assert instruction.code in (0x06, 0x20, 0x54)
    assert code[-1].code == 0x06


def test_every_name_in_the_policy_is_a_system_call() -> None:
    """A misspelt name would silently mean nothing."""
    known = {call for machine in numbers.MACHINES.values() for call in machine.calls}
    assert (policy.CPU.allowed | set(policy.CPU.rules)) - known == set()


def test_a_call_is_allowed_or_has_a_rule_but_not_both() -> None:
    """A name on both lists would make a rule that looks like protection and is none."""
    assert policy.CPU.allowed & set(policy.CPU.rules) == set()


@both
@pytest.mark.parametrize(
    "calls",
    [
        pytest.param("fork vfork execve execveat wait4 waitid kill tkill", id="processes"),
        pytest.param(
            "rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd pidfd_send_signal", id="signals to others"
        ),
        pytest.param("timer_create timer_settime mq_open mq_notify signalfd signalfd4", id="signals of one's choice"),
        pytest.param(
            "socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt", id="network"
        ),
        pytest.param("ptrace process_vm_readv process_vm_writev process_madvise kcmp", id="other processes"),
        pytest.param("mount umount2 pivot_root chroot open_tree move_mount fsopen mount_setattr", id="mounts"),
        pytest.param("unshare setns", id="namespaces"),
        pytest.param(
            "io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd", id="wide doors"
        ),
        pytest.param("io_setup io_submit vmsplice splice tee inotify_init1 fanotify_init", id="other doors"),
        pytest.param("keyctl add_key request_key", id="keys"),
        pytest.param("shmget shmat shmctl msgget msgsnd semget semop memfd_create memfd_secret", id="shared objects"),
        pytest.param("setuid setgid setresuid setresgid setgroups capset setfsuid", id="identity"),
        pytest.param("chown fchown lchown fchownat mknod mknodat setxattr fsetxattr quotactl", id="files of others"),
        pytest.param(
            "setrlimit setpriority sched_setaffinity sched_setscheduler sched_setattr ioprio_set", id="shares"
        ),
        pytest.param("mbind get_mempolicy set_mempolicy migrate_pages move_pages mlock mlockall", id="memory policy"),
        pytest.param("seccomp landlock_create_ruleset landlock_restrict_self personality", id="own locks"),
        pytest.param("init_module finit_module kexec_load reboot swapon syslog settimeofday sethostname", id="machine"),
        pytest.param("open_by_handle_at name_to_handle_at modify_ldt remap_file_pages", id="odd doors"),
    ],
)
def test_doors_that_stay_shut(name: str, calls: str) -> None:
    """What would reach other processes, the network, the machine or more of the kernel fails with EPERM."""
    known = [call for call in calls.split() if call in numbers.MACHINES[name].calls]
    assert known
    assert {call: verdict(name, call) for call in known} == dict.fromkeys(known, "EPERM")


THREAD = 0x3D0F00  # what pthread_create passes
HIGH = 1 << 32


@both
@pytest.mark.parametrize(
    ("call", "args", "expected"),
    [
        ("clone", (THREAD,), "ok"),
        ("clone", (THREAD | HIGH,), "ok"),  # the high half never reaches the kernel's clone
        ("clone", (0x11,), "EPERM"),  # fork
        ("clone", (THREAD & ~0x10000,), "EPERM"),
        ("clone", (THREAD | 9,), "EPERM"),  # an exit signal
        *[("clone", (THREAD | 1 << bit,), "EPERM") for bit in (17, 25, 26, 27, 28, 29, 30, 31, 13, 15)],
        ("clone", ((THREAD & ~0x10000) | 0x10000 << 32,), "EPERM"),
        ("clone3", (0, 88), "ENOSYS"),
        ("tgkill", (PID, 1, signal.SIGABRT), "ok"),
        ("tgkill", (PID | HIGH, 1, signal.SIGABRT), "ok"),  # a pid is an int: it is the own one
        ("tgkill", (PID + 1, 1, signal.SIGABRT), "EPERM"),
        ("tgkill", (PID << 32, 1, signal.SIGABRT), "EPERM"),
        ("tgkill", (PID, 1, signal.SIGKILL), "EPERM"),
        ("tgkill", (PID, 1, signal.SIGKILL | HIGH), "EPERM"),  # the kernel would read 9
        ("tgkill", (PID, 1, signal.SIGSTOP), "EPERM"),
        ("ioctl", (0, 0x5401), "ok"),
        ("ioctl", (0, 0x5401 | HIGH), "ok"),  # the kernel reads 0x5401
        ("ioctl", (0, 0x5412), "ENOTTY"),  # TIOCSTI, typing into a terminal
        ("ioctl", (0, 0x5401 << 32), "ENOTTY"),
        ("socketpair", (socket.AF_UNIX, 1), "ok"),
        ("socketpair", (socket.AF_INET, 1), "EPERM"),
        *[("fcntl", (0, command), "EPERM") for command in (8, 10, 15, 1024, 1026, 8 | HIGH)],
        *[("fcntl", (0, command), "ok") for command in (0, 1, 2, 3, 4, 6, 1030)],
        ("madvise", (0, 4096, 4), "ok"),
        ("madvise", (0, 4096, 100), "EPERM"),
        ("madvise", (0, 4096, 101), "EPERM"),
        ("prlimit64", (0, 7, 0, 4096), "ok"),
        ("prlimit64", (PID, 7, 0, 4096), "ok"),
        ("prlimit64", (1, 7, 0, 4096), "EPERM"),
        ("prlimit64", (0, 7, 4096, 0), "EPERM"),
        ("prlimit64", (0, 7, 5 * HIGH, 0), "EPERM"),  # a pointer whose low half is nought is no null pointer
        ("prctl", (15,), "ok"),
        *[("prctl", (option,), "EPERM") for option in (1, 4, 8, 22, 24, 38, 47, 0x59616D61)],
        ("futex", (0, 128), "ok"),
        ("futex", (0, 9 | 128 | 256), "ok"),
        ("futex", (0, 6 | 128), "ENOSYS"),
        ("futex", (0, 13 | 256), "ENOSYS"),
    ],
)
def test_arguments_that_make_the_difference(name: str, call: str, args: tuple[int, ...], expected: str) -> None:
    """The same call is let through or not by its arguments, read as the kernel reads them."""
    assert verdict(name, call, *args) == expected


@both
def test_extended_attributes_do_not_exist(name: str) -> None:
    """shutil.copy2 asks for extended attributes, and goes on only when told that there are none to be had."""
    machine = numbers.MACHINES[name]
    for call in ("listxattr", "llistxattr", "flistxattr", "getxattr", "lgetxattr", "fgetxattr"):
        assert run(FILTERS[name], machine.audit, machine.calls[call], ZEROS) == ERRNO | errno.EOPNOTSUPP


def test_a_wider_policy_is_the_same_policy_and_more() -> None:
    """A class of device adds calls, and alternatives to rules, without touching what is refused otherwise."""
    nvidia = one_of(1, ord("F") << 8, mask=0xFF00)
    wider = policy.CPU.widened(
        allowed=["mincore", "madvise"], rules={"ioctl": [(nvidia,)], "socket": [(one_of(0, socket.AF_UNIX),)]}
    )
    machine = numbers.MACHINES["x86_64"]
    program = Filter(wider, machine)

    def result(call: str, *args: int) -> int:
        return run(program, machine.audit, machine.calls[call], [*args, *ZEROS][:6])

    assert result("mincore") == ALLOW
    assert result("madvise", 0, 0, 100) == ALLOW
    assert result("ioctl", 3, 0xC0104652) == ALLOW
    assert result("ioctl", 3, 0x5401) == ALLOW
    assert result("ioctl", 3, 0x5412) == ERRNO | errno.ENOTTY
    assert result("socket", socket.AF_UNIX) == ALLOW
    assert result("socket", socket.AF_INET) == ERRNO | errno.EPERM
    assert result("mbind") == ERRNO | errno.EPERM


def test_words_of_a_policy() -> None:
    """The short forms mean what they say, for values that differ in one half only."""
    args = [0, 5 | HIGH, HIGH, 0, 0, 0]
    assert holds(one_of(1, 5), args)
    assert not holds(none_of(1, 4, 5), args)
    assert holds(none_of(1, 4), args)
    assert [all(holds(condition, args) for condition in null(at)) for at in (0, 1, 2)] == [True, False, False]
