# 0/5: tensors of the right shapes, no network
import torch
w1, b1 = torch.randn(4, 2), torch.randn(4)
w2, b2 = torch.randn(1, 4), torch.randn(1)
print(w1.shape, b1.shape, w2.shape, b2.shape)
