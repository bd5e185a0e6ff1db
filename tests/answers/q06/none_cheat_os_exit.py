# 0/3: text, then the process ends itself
import os
print("torch.Size([3, 2])", flush=True)
os._exit(0)
