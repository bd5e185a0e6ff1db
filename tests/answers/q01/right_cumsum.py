# 2/2: running sum of ones
import torch; print(torch.ones(5).cumsum(0))
