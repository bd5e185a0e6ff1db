# 5/5: seeded, with an assert of the student's own on what came of that seed
import torch
torch.manual_seed(0)
x = torch.randn(1, 2)
w1, b1, w2, b2 = torch.randn(2, 3), torch.randn(3), torch.randn(3, 1), torch.randn(1)
assert abs(x[0, 0].item() - 1.5410) < 1e-3
y = torch.relu(x @ w1 + b1) @ w2 + b2
print(y)
