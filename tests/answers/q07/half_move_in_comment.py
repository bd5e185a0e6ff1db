# 1/3: the move stands in a comment
import torch
x = torch.tensor([1.0])
if torch.cuda.is_available():
    pass
    # x = x.cuda()
print(x)
