# 3/3: the error is not caught and ends the program
import torch
a = torch.tensor([1.0, 2.0, 3.0])
a.sum().backward()
