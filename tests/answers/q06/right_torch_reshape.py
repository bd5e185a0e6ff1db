# 3/3: the function torch.reshape with a tuple, random numbers
import torch
torch.manual_seed(99)
orig = torch.rand(2, 3)
neu = torch.reshape(orig, (3, 2))
print(f"vorher {orig.shape}, nachher {neu.shape}")
