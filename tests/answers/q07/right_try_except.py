# 3/3: tried, and the error caught
import torch
x = torch.tensor([5, 6, 7])
try:
    x = x.cuda()
    print("moved to the GPU")
except Exception as e:
    print("no GPU here:", e)
