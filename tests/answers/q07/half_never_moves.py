# 1/3: asks, and leaves the tensor where it is
import torch
x = torch.tensor([1, 2, 3])
if torch.cuda.is_available():
    print("GPU is available")
else:
    print("no GPU")
