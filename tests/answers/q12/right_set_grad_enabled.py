# 3/3: set_grad_enabled(False) as a context
import torch
x = torch.tensor([0.5], requires_grad=True)
training = False
with torch.set_grad_enabled(training):
    out = torch.exp(x)
print(out.requires_grad)
