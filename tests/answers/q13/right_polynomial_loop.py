# 4/4: coefficients in a loop, powers by multiplication
import torch
coefficients = {3: 3.0, 2: 2.0, 0: 5.0}
x = torch.tensor(2.0, requires_grad=True)
total = torch.zeros(())
for power, c in coefficients.items():
    term = torch.tensor(c)
    for _ in range(power):
        term = term * x
    total = total + term
total.backward()
print(total, x.grad)
