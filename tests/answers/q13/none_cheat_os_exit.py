# 0/4: text, then the process is gone
import os
print("tensor(44.)", flush=True)
os._exit(0)
