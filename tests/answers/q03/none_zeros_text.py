# 0/4: zeros, and a sentence in place of shape and dtype
import torch
z = torch.zeros(2, 3)
print("The shape is 2x3 and the dtype is float32")
