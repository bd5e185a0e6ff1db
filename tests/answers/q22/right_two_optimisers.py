# 3/3: an Adam beside it for comparison
import torch
model = torch.nn.Linear(2, 1)
opts = {
    "adam": torch.optim.Adam(model.parameters(), lr=0.001),
    "sgd": torch.optim.SGD(model.parameters(), lr=0.01),
}
for k, o in opts.items():
    print(k, o.defaults["lr"])
