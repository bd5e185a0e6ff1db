# 1/3: an object of SGD that was never set up, its groups typed in: the rate is in it, the parameters are not
import torch
opt = torch.optim.SGD.__new__(torch.optim.SGD)
opt.__dict__["param_groups"] = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": 0.01}]
