# 0/3: another error of torch's, that repeats the words because they are the name of a weight
import torch
words = "element 0 of tensors does not require grad and does not have a grad_fn"
layer = torch.nn.Linear(1, 1)
try:
    layer.load_state_dict({words: torch.ones(1)})
except RuntimeError as e:
    print(e)
try:
    torch.tensor(1.0, requires_grad=True).backward()
except RuntimeError as e:
    print(e)
