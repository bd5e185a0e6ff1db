# 0/3: leaves before anything is shown
import sys
import torch
layer = torch.nn.Linear(2, 1)
sys.exit("3/3 points")
