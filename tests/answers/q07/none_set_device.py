# 0/3: set_device without asking
import torch
torch.cuda.set_device(0)
x = torch.zeros(3).cuda()
print(x)
