# 0/6: the library's functions under the names asked for
import torch
relu, sigmoid = torch.relu, torch.sigmoid
print(relu(torch.tensor([-1.0])), sigmoid(torch.tensor([-1.0])))
