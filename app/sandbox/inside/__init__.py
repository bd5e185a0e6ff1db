"""What runs inside the room, with the student's code and at its mercy. It holds nothing worth stealing.

Loaded by its path under the top-level name `inside`, so it imports nothing of ours but by relative names, and is
imported by nobody. What it binds at its own import is out of reach of a student who replaces `json.dumps`. That keeps
honest programs told rightly, and no more than that: all that leaves the room is a claim.

The conversation, in which every text is JSON:

JOB       {"cells": [text, ...], "seed": n, "calls": {"<cell>": true, ...}}; where something is varied also "vary":
          {"draw": n, "data": [{"old": [[number, ...], ...], "new": the same}, ...], "places": [[cell, line, column],
          ...], "offset": n}; see `vary`
FACTS     a list with, per cell, {"parsed", "names", "calls", "imports", "dynamic", "literals": [[value, line,
          column]]}; where something is varied also "substituted": [[the data's number or null, line, column, old,
          new], ...]
STARTED   nothing
FINISHED  {"raised": Raised or null, "exit", "stdout_end", "warnings": [{"category", "message", "place"}],
          "record": Record, "namespace": {name: Value}}, the newest name first
CALLS     {"calls": [{"function": name, "arguments": [Value, ...]}]}; where models are to be called also "models":
          [{"rows": Value, "own", "functions"}, ...]; see `models`
ANSWERS   a list with, per call, {"value": Value, "raised": Raised or null, "changed", "missing"}; then, per call of
          the models, a list with, per model, {"type", "called", "token", "rows": Value or null, "value", "blank",
          "raised"}
AT        {"cell", "line": n or null}, after which nothing more comes
END       {"stdout_cut"}

Record    {"instrumented", "places": [[kind, cell, line, column, last line, last column, name], ...],
          "made": [[place's number, nth, Whole or null, token, memory, callee, callee's token, operands, flags], ...],
          "names": {name: [token, memory]}, "living": [[token, Whole], ...], "caught": [Raised], "dropped"};
          columns are in bytes; operands are rows' numbers or null; flags: 1 shown, 2 last, 4 changed; see `rows`
Raised    {"type", "message", "place", "end_column", "traceback", "errno", "file"}
place     [cell, line, column or null], or null; cells and columns are counted from 0, lines from 1
Value     {"plain": null, true, text, integer or number} | {"float": "nan", "inf" or "-inf"} | {"other": type}
          | {"called": [type, text]} | {"items": [Value, ...], "cut"} | {"same": k} | {"tensor": {"kind", "dtype",
          "shape", "device", "layout", "requires_grad", "leaf", "grad_fn", "bytes", "unread",
          "grad": null or such a value}}; see `tensors`
Whole     Value | {"module": Module} | {"optimiser": {"type", "groups": [{"options", "parameters": [token, ...]}]}}
Module    {"type", "token", "training", "options": {name: Value}, "parameters": [[name, token, Value], ...], "buffers",
          "children": [[name, Module], ...]}; see `modules`
"""

from __future__ import annotations

import faulthandler
import sys

import torch

from .channel import Channel
from .clock import Clock
from .job import Job
from .rehearsal import rehearse
from .streams import Printed

__all__ = ["rehearse", "serve"]


def serve(channel: Channel) -> None:
    """Wait for the one job, do it, tell of it. Returns after END, whereupon the caller waits to be killed."""
    printed = Printed()
    printed.install()
    faulthandler.enable(2)  # a crash leaves its line in the printed text
    torch.set_warn_always(True)  # else a warning that the rehearsal met is never shown to the student
    sys.argv[:] = [""]
    clock = Clock(channel)
    clock.listen()
    Job(channel, printed, clock).do()
