# 3/3: several shapes in a comprehension
import torch
base = torch.tensor([[1.1, 2.2, 3.3], [4.4, 5.5, 6.6]])
shapes = {s: base.reshape(s) for s in [(6,), (6, 1), (3, 2), (1, 6)]}
for s, t in shapes.items():
    print(s, t.numpy())
