# 3/3: caught and passed over in silence
import torch
t = torch.tensor(5.)
try:
    t.backward()
except:
    pass
