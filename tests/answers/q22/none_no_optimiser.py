# 0/3: a model and a number called lr
import torch
model = torch.nn.Linear(2, 1)
lr = 0.01
print("SGD with learning rate", lr)
