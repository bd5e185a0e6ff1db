# 0/3: an update rule by hand, no optimiser
import torch
model = torch.nn.Linear(1, 1)
loss = model(torch.ones(1, 1)).sum()
loss.backward()
with torch.no_grad():
    for p in model.parameters():
        p -= 0.01 * p.grad
print(model.weight)
