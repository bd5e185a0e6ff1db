# 0/3: the tensor does track, so no error comes
import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
try:
    y.backward()
except RuntimeError as e:
    print("Error:", e)
print(x.grad)
