"""Aim: the room's own leavings: files and printed text that fill the disk, or trap whoever reads and clears them."""

from __future__ import annotations

from app.sandbox.box import Run
from app.sandbox.selfcheck.escape import FINISHED, OUT_OF_MEMORY, REFUSED, TRIED, Escape
from app.sandbox.selfcheck.target import Target


def _printed_is_marked_cut(_: Target, run: Run) -> str:
    """A text that was cut must say so: a check may look for what was cut off."""
    return "" if run.observation.stdout_truncated else "the printed text is short and not marked as cut"


EVERY_SLOT = 12  # more runs than a box on two cores has slots: one that cannot be used again is missed

ESCAPES = (
    Escape(
        name="link_for_the_sweeper",
        why="whoever clears the scratch with more rights follows the link, and removes or gives away what it points to",
        code="""
            import os
            for name in ("a", "stdout", "result", "result.json", "z"):
                os.symlink(OUTSIDE, name)
            os.mkdir("folder")
            os.symlink(OUTSIDE, "folder/inner")
            os.symlink(CANARY, "folder/file")
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
        times=3,
    ),
    Escape(
        name="scratch_that_cannot_be_swept",
        why="a scratch that cannot be cleared costs the next run its room",
        code=r"""
            import os
            os.mkdir(b"\xff\n-rf *")
            os.mkdir("closed")
            open("closed/file", "w").close()
            os.mkdir("closed/inner")
            os.chmod("closed/inner", 0)
            os.chmod("closed", 0)
            top = os.getcwd()
            for _ in range(900):
                os.mkdir("deeper")
                os.chdir("deeper")
            os.chmod(top, 0)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
        times=EVERY_SLOT,
    ),
    Escape(
        name="a_pipe_for_the_reader",
        why="whoever opens a named pipe in the scratch waits for ever",
        code="""
            import os
            os.mkfifo("result")
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
        times=2,
    ),
    Escape(
        name="set_user_id",
        why="a program that runs as its owner for whoever starts it",
        code="""
            import os
            open("program", "w").close()
            os.chmod("program", 0o6777)
            if os.stat("program").st_mode & 0o6000 and not os.statvfs("program").f_flag & os.ST_NOSUID:
                escaped = oct(os.stat("program").st_mode)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="huge_file",
        why="the disk is full, for everybody",
        code="""
            with open(MARK, "wb") as file:
                for _ in range(200):
                    file.write(b"x" * 1_000_000)
                    file.flush()
            escaped = "200 MB"
        """,
        may_end=REFUSED | OUT_OF_MEMORY,
    ),
    Escape(
        name="several_large_files",
        why="a limit on one file is none on ten",
        code="""
            for number in range(10):
                with open(f"{MARK}-{number}", "wb") as file:
                    for _ in range(20):
                        file.write(b"x" * 1_000_000)
            escaped = "200 MB"
        """,
        may_end=REFUSED | OUT_OF_MEMORY,
    ),
    Escape(
        name="many_files",
        why="file systems run out of names long before they run out of bytes",
        code="""
            for number in range(3000):
                open(f"{MARK}-{number}", "w").close()
            escaped = "3000 files"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="many_files_in_tmp",
        why="the machine's /tmp belongs to everybody",
        code="""
            for number in range(3000):
                open(f"/tmp/{MARK}-{number}", "w").close()
            escaped = "3000 files"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="printed_flood",
        why="the log fills the disk; or the reader of the pipe never comes back",
        code="""
            for _ in range(500):
                print("x" * 10_000)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
        outside=_printed_is_marked_cut,
    ),
    Escape(
        name="printed_flood_by_descriptor",
        why="the same below Python's own streams",
        code="""
            import os
            for _ in range(500):
                os.write(1, b"x" * 10_000)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
        outside=_printed_is_marked_cut,
    ),
    Escape(
        name="printed_file_changed",
        why="the text's own file, made larger, smaller or unsealed under the reader's hands",
        code="""
            import fcntl, os
            found = []
            for number in (1, 2):
                for name, change in {
                    "larger": lambda: os.ftruncate(number, 1 << 30),
                    "smaller": lambda: os.ftruncate(number, 0),
                    "filled": lambda: os.posix_fallocate(number, 0, 1 << 30),
                    "unsealed": lambda: fcntl.fcntl(number, 1033, 0),
                }.items():
                    try:
                        change()
                        found.append(name)
                    except OSError:
                        pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="printed_file_position",
        why="the reader takes the position for the length and reads a petabyte",
        code="""
            import os
            print("before", flush=True)
            os.lseek(1, 1 << 50, os.SEEK_SET)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
)
