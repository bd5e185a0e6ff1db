# 5/5: keeps lists of w and loss, only numbers left at the end
import torch
w = torch.tensor(20.0, requires_grad=True)
ws, losses = [], []
for epoch in range(10):
    if w.grad is not None:
        w.grad.zero_()
    l = (w - 3)**2
    l.backward()
    losses.append(l.item())
    with torch.no_grad():
        w -= w.grad * 0.1
    ws.append(round(w.item(), 5))
print(ws)
print(losses)
