# 0/4: 44 typed in
import torch
grad = torch.tensor(44.0)
print(grad)
