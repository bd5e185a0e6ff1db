# 3/3: by torch.autograd.backward
import torch
# 推跡なし
z = torch.tensor(7.0) + 1
try:
    torch.autograd.backward(z)
except RuntimeError as e:
    print("失敗:", e)
