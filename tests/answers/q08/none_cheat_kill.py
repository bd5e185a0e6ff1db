# 0/2: text, then the process kills itself
import os
import signal
print("tensor([[1., 0., 0., 0.], ...", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
