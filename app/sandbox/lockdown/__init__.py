"""The locks of a room, from plain system calls: no dependency, no helper program, nothing started.

A process locks itself, step by step; each step takes away a right that a later one no longer needs. The order matters:

1. `syscalls.spawn` makes the process, in namespaces of its own where the machine permits them;
2. `syscalls.mount`, `pivot_root`, `umount` give it a file tree of its own, which takes privileges;
3. `rlimits` bound what it may use up;
4. `identity.become` changes to a user without privileges; it clears the parent-death signal, so that is set later;
5. `identity.no_new_privileges`, without which the kernel refuses the two filters below to an ordinary user;
6. `syscalls.drop_capabilities`, which inside a user namespace `become` does not do;
7. `identity.undumpable` and `identity.die_with_parent`;
8. `landlock` closes the file system, TCP, abstract sockets and signals to others;
9. `syscalls.close_range` closes the descriptors that nobody meant to hand over;
10. `seccomp` with `policy.CPU` closes the kernel itself. It is last, for it forbids most of the above.

Steps 8 and 10 hold for the calling thread and those it starts later, not for others: lock first, start threads after.
"""
