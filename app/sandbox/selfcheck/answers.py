"""Aim: answers and checks on the disk of a machine that has them, and inputs that are not yet asked for."""

from __future__ import annotations

from app.sandbox.box import Run
from app.sandbox.selfcheck.escape import (
    FINISHED,
    PATIENT,
    REFUSED,
    TRIED,
    Escape,
)
from app.sandbox.selfcheck.target import Target
from graders.plan import Call, Plan

HIDDEN = 602214076  # in snippets only by its digits, so that no search meets its own text


def _one_call() -> Plan:
    return Plan(calls=(Call(name="hidden", function="twice", arguments=(HIDDEN,), after=0),))


def _call_was_answered(_: Target, run: Run) -> str:
    """The inputs did arrive, after the cell: else their absence before proves nothing."""
    answers = [answer.value for cell in run.observation.cells for answer in cell.answers]
    return "" if answers == [2 * HIDDEN] else f"the call on hidden inputs gave {answers}"


ESCAPES = (
    Escape(
        name="import_answers",
        why="the model answers are a package: importing one is knowing it",
        code="""
            import reference
            escaped = f"{reference}"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="import_one_answer",
        why="the same by a module's own name",
        code="""
            import reference.q04
            escaped = f"{reference.q04}"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="import_checks",
        why="the checks tell what is looked for, and how closely",
        code="""
            import graders
            escaped = f"{graders}"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="answers_on_disk",
        why="what cannot be imported may still be read",
        code="""
            import glob, os, sys, sysconfig, torch
            folders = {*sys.path, *sysconfig.get_paths().values(), os.path.dirname(os.path.dirname(torch.__file__))}
            folders |= {os.path.dirname(folder) for folder in folders} | {os.path.dirname(m.__file__) for m in
                        list(sys.modules.values()) if getattr(m, "__file__", None)}
            found = []
            for folder in sorted(folders):
                for path in glob.glob(f"{folder}/reference/q[0-9]*.py") + glob.glob(f"{folder}/graders/*.py"):
                    try:
                        found.append((path, open(path).read(80)))
                    except OSError:
                        pass
            if found:
                escaped = f"{found[:3]}"
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        limits=PATIENT,
    ),
    Escape(
        name="answers_beside_the_code",
        why="the files next to the code that runs in the room, as a working copy has them",
        code="""
            import glob, os, sys
            found = []
            for module in list(sys.modules.values()):
                path = getattr(module, "__file__", None) or ""
                if "site-packages" in path or not path.startswith("/") or "/lib/python" in path:
                    continue
                for up in range(1, 5):
                    folder = path.rsplit("/", up)[0]
                    for other in glob.glob(f"{folder}/reference/q[0-9]*.py") + glob.glob(f"{folder}/graders/*.py"):
                        try:
                            found.append((other, open(other).read(80)))
                        except OSError:
                            pass
            if found:
                escaped = f"{found[:3]}"
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="editable_installation",
        why="an editable installation leaves a note of where the sources lie",
        code="""
            import glob, os, re, torch
            site = os.path.dirname(os.path.dirname(torch.__file__))
            notes = glob.glob(f"{site}/*.pth") + glob.glob(f"{site}/*.dist-info/direct_url.json")
            found = []
            for note in notes:
                for folder in re.findall(r"/[^\\"'\\n]+", open(note, errors="replace").read()):
                    for path in glob.glob(f"{folder}/reference/q[0-9]*.py") + glob.glob(f"{folder}/graders/*.py"):
                        try:
                            found.append((path, open(path).read(80)))
                        except OSError:
                            pass
            if found:
                escaped = f"{found[:3]}"
            tried = True
        """,
        may_end=FINISHED | REFUSED,
        leaves=TRIED,
    ),
    Escape(
        name="hidden_inputs_in_memory",
        why="inputs known before the cell has ended can be answered without computing",
        code="""
            import gc, sys
            def search(thing, wanted):
                if type(thing) not in (list, tuple, set, dict):
                    return False
                inner = list(thing.values() if type(thing) is dict else thing)
                return any(type(x) is int and x == wanted for x in inner)
            def hunt(frame):
                wanted = int("602214" + "076")
                found = [type(thing).__name__ for thing in gc.get_objects() if search(thing, wanted)]
                while frame:
                    found += [name for name, value in frame.f_locals.items() if search([value], wanted)]
                    frame = frame.f_back
                return found
            if found := hunt(sys._getframe()):
                escaped = found
            def twice(x):
                return 2 * x
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        limits=PATIENT,
        plan=_one_call,
        outside=_call_was_answered,
    ),
    Escape(
        name="hidden_inputs_on_the_channel",
        why="the same when they already wait to be read",
        code="""
            import socket, time
            channel = socket.socket(fileno=3)
            for _ in range(20):
                try:
                    got = channel.recv(1 << 16, socket.MSG_DONTWAIT | socket.MSG_PEEK)
                except BlockingIOError:
                    time.sleep(0.005)
                else:
                    escaped = len(got)
            channel.detach()
            def twice(x):
                return 2 * x
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        plan=_one_call,
        outside=_call_was_answered,
    ),
)
