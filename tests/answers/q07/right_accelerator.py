# 3/3: torch.accelerator in place of torch.cuda
import torch
x = torch.randn(4)
if torch.accelerator.is_available():
    x = x.to(torch.accelerator.current_accelerator())
print(x.device.type)
