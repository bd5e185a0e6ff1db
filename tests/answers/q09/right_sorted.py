# 3/3: sorted, first and last taken
import torch
ordered, _ = torch.sort(torch.tensor([4., 7., 9., 2., 5.]))
print("min", ordered[0])
print("max", ordered[-1])
print("mean", ordered.mean())
