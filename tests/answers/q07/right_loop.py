# 3/3: several tensors moved in a comprehension
import torch
device = torch.device(["cpu", "cuda"][torch.cuda.is_available()])
tensors = [torch.full((2,), i) for i in range(3)]
moved = [t.to(device) for t in tensors]
for t in moved: print(t.device, t)
