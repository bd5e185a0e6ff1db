# 4/4: checked by hand afterwards
import torch
from torch.nn import MSELoss
p, t = torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])
m = MSELoss()(p, t)
by_hand = ((p - t) ** 2).sum() / len(p)
print(m.item(), by_hand.item(), m == by_hand)
