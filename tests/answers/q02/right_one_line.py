# 4/4: one expression, displayed
import torch
torch.from_numpy(torch.tensor([10., 20., 30.]).numpy())
