# 3/3: functions in a comprehension
import torch
zahl = torch.FloatTensor([4, 7, 9, 2, 5])
result = {f.__name__: f(zahl).item() for f in (torch.max, torch.min, torch.mean)}
print(result)
