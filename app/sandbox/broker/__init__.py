"""The broker: hands out rooms, watches them, ends them. No torch, no secrets, one thread, one loop.

`loop` waits; `link` speaks frames without blocking; `zygotes` keeps a warm zygote; `room` is one room's life, `printed`
its text, `processes` its clock and its end, `groups` its control group; `pool` keeps rooms waiting and gives them to
jobs; `job` watches one job; `front` is the door to the workers.
"""
