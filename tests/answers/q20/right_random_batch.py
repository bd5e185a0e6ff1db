# 5/5: random tensors, a batch of five, sigmoid
# Q20 Code Task: forward pass
import torch

X = torch.randn(5, 3)
w_hidden = torch.randn(3, 4)
b_hidden = torch.randn(4)
w_out = torch.randn(4, 2)
b_out = torch.randn(2)

hidden = torch.sigmoid(torch.matmul(X, w_hidden) + b_hidden)
output = torch.matmul(hidden, w_out) + b_out
print("Output:", output)
print(output.shape)
