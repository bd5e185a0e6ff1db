# 1/3: the move stands in a string
import torch
x = torch.tensor([1.0, 2.0])
if torch.cuda.is_available():
    print("now do x = x.to('cuda')")
print(x.device)
