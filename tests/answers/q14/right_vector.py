# 3/3: an untracked vector, no sum taken
import torch
x = torch.randn(3)
try:
    x.backward()
except RuntimeError as e:
    err = e
print(repr(err))
