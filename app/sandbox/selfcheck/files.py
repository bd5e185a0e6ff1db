"""Aim: one file of somebody else's, by each call that touches one."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    REFUSED,
    Escape,
)

VALUE_ERROR = frozenset({"ValueError"})


ESCAPES = (
    Escape(
        name="read_a_file",
        why="whatever the machine keeps where others may read",
        code="""
            escaped = open(CANARY).read()
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="write_a_file",
        why="whatever the machine keeps where others may write",
        code="""
            open(CANARY, "w").write("changed")
            escaped = "written"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="append_to_a_file",
        why="logs and job lists grow lines that nobody wrote",
        code="""
            open(CANARY, "a").write("a line")
            escaped = "written"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="cut_a_file",
        why="emptying needs no open file",
        code="""
            import os
            os.truncate(CANARY, 0)
            escaped = "cut"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="remove_a_file",
        why="so does removing",
        code="""
            import os
            os.unlink(CANARY)
            escaped = "removed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="rename_a_file",
        why="and renaming",
        code="""
            import os
            os.rename(CANARY, CANARY + ".gone")
            escaped = "renamed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="change_rights",
        why="rights are changed by path, and path filters forget it: a user's home made readable, or unusable",
        code="""
            import os
            os.chmod(CANARY, 0)
            escaped = "changed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="change_times",
        why="a build or a backup is told that a file is old",
        code="""
            import os
            os.utime(CANARY, (0, 0))
            escaped = "changed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="change_owner",
        why="a file given away",
        code="""
            import os
            os.chown(CANARY, os.getuid(), os.getgid())
            escaped = "changed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="change_attributes",
        why="attributes that programs of the machine believe",
        code="""
            import os
            os.setxattr(CANARY, "user.left", b"x")
            escaped = "changed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="make_a_file",
        why="a file where others look for theirs",
        code="""
            open(OUTSIDE + "/planted", "w").close()
            escaped = "made"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="make_a_directory",
        why="the same with a directory",
        code="""
            import os
            os.mkdir(OUTSIDE + "/planted")
            escaped = "made"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="make_a_link",
        why="a link planted where a program of ours will follow it",
        code="""
            import os
            os.symlink("/etc/passwd", OUTSIDE + "/planted")
            escaped = "made"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="list_a_directory",
        why="names tell what to look for",
        code="""
            import os
            escaped = os.listdir(OUTSIDE)
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="link_to_a_file",
        why="a link in the scratch leads out when the room itself follows it",
        code="""
            import os
            os.symlink(CANARY, "link")
            escaped = open("link").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="hard_link",
        why="a second name for a file outside makes it one inside",
        code="""
            import os
            os.link(CANARY, "link")
            escaped = open("link").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="raise_a_limit",
        why="limits that the process can lift are none",
        code="""
            import resource
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1000, hard + 1000))
            escaped = hard + 1000
        """,
        may_end=REFUSED,
        raises=VALUE_ERROR,
    ),
)
