"""Aim: more memory than the room has, by every way to get some. Each stops by itself at about twice the limit."""

from __future__ import annotations

from dataclasses import replace

from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    FORBIDDEN,
    OS_ERRORS,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    RAISED,
    REFUSED,
    SMALL,
    TRIED,
    Escape,
)

BRIEF = replace(SMALL, cell_cpu_s=0.5)

ESCAPES = (
    Escape(
        name="many_byte_strings",
        why="the machine runs out, and the kernel kills whom it likes",
        code="""
            hoard = []
            for _ in range(60):
                hoard.append(bytearray(10_000_000))
            escaped = "600 MB"
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="many_tensors",
        why="torch asks the system for memory past Python's own books",
        code="""
            import torch
            hoard = []
            for _ in range(30):
                hoard.append(torch.ones(5_000_000))
            escaped = "600 MB"
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="one_huge_tensor",
        why="one request of hundreds of gigabytes",
        code="""
            import torch
            x = torch.zeros(10**11)
            escaped = x.shape[0]
        """,
        may_end=OUT_OF_MEMORY,
        probe=True,
    ),
    Escape(
        name="huge_matrix",
        why="the everyday way to it: all pairs of too many points",
        code="""
            import torch
            points = torch.rand(9_000, 1)
            escaped = (points - points.T).square().sum().item()
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="many_small_objects",
        why="nothing large is ever asked for",
        code="""
            hoard = []
            for _ in range(80_000):
                hoard.append([0] * 1000)
            escaped = "600 MB"
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="doubling_text",
        why="twenty turns of nothing become half a gigabyte",
        code="""
            text = "x" * 1024
            for _ in range(19):
                text += text
            escaped = len(text)
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="shared_memory",
        why="shared mappings do not count as a process's data",
        code="""
            import mmap
            hoard = []
            for _ in range(12):
                hoard.append(mmap.mmap(-1, 50_000_000))
                hoard[-1].write(b"x" * 50_000_000)
            escaped = "600 MB"
        """,
        may_end=OUT_OF_MEMORY | RAISED | FORBIDDEN,
        limits=SMALL,
    ),
    Escape(
        name="memory_files",
        why="files in memory count neither as data nor as scratch",
        code="""
            import os
            for number in range(20):
                file = os.memfd_create(f"{number}")
                for _ in range(30):
                    os.write(file, b"x" * 1_000_000)
            escaped = "600 MB"
        """,
        may_end=OUT_OF_MEMORY | RAISED | FORBIDDEN,
        limits=SMALL,
    ),
    Escape(
        name="page_tables",
        why="a mapping of nothing costs the kernel a table for every two megabytes of it",
        code="""
            import mmap
            nothing = mmap.mmap(-1, 1 << 38, flags=mmap.MAP_PRIVATE | 0x4000, prot=mmap.PROT_READ)
            total = 0
            for at in range(0, 1 << 38, 1 << 21):
                total += nothing[at]
            escaped = "500 MB of tables"
        """,
        may_end=OUT_OF_MEMORY | RAISED | FORBIDDEN,
        limits=SMALL,
    ),
    Escape(
        name="memory_that_grows_downwards",
        why="a mapping that the kernel takes for a stack is counted nowhere",
        code="""
            import ctypes
            address = call("mmap", 0, 700 << 20, 3, 0x122, -1, 0)
            ctypes.memset(address, 1, 700 << 20)
            escaped = "700 MB of stack"
        """,
        may_end=OUT_OF_MEMORY | REFUSED,
        limits=SMALL,
    ),
    Escape(
        name="locked_memory",
        why="memory that the kernel may not take back for others",
        code="""
            import ctypes
            block = ctypes.create_string_buffer(1 << 20)
            call("mlock", ctypes.addressof(block), 1 << 20)
            escaped = "a locked megabyte"
        """,
        may_end=REFUSED | OUT_OF_MEMORY,
    ),
    Escape(
        name="all_memory_locked",
        why="the same for everything there is and will be",
        code="""
            call("mlockall", 3)
            escaped = "everything locked"
        """,
        may_end=REFUSED | OUT_OF_MEMORY,
    ),
    Escape(
        name="huge_pages",
        why="the machine's reserve of huge pages belongs to everybody",
        code="""
            import mmap
            block = mmap.mmap(-1, 1 << 21, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40000)
            block[0] = 1
            escaped = "a huge page"
        """,
        may_end=OUT_OF_MEMORY | CRASHED | RAISED | FORBIDDEN,  # mapped on credit, a page that is not there is a SIGBUS
    ),
    Escape(
        name="over_the_libraries",
        why="its own libraries, overwritten: may it crash, but in its own room",
        code="""
            import ctypes
            libc = ctypes.CDLL(None)
            page = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~0xFFFF
            libc.mmap.restype = ctypes.c_void_p
            libc.mmap(ctypes.c_void_p(page), ctypes.c_size_t(1 << 18), 3, 0x32, -1, ctypes.c_long(0))
            libc.getpid()
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="endless_stack",
        why="recursion in C, past Python's own counting",
        code="""
            import sys
            sys.setrecursionlimit(10**9)
            class Deeper:
                def __getattr__(self, name):
                    return getattr(self, name + "x")
            Deeper().x
        """,
        may_end=CRASHED | OUT_OF_MEMORY | RAISED,
        raises=frozenset({"RecursionError"}),
    ),
    Escape(
        name="growing_graph",
        why="a loss summed over the epochs with its graph: the beginner's way, which needs a clear end",
        code="""
            import torch
            w = torch.ones(500_000, requires_grad=True)
            total = torch.zeros(())
            for _ in range(300):
                total = total + (w * w).sqrt().sum()
            escaped = total.item()
        """,
        may_end=OUT_OF_MEMORY,
        limits=SMALL,
    ),
    Escape(
        name="memory_error_swallowed",
        why="a program that catches the refusal and tries for ever must not live for ever",
        code="""
            hoard = []
            while True:
                try:
                    hoard.append(bytearray(1_000_000))
                except MemoryError:
                    pass
        """,
        may_end=OUT_OF_MEMORY | OUT_OF_TIME,
        limits=BRIEF,
    ),
    Escape(
        name="descriptors",
        why="open files without number exhaust the machine's table",
        code="""
            import os
            for _ in range(1000):
                os.dup(0)
            escaped = "1000 descriptors"
        """,
        may_end=RAISED,
        raises=OS_ERRORS,
    ),
)
