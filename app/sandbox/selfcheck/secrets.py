"""Aim: what services are told and rooms must not know: credentials, configuration, open files, another's memory."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    FINISHED,
    PATIENT,
    REFUSED,
    TRIED,
    Escape,
)

ESCAPES = (
    Escape(
        name="environment",
        why="passwords and addresses are given to services in the environment",
        code="""
            import ctypes, os, re, sys
            libc = ctypes.CDLL(None)
            entries, number = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ"), 0
            lines = [f"{name}={value}" for name, value in os.environ.items()] + sys.orig_argv
            while entries and entries[number]:
                lines.append(entries[number].decode(errors="replace"))
                number += 1
            words = "SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|PRIVATE|DATABASE|POSTGRES|SQLITE|WEBHOOK|://[^/]*@"
            found = [line for line in lines if re.search(words, line, re.IGNORECASE)]
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        probe=True,
    ),
    Escape(
        name="environment_of_init",
        why="the first process of a container holds its whole configuration",
        code="""
            escaped = open("/proc/1/environ").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="environment_of_another",
        why="the worker's configuration",
        code="""
            escaped = open(f"/proc/{VICTIM}/environ").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="own_process_files",
        why="the room's files in /proc tell of the machine, and its memory file writes where the pages are read-only",
        code="""
            import os
            found = []
            for name in ("environ", "mem", "maps", "auxv", "stack", "root", "exe", "attr/current"):
                for flags in (os.O_RDONLY, os.O_RDWR):
                    try:
                        os.close(os.open(f"/proc/self/{name}", flags | os.O_NONBLOCK))
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
        name="files_of_the_parent",
        why="whoever made the room has channels to the others",
        code="""
            import os
            escaped = os.listdir(f"/proc/{os.getppid()}/fd")
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="open_descriptors",
        why="a file, a socket or a directory that was open when the room was made is open in it",
        code="""
            import os
            found = []
            for number in range(4, 4096):
                try:
                    found.append((number, oct(os.fstat(number).st_mode)))
                except OSError:
                    pass
            if found:
                escaped = f"{found}"
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        probe=True,
    ),
    Escape(
        name="standard_input",
        why="whatever the service was started with on its input",
        code="""
            import os
            got = os.read(0, 100)
            if got:
                escaped = got.decode(errors="replace")
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="loaded_modules",
        why="a module that is loaded can be read, whatever its file",
        code="""
            import sys
            ours = ("reference", "graders", "app.store", "app.queue", "app.webhooks", "app.settings", "app.pipeline",
                    "app.sandbox.box", "app.sandbox.customs", "app.sandbox.selfcheck", "sqlalchemy", "asyncpg", "httpx")
            found = [name for name in sys.modules if any(name == one or name.startswith(one + ".") for one in ours)]
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        probe=True,
    ),
    Escape(
        name="objects_in_memory",
        why="everything that Python holds can be walked through",
        code="""
            import gc
            secrets = ("signing_key", "database_url", "secret_key", "webhook_secret", "session_key", "expected_value")
            ours = ("reference.", "graders.", "app.store.", "app.settings.", "app.webhooks.", "app.pipeline.")
            found = []
            for thing in gc.get_objects():
                if f"{type(thing).__module__}.".startswith(ours):
                    found.append(f"{type(thing)}")
                if type(thing) is dict:
                    found += [name for name in list(thing) if type(name) is str and name.lower() in secrets]
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        limits=PATIENT,
    ),
    Escape(
        name="callers",
        why="the frames above the student's code belong to whoever called it",
        code="""
            import sys
            found, frame = [], sys._getframe()
            while frame:
                for names in (frame.f_locals, frame.f_globals):
                    found += [name for name in names if name in ("expected", "reference", "checks", "marks")]
                frame = frame.f_back
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
)
