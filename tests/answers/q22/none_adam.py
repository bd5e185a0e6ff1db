# 2/3: Adam in place of SGD
import torch
model = torch.nn.Linear(1, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(optimizer)
