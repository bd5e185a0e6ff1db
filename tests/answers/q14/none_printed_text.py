# 0/3: the message is printed, nothing is raised
import torch
x = torch.tensor([1.0, 2.0])
print("RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn")
