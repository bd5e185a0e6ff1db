"""The conformance suite: ways out of the locked room, and honest work, that any `Box` must answer rightly.

It ships with the interface, so that whoever writes a second box, changes a lock or moves to another machine can ask the
same questions again: the tests run all of it, `allclose doctor` too, and a worker runs the probes before its first job.

How to read it. A file is an attacker's aim; each `Escape` in it is one snippet with `why`, what an attacker would gain,
and `may_end`, the statuses that an honest box may give it. A snippet sets a variable named `escaped`, to whatever it
got hold of, only when the attack worked. It is *stopped* when

- the run ended with one of those statuses, and if it `raised`, then an exception that says so (a snippet with a slip of
  the pen must not pass for a wall);
- no cell left a variable `escaped`, and a run that `finished` left what the snippet `leaves`: a box that runs nothing
  stops nothing;
- what the snippet was aimed at is unharmed, seen from outside: the victim process, the listeners, the canary file;
- what came out keeps to the limits and to the shape of an `Observation`.

`honest`, `told` and `mistakes` are the other half: a box that stops everything has failed too.

Snippets are attempts, not catastrophes: each is bounded, so that a box which lets it through costs a second of a core
or a gigabyte of memory and not the machine. They name what they leave by `MARK`, and the suite finds and clears it.

How to add one. Put it in the file of its aim; give it the `why` first; let an error reach the rim unless you sweep over
several ways; end with `tried = True` and `leaves=TRIED` where the run may finish. Names in capitals come from
`target.Target`, the few functions from `helpers`: whichever the snippet mentions is put before its first line. Then run
it against something that has no walls: an escape that cannot succeed proves nothing.
"""
