"""The locked room: where student code runs, and the desk that its results pass.

`box` says what a box is; `client` is the one that talks to a broker; `wire` tells how the processes talk; `broker` and
`zygote` make rooms, `spare` is a room's life, `lockdown` its locks, `roots` what it sees. `inside` runs in the room and
is imported by nobody. `customs` turns what came out into an observation, `verdict` says how the run ended. `levels` and
`layers` say how much of this a machine permits; `selfcheck` tries to get out.
"""
